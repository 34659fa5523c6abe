#pragma once
// Our values as COM's and back. BSTRs are UTF-16; what is not valid in one encoding
// becomes U+FFFD in the other.

#include <faxcom/faxcom.h>

#include <algorithm>
#include <concepts>
#include <limits>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "faxcom/com_ptr.h"

namespace caselli::faxcom {

std::basic_string<OLECHAR> to_utf16(std::string_view utf8);
std::string to_utf8(std::basic_string_view<OLECHAR> utf16);
std::string text_of(BSTR string);  // NULL is empty

// A DATE is in days since 30 December 1899, here always UTC; a duration is a fraction of a day.
DATE date_of(Instant instant);
DATE date_of(std::chrono::milliseconds duration);

// Each writes a value through an out pointer that is not null. The receiver owns it.
void assign(BSTR* out, std::string_view utf8);  // throws bad_alloc
inline void assign(DATE* out, DATE date) { *out = date; }
template <std::integral Out, std::integral In>
void assign(Out* out, In value) {  // too large a number becomes the largest; true is 1
  if constexpr (std::same_as<In, bool>) {
    *out = value ? 1 : 0;
  } else {
    *out = static_cast<Out>(
        std::clamp<long long>(value, std::numeric_limits<Out>::min(), std::numeric_limits<Out>::max()));
  }
}
template <class T>
void assign(VARIANT* out, ComPtr<T> object) {
  VariantInit(out);
  out->vt = VT_DISPATCH;
  out->pdispVal = object.detach();
}

// A property's new value: any number but 0 is true; a text's NULL is empty.
template <class T, class In>
T from_com(In value) {
  if constexpr (std::same_as<T, std::string>) {
    return text_of(value);
  } else if constexpr (std::same_as<T, bool>) {
    return value != 0;
  } else {
    return static_cast<T>(value);
  }
}

// What an out pointer holds until, and unless, a value is known.
template <class Out>
void clear(Out* out) {
  *out = {};
}

}  // namespace caselli::faxcom
