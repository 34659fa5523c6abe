#pragma once
// Values that exist by late binding alone, as VARIANTs: whole numbers are VT_I4, others
// VT_R8, names VT_BSTR, instants VT_DATE; what is not known is VT_EMPTY.

#include <concepts>
#include <optional>
#include <string_view>

#include "faxcom/com_value.h"

namespace caselli::faxcom {

inline void assign_late(VARIANT* out, std::string_view text) {
  assign(&out->bstrVal, text);
  out->vt = VT_BSTR;
}
inline void assign_late(VARIANT* out, bool value) {
  out->boolVal = value ? VARIANT_TRUE : VARIANT_FALSE;
  out->vt = VT_BOOL;
}
template <class T>
requires std::floating_point<T>
void assign_late(VARIANT* out, T value) {
  out->dblVal = value;
  out->vt = VT_R8;
}
template <class T>
requires(std::integral<T> && !std::same_as<T, bool>) void assign_late(VARIANT* out, T value) {
  assign(&out->lVal, value);
  out->vt = VT_I4;
}
inline void assign_late(VARIANT* out, Instant instant) {
  out->date = date_of(instant);
  out->vt = VT_DATE;
}
template <class T>
void assign_late(VARIANT* out, const std::optional<T>& value) {
  if (value) assign_late(out, *value);
}

}  // namespace caselli::faxcom
