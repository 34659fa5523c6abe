#pragma once
// A late-bound client for tests: calls by name, as scripts make them.

#include <initializer_list>
#include <utility>
#include <vector>

#include "client.h"

namespace caselli::faxcom {

// A VARIANT that releases what it owns; made from what tests write.
class Variant {
 public:
  Variant() { VariantInit(&value_); }
  explicit Variant(LONG number) : Variant() { set(VT_I4).lVal = number; }
  explicit Variant(double number) : Variant() { set(VT_R8).dblVal = number; }
  explicit Variant(bool flag) : Variant() { set(VT_BOOL).boolVal = flag ? VARIANT_TRUE : VARIANT_FALSE; }
  explicit Variant(const char* text) : Variant() { assign(&set(VT_BSTR).bstrVal, text); }
  Variant(Variant&& other) noexcept : value_(other.value_) { VariantInit(&other.value_); }
  Variant& operator=(Variant&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Variant() { VariantClear(&value_); }
  static Variant of_type(VARTYPE type, LONGLONG bits = 0) {
    Variant made;
    made.set(type).llVal = bits;
    return made;
  }

  VARIANT& set(VARTYPE type) {
    value_.vt = type;
    return value_;
  }
  VARIANT* get() { return &value_; }
  const VARIANT& operator*() const { return value_; }
  const VARIANT* operator->() const { return &value_; }
  // As text: `3:42`, `8:Port 1`: the type and the value.
  std::string shown() const {
    VARIANT text;
    VariantInit(&text);
    const std::string type = std::to_string(value_.vt) + ":";
    if (value_.vt == VT_DISPATCH || value_.vt == VT_UNKNOWN) return type + "object";
    if (FAILED(VariantChangeType(&text, &value_, VARIANT_ALPHABOOL, VT_BSTR))) return type + "?";
    std::string all = type + text_of(text.bstrVal);
    VariantClear(&text);
    return all;
  }

 private:
  VARIANT value_;
};

// How a late-bound call ended.
struct Answer {
  HRESULT code = E_FAIL;
  Variant value;
  HRESULT scode = S_OK;  // of DISP_E_EXCEPTION
  std::string source, description;
  UINT wrong_argument = 99;
};

inline Answer call_number(IDispatch* object, DISPID id, WORD kinds, std::vector<VARIANT> arguments = {},
                          std::vector<DISPID> named = {}) {
  DISPPARAMS given{arguments.data(), named.data(), static_cast<UINT>(arguments.size()),
                   static_cast<UINT>(named.size())};
  EXCEPINFO exception{};
  Answer answer;
  answer.code = object->Invoke(id, IID_NULL, 0, kinds, &given, answer.value.get(), &exception, &answer.wrong_argument);
  answer.scode = exception.scode;
  answer.source = text_of(exception.bstrSource);
  answer.description = text_of(exception.bstrDescription);
  SysFreeString(exception.bstrSource);
  SysFreeString(exception.bstrDescription);
  SysFreeString(exception.bstrHelpFile);
  return answer;
}

// DISPID_UNKNOWN when there is no such name.
inline DISPID number_of_name(IDispatch* object, std::string_view name) {
  auto text = to_utf16(name);
  LPOLESTR names[] = {text.data()};
  DISPID id = 0;
  const HRESULT found = object->GetIDsOfNames(IID_NULL, names, 1, 0, &id);
  EXPECT_EQ(found, id == DISPID_UNKNOWN ? DISP_E_UNKNOWNNAME : S_OK);
  return id;
}

// As VBScript and JScript read a property or call a method for its value.
inline Answer late_get(IDispatch* object, std::string_view name, std::vector<VARIANT> arguments = {}) {
  return call_number(object, number_of_name(object, name), DISPATCH_METHOD | DISPATCH_PROPERTYGET,
                     std::move(arguments));
}
inline Answer late_put(IDispatch* object, std::string_view name, const Variant& value) {
  return call_number(object, number_of_name(object, name), DISPATCH_PROPERTYPUT, {*value}, {DISPID_PROPERTYPUT});
}
inline ComPtr<IDispatch> late_object(IDispatch* object, std::string_view name, std::vector<VARIANT> arguments = {}) {
  const Answer answer = late_get(object, name, std::move(arguments));
  EXPECT_EQ(answer.code, S_OK) << name << ": " << answer.description;
  EXPECT_EQ(answer.value->vt, VT_DISPATCH) << name;
  return ComPtr<IDispatch>::share(answer.value->vt == VT_DISPATCH ? answer.value->pdispVal : nullptr);
}

}  // namespace caselli::faxcom
