#pragma once
// A member of an interface as late binding knows it: one row of a table, and a function
// that makes the call through the vtable.

#include <faxcom/faxcom.h>

#include <algorithm>
#include <span>
#include <string_view>

namespace caselli::faxcom {

using OleText = std::basic_string_view<OLECHAR>;

// Calls the member of `object`, which is of the row's interface. `argument` has the row's
// type, and may be anything for a row without one; `result`, never null, is empty before and
// owned by the caller afterwards.
using Thunk = HRESULT (*)(IDispatch* object, VARIANT* argument, VARIANT* result);

struct Member {
  DISPID id;
  WORD kinds;  // DISPATCH_METHOD, DISPATCH_PROPERTYGET ...: how it can be called
  OleText name;
  OleText parameter_name;  // empty: it has none, as the value of a property that is put
  VARTYPE parameter;       // VT_EMPTY: no parameter
  Thunk call;

  bool puts() const { return (kinds & (DISPATCH_PROPERTYPUT | DISPATCH_PROPERTYPUTREF)) != 0; }
};

// Members of one object: those of the type library, ascending by number, and those that
// exist by late binding alone.
struct Members {
  std::span<const Member> documented;
  std::span<const Member> late;
};

// The documented members of the ten interfaces of FaxCom, from dispatch_tables.inc.
template <class Interface>
std::span<const Member> documented_members();

// Names are compared as all of ours can be: without regard to the case of ASCII letters.
constexpr OLECHAR ascii_lower(OLECHAR unit) {
  return unit >= 'A' && unit <= 'Z' ? static_cast<OLECHAR>(unit + ('a' - 'A')) : unit;
}
constexpr bool same_name(OleText a, OleText b) { return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower); }

}  // namespace caselli::faxcom
