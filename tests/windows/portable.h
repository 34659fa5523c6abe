#pragma once
// What the FaxCom clients of these tests share, on Linux and on Windows: text as ASCII,
// VARIANTs as text, calls by name.

#include <faxcom/faxcom.h>

#include <cstdio>
#include <string>

using Text = std::basic_string<OLECHAR>;

inline Text text(const std::string& ascii) { return {ascii.begin(), ascii.end()}; }

// What is not printable ASCII as \uXXXX: alike on every console.
inline std::string shown(const OLECHAR* units, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    const unsigned unit = static_cast<unsigned>(units[i]) & 0xFFFF;
    char coded[8];
    if (unit >= 0x20 && unit < 0x7F)
      out += static_cast<char>(unit);
    else
      std::snprintf(coded, sizeof coded, "\\u%04x", unit), out += coded;
  }
  return out;
}
inline std::string shown(BSTR string) { return string ? "'" + shown(string, SysStringLen(string)) + "'" : "NULL"; }

inline std::string code(HRESULT result) {
  char out[16];
  std::snprintf(out, sizeof out, "%08X", static_cast<unsigned>(result));
  return out;
}

inline std::string shown(const VARIANT& value) {
  const std::string type = "vt " + std::to_string(value.vt) + " ";
  char number[40];
  switch (value.vt) {
    case VT_EMPTY:
      return "nothing";
    case VT_BSTR:
      return type + shown(value.bstrVal);
    case VT_I2:
      return type + std::to_string(value.iVal);
    case VT_I4:
    case VT_INT:
      return type + std::to_string(value.lVal);
    case VT_DATE:
      std::snprintf(number, sizeof number, "%.8f", value.date);
      return type + number;
    case VT_CY:
      return type + std::to_string(static_cast<long long>(value.cyVal.int64));
    case VT_DISPATCH:
      return type + (value.pdispVal ? "an object" : "NULL");
    default:
      return type + "?";
  }
}

// The sentence of the thread's error information, which is taken.
inline std::string last_error() {
  IErrorInfo* info = nullptr;
  if (GetErrorInfo(0, &info) != S_OK) return "no sentence";
  BSTR description = nullptr;
  info->GetDescription(&description);
  info->Release();
  const std::string out = shown(description);
  SysFreeString(description);
  return out;
}

inline VARIANT variant(LONG number) {
  VARIANT value;
  VariantInit(&value);
  value.vt = VT_I4;
  value.lVal = number;
  return value;
}
inline VARIANT variant(const std::string& ascii) {
  VARIANT value;
  VariantInit(&value);
  value.vt = VT_BSTR;
  value.bstrVal = SysAllocString(text(ascii).c_str());
  return value;
}

// What a late-bound client does: name to number, then the call. `sentence` gets the text of
// the exception.
inline HRESULT call_by_name(IDispatch* object, const std::string& name, WORD kind, VARIANT* argument, VARIANT* result,
                            std::string* sentence) {
  Text wide = text(name);
  LPOLESTR names[] = {wide.data()};
  DISPID number = 0;
  const HRESULT known = object->GetIDsOfNames(IID_NULL, names, 1, 0x400, &number);
  if (FAILED(known)) {
    *sentence = "no such name";
    return known;
  }
  DISPID put = -3;  // DISPID_PROPERTYPUT
  DISPPARAMS arguments{};
  arguments.rgvarg = argument;
  arguments.cArgs = argument ? 1 : 0;
  if (kind == 4 || kind == 8) {  // DISPATCH_PROPERTYPUT, PROPERTYPUTREF
    arguments.rgdispidNamedArgs = &put;
    arguments.cNamedArgs = 1;
  }
  EXCEPINFO exception{};
  HRESULT done = object->Invoke(number, IID_NULL, 0x400, kind, &arguments, result, &exception, nullptr);
  if (done == static_cast<HRESULT>(0x80020009)) {  // DISP_E_EXCEPTION
    done = exception.scode;
    *sentence = shown(exception.bstrDescription);
  }
  SysFreeString(exception.bstrSource);
  SysFreeString(exception.bstrDescription);
  SysFreeString(exception.bstrHelpFile);
  return done;
}
