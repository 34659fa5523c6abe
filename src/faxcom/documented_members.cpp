// dispatch_tables.inc as tables of C++. A row whose types are not those of the interface in
// <faxcom/interfaces.h> does not compile.

#include <array>
#include <tuple>
#include <type_traits>

#include "faxcom/member.h"

namespace caselli::faxcom {
namespace {

// What stands for a type of the type library in C++. LONG, INT and BOOL are one there.
template <VARTYPE type, class T>
constexpr bool stands_for() {
  switch (type) {
    case VT_I2:
      return std::is_same_v<T, SHORT>;
    case VT_I4:
    case VT_INT:
      return std::is_same_v<T, LONG> || std::is_same_v<T, INT>;
    case VT_DATE:
      return std::is_same_v<T, DATE>;
    case VT_BSTR:
      return std::is_same_v<T, BSTR>;
    case VT_DISPATCH:
      return std::is_same_v<T, IDispatch*>;
    case VT_VARIANT:
      return std::is_same_v<T, VARIANT>;
    default:
      return false;
  }
}

template <VARTYPE type>
auto& value_in(VARIANT& variant) {
  if constexpr (type == VT_I2) return variant.iVal;
  if constexpr (type == VT_I4) return variant.lVal;
  if constexpr (type == VT_INT) return variant.intVal;
  if constexpr (type == VT_DATE) return variant.date;
  if constexpr (type == VT_BSTR) return variant.bstrVal;
  if constexpr (type == VT_DISPATCH) return variant.pdispVal;
  if constexpr (type == VT_VARIANT) return variant;
}

// Gives the method a place for its result, and its result to `out`.
template <VARTYPE type, class T, class Call>
HRESULT take_result(VARIANT* out, Call&& call) {
  static_assert(stands_for<type, T>(), "the result has another type in the interface");
  T value{};
  const HRESULT answer = call(&value);
  if (FAILED(answer)) return answer;
  if constexpr (type == VT_VARIANT) {
    *out = value;
  } else {
    out->vt = type;
    value_in<type>(*out) = value;
  }
  return answer;
}

template <auto method, VARTYPE parameter, VARTYPE result>
struct ThunkOf;
template <class I, class... A, HRESULT (STDMETHODCALLTYPE I::*method)(A...), VARTYPE parameter, VARTYPE result>
struct ThunkOf<method, parameter, result> {
  static constexpr bool takes = parameter != VT_EMPTY, gives = result != VT_EMPTY;
  static_assert(sizeof...(A) == takes + gives, "the method has other parameters in the interface");

  static HRESULT call(IDispatch* object, VARIANT* argument, VARIANT* out) {
    I* self = static_cast<I*>(object);
    if constexpr (takes && gives) {
      using Value = std::tuple_element_t<0, std::tuple<A...>>;
      using Result = std::remove_pointer_t<std::tuple_element_t<1, std::tuple<A...>>>;
      static_assert(stands_for<parameter, Value>(), "the parameter has another type in the interface");
      const Value value = value_in<parameter>(*argument);
      return take_result<result, Result>(out, [&](Result* place) { return (self->*method)(value, place); });
    } else if constexpr (gives) {
      using Result = std::remove_pointer_t<std::tuple_element_t<0, std::tuple<A...>>>;
      return take_result<result, Result>(out, [&](Result* place) { return (self->*method)(place); });
    } else if constexpr (takes) {
      static_assert(stands_for<parameter, std::tuple_element_t<0, std::tuple<A...>>>(),
                    "the parameter has another type in the interface");
      return (self->*method)(value_in<parameter>(*argument));
    } else {
      return (self->*method)();
    }
  }
};

#define CASELLI_INTERFACES(X) \
  X(IFaxTiff)                 \
  X(IFaxServer)               \
  X(IFaxPorts) X(IFaxPort) X(IFaxRoutingMethods) X(IFaxRoutingMethod) X(IFaxStatus) X(IFaxDoc) X(IFaxJobs) X(IFaxJob)

template <class Interface>
constexpr std::string_view kName{};
#define CASELLI_NAME(Interface) \
  template <>                   \
  constexpr std::string_view kName<Interface> = #Interface;
CASELLI_INTERFACES(CASELLI_NAME)
#undef CASELLI_NAME

struct Row {
  std::string_view owner;
  int slot;
  Member member;
};

#define FAXCOM_TEXT(text) OLESTR(text)
#define FAXCOM_MEMBER(Interface, slot, id, kind, name, method, parameter_name, parameter, result) \
  {#Interface,                                                                                    \
   slot,                                                                                          \
   {id, kind, FAXCOM_TEXT(#name), FAXCOM_TEXT(parameter_name), parameter,                         \
    &ThunkOf<&Interface::method, parameter, result>::call}},
constexpr Row kRows[] = {
#include "faxcom/dispatch_tables.inc"
};
#undef FAXCOM_MEMBER
#undef FAXCOM_TEXT

template <class Interface>
constexpr std::size_t kCount = std::ranges::count(kRows, kName<Interface>, &Row::owner);

template <class Interface>
constexpr std::array<Member, kCount<Interface>> rows_of() {
  std::array<Member, kCount<Interface>> members{};
  std::size_t next = 0;
  for (const Row& row : kRows)
    if (row.owner == kName<Interface>) members[next++] = row.member;
  return members;
}
template <class Interface>
constexpr bool slots_follow_one_another() {
  int slot = 7;  // after IUnknown and IDispatch
  for (const Row& row : kRows)
    if (row.owner == kName<Interface> && row.slot != slot++) return false;
  return slot > 7;
}
template <class Interface>
inline constexpr auto kMembers = rows_of<Interface>();

}  // namespace

template <class Interface>
std::span<const Member> documented_members() {
  static_assert(slots_follow_one_another<Interface>());
  static_assert(std::ranges::is_sorted(kMembers<Interface>, {}, &Member::id));
  return kMembers<Interface>;
}

#define CASELLI_TABLE(Interface) template std::span<const Member> documented_members<Interface>();
CASELLI_INTERFACES(CASELLI_TABLE)
#undef CASELLI_TABLE

}  // namespace caselli::faxcom
