#include "faxcom/dispatch.h"

#include "faxcom/com_ptr.h"

namespace caselli::faxcom {
namespace {

constexpr int kMostReferences = 8;  // VT_BYREF | VT_VARIANT may go in circles

// The first member of that name; null: there is none. Getter and setter share a number.
const Member* find_name(std::span<const Member> members, OleText name) {
  const auto found = std::ranges::find_if(members, [&](const Member& member) { return same_name(member.name, name); });
  return found == members.end() ? nullptr : &*found;
}

// The member of that number that can be called that way.
const Member* find_call(std::span<const Member> members, DISPID id, WORD kinds) {
  for (auto member = std::ranges::lower_bound(members, id, {}, &Member::id); member != members.end(); ++member) {
    if (member->id != id) break;
    if (member->kinds & kinds) return &*member;
  }
  return nullptr;
}

// An argument as the member wants it; owns what the conversion made.
class Argument {
 public:
  Argument() { VariantInit(&converted_); }
  Argument(const Argument&) = delete;
  Argument& operator=(const Argument&) = delete;
  ~Argument() { VariantClear(&converted_); }

  HRESULT take(VARIANT* given, VARTYPE type, LCID language) {
    for (int hop = 0; given->vt == (VT_BYREF | VT_VARIANT); ++hop) {
      if (!given->pvarVal) return DISP_E_TYPEMISMATCH;
      if (hop == kMostReferences) return DISP_E_TYPEMISMATCH;
      given = given->pvarVal;
    }
    if (given->vt == type) {
      value_ = given;
      return S_OK;
    }
    if (given->vt == VT_ERROR && given->scode == DISP_E_PARAMNOTFOUND) return DISP_E_PARAMNOTOPTIONAL;
    if ((given->vt & VT_BYREF) && !given->byref) return DISP_E_TYPEMISMATCH;
    value_ = &converted_;
    return VariantChangeTypeEx(&converted_, given, language, 0, type);
  }
  VARIANT* value() { return value_; }

 private:
  VARIANT converted_;
  VARIANT* value_ = &converted_;
};

// S_OK when there are as many arguments as `member` wants, under names it knows.
HRESULT check_arguments(const Member& member, const DISPPARAMS& given, UINT* wrong_argument) {
  if ((given.cArgs != 0 && !given.rgvarg) || (given.cNamedArgs != 0 && !given.rgdispidNamedArgs) ||
      given.cNamedArgs > given.cArgs)
    return E_INVALIDARG;
  if (given.cArgs != (member.parameter == VT_EMPTY ? 0U : 1U)) return DISP_E_BADPARAMCOUNT;
  // A new value is always named; the only parameter there can be otherwise has number 0.
  const bool named = given.cNamedArgs == 1;
  const bool known = member.puts() ? named && given.rgdispidNamedArgs[0] == DISPID_PROPERTYPUT
                                   : !named || given.rgdispidNamedArgs[0] == 0;
  if (known) return S_OK;
  if (wrong_argument) *wrong_argument = 0;
  return DISP_E_PARAMNOTFOUND;
}

// What the member left in the thread's error information, which stays there.
void describe(HRESULT code, EXCEPINFO* exception) {
  if (!exception) return;
  *exception = EXCEPINFO{};
  exception->scode = code;
  IErrorInfo* taken = nullptr;
  if (GetErrorInfo(0, &taken) != S_OK || !taken) return;
  const auto error = ComPtr<IErrorInfo>::adopt(taken);
  error->GetSource(&exception->bstrSource);
  error->GetDescription(&exception->bstrDescription);
  SetErrorInfo(0, error.get());
}

}  // namespace

HRESULT ids_of_names(const Members& members, REFIID reserved, LPOLESTR* names, UINT count, DISPID* ids) noexcept {
  if (reserved != GUID_NULL) return DISP_E_UNKNOWNINTERFACE;
  if (!names || !ids || count == 0) return E_INVALIDARG;
  std::fill_n(ids, count, DISPID_UNKNOWN);
  if (!names[0]) return E_INVALIDARG;
  const Member* member = find_name(members.documented, names[0]);
  if (!member) member = find_name(members.late, names[0]);
  if (!member) return DISP_E_UNKNOWNNAME;
  ids[0] = member->id;
  HRESULT answer = S_OK;
  for (UINT i = 1; i < count; ++i) {
    if (names[i] && !member->parameter_name.empty() && same_name(member->parameter_name, names[i])) {
      ids[i] = 0;
    } else {
      answer = DISP_E_UNKNOWNNAME;
    }
  }
  return answer;
}

HRESULT invoke(const Members& members, IDispatch* object, DISPID id, REFIID reserved, LCID language, WORD kinds,
               DISPPARAMS* given, VARIANT* result, EXCEPINFO* exception, UINT* wrong_argument) noexcept {
  if (reserved != GUID_NULL) return DISP_E_UNKNOWNINTERFACE;
  if (!given) return E_INVALIDARG;
  if (result) VariantInit(result);
  const Member* member = find_call(members.documented, id, kinds);
  if (!member) member = find_call(members.late, id, kinds);
  if (!member) return DISP_E_MEMBERNOTFOUND;
  const HRESULT countable = check_arguments(*member, *given, wrong_argument);
  if (FAILED(countable)) return countable;

  Argument argument;
  if (member->parameter != VT_EMPTY) {
    const HRESULT taken = argument.take(&given->rgvarg[0], member->parameter, language);
    if (FAILED(taken)) {
      if (wrong_argument) *wrong_argument = 0;
      return taken;
    }
  }
  VARIANT value;
  VariantInit(&value);
  const HRESULT answer = member->call(object, argument.value(), &value);
  if (FAILED(answer)) {
    describe(answer, exception);
    return DISP_E_EXCEPTION;
  }
  if (result) {
    *result = value;
  } else {
    VariantClear(&value);
  }
  return S_OK;
}

}  // namespace caselli::faxcom
