// VariantChangeType: one number in the middle of all conversions between numbers, and texts
// besides. Rounding is to the nearest, halves to even; what does not fit is an overflow.

#include <faxcom/oleauto.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "faxcom/ole/variant_value.h"

namespace {

using caselli::ole::Number;
using caselli::ole::Text;
using namespace caselli;

constexpr DATE kFirstDate = -657434, kLastDate = 2958465;  // years 100 to 9999; each whole day

template <class T>
T value_at(const void* place) {
  T value;
  std::memcpy(&value, place, sizeof value);
  return value;
}

DECIMAL decimal_of(const VARIANT& from) { return value_at<DECIMAL>(&from); }

// The number a VARIANT stands for. S_OK, DISP_E_TYPEMISMATCH, or DISP_E_BADVARTYPE.
HRESULT read_number(const VARIANT& from, Number& number) {
  switch (from.vt) {
    case VT_EMPTY:
      number = 0;
      return S_OK;
    case VT_I1:
      number = static_cast<signed char>(from.cVal);
      return S_OK;
    case VT_I2:
      number = from.iVal;
      return S_OK;
    case VT_I4:
    case VT_INT:
      number = from.lVal;
      return S_OK;
    case VT_I8:
      number = static_cast<Number>(from.llVal);
      return S_OK;
    case VT_UI1:
      number = from.bVal;
      return S_OK;
    case VT_UI2:
      number = from.uiVal;
      return S_OK;
    case VT_UI4:
    case VT_UINT:
      number = from.ulVal;
      return S_OK;
    case VT_UI8:
      number = static_cast<Number>(from.ullVal);
      return S_OK;
    case VT_R4:
      number = from.fltVal;
      return S_OK;
    case VT_R8:
      number = from.dblVal;
      return S_OK;
    case VT_DATE:
      number = from.date;
      return S_OK;
    case VT_CY:
      number = static_cast<Number>(from.cyVal.int64) / 10000;
      return S_OK;
    case VT_DECIMAL:
      number = ole::number_of(decimal_of(from));
      return S_OK;
    case VT_BOOL:
      number = from.boolVal == VARIANT_FALSE ? 0 : -1;
      return S_OK;
    case VT_BSTR: {
      const auto found = ole::number_in({from.bstrVal, SysStringLen(from.bstrVal)});
      if (!found) return DISP_E_TYPEMISMATCH;
      number = *found;
      return S_OK;
    }
    default:
      return DISP_E_TYPEMISMATCH;
  }
}

template <class T>
HRESULT to_whole(Number number, T& out) {
  const Number whole = std::nearbyint(number);
  if (!(whole >= static_cast<Number>(std::numeric_limits<T>::min()) &&
        whole <= static_cast<Number>(std::numeric_limits<T>::max())))
    return DISP_E_OVERFLOW;
  out = static_cast<T>(whole);
  return S_OK;
}
// True is all bits: -1, or the largest number where there is no sign.
template <class T>
HRESULT to_whole(const VARIANT& from, Number number, T& out) {
  if (from.vt != VT_BOOL) return to_whole(number, out);
  out = static_cast<T>(number == 0 ? 0 : -1);
  return S_OK;
}

HRESULT to_float(Number number, FLOAT& out) {
  if (std::fabs(number) > static_cast<Number>(std::numeric_limits<FLOAT>::max())) return DISP_E_OVERFLOW;
  out = static_cast<FLOAT>(number);
  return S_OK;
}
HRESULT to_double(Number number, DOUBLE& out) {
  if (std::fabs(number) > static_cast<Number>(std::numeric_limits<DOUBLE>::max())) return DISP_E_OVERFLOW;
  out = static_cast<DOUBLE>(number);
  return S_OK;
}
HRESULT to_date(Number number, DATE& out) {
  if (!(number > kFirstDate - 1 && number < kLastDate + 1)) return DISP_E_OVERFLOW;
  out = static_cast<DATE>(number);
  return S_OK;
}

HRESULT to_number(VARTYPE type, const VARIANT& from, Number number, VARIANT& to) {
  switch (type) {
    case VT_I1: {
      signed char value = 0;
      const HRESULT fits = to_whole(from, number, value);
      to.cVal = static_cast<CHAR>(value);
      return fits;
    }
    case VT_I2:
      return to_whole(from, number, to.iVal);
    case VT_I4:
    case VT_INT:
      return to_whole(from, number, to.lVal);
    case VT_I8:
      return to_whole(from, number, to.llVal);
    case VT_UI1:
      return to_whole(from, number, to.bVal);
    case VT_UI2:
      return to_whole(from, number, to.uiVal);
    case VT_UI4:
    case VT_UINT:
      return to_whole(from, number, to.ulVal);
    case VT_UI8:
      return to_whole(from, number, to.ullVal);
    case VT_R4:
      return to_float(number, to.fltVal);
    case VT_R8:
      return to_double(number, to.dblVal);
    case VT_DATE:
      return to_date(number, to.date);
    case VT_CY:
      return to_whole(number * 10000, to.cyVal.int64);
    case VT_BOOL:
      to.boolVal = number == 0 ? VARIANT_FALSE : VARIANT_TRUE;
      return S_OK;
    default:
      return DISP_E_BADVARTYPE;
  }
}

bool is_word(Text text, Text lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((text[i] | 0x20) != lower[i] && text[i] != lower[i]) return false;
  return true;
}

// `True`, `False`, `#TRUE#`, `#FALSE#`, in any case.
HRESULT bool_in(Text text, VARIANT_BOOL& out) {
  const bool yes = is_word(text, OLESTR("true")) || is_word(text, OLESTR("#true#"));
  const bool no = is_word(text, OLESTR("false")) || is_word(text, OLESTR("#false#"));
  out = yes ? VARIANT_TRUE : VARIANT_FALSE;
  return yes || no ? S_OK : DISP_E_TYPEMISMATCH;
}

HRESULT write_text(const std::string& ascii, VARIANT& to) {
  const std::basic_string<OLECHAR> wide(ascii.begin(), ascii.end());
  to.bstrVal = SysAllocStringLen(wide.data(), static_cast<UINT>(wide.size()));
  return to.bstrVal ? S_OK : E_OUTOFMEMORY;
}

HRESULT to_text(const VARIANT& from, USHORT flags, VARIANT& to) {
  switch (from.vt) {
    case VT_EMPTY:
      return write_text("", to);
    case VT_R4:
      return write_text(ole::text_of_real(from.fltVal, 7), to);
    case VT_R8:
      return write_text(ole::text_of_real(from.dblVal, 15), to);
    case VT_CY:
      return write_text(ole::text_of_currency(from.cyVal.int64), to);
    case VT_DECIMAL:
      return write_text(ole::text_of_decimal(decimal_of(from)), to);
    case VT_DATE: {
      const std::string text = ole::text_of_date(from.date);
      return text.empty() ? E_INVALIDARG : write_text(text, to);
    }
    case VT_BOOL:
      if (flags & VARIANT_ALPHABOOL) return write_text(from.boolVal ? "True" : "False", to);
      return write_text(from.boolVal ? "-1" : "0", to);
    case VT_UI8:
      return write_text(std::to_string(from.ullVal), to);
    default: {
      Number number = 0;
      const HRESULT read = read_number(from, number);
      return FAILED(read) ? read : write_text(std::to_string(static_cast<LONGLONG>(number)), to);
    }
  }
}

HRESULT to_object(VARTYPE type, const VARIANT& from, VARIANT& to) {
  if (from.vt != VT_DISPATCH && from.vt != VT_UNKNOWN) return DISP_E_TYPEMISMATCH;
  to.punkVal = nullptr;
  if (!from.punkVal) return S_OK;
  void* object = nullptr;
  const IID& iid = type == VT_DISPATCH ? IID_IDispatch : IID_IUnknown;
  if (FAILED(from.punkVal->QueryInterface(iid, &object))) return E_NOINTERFACE;
  to.punkVal = static_cast<IUnknown*>(object);
  return S_OK;
}

bool is_type(VARTYPE type) { return type <= VT_UNKNOWN || type == VT_DECIMAL || (type >= VT_I1 && type <= VT_UINT); }

// `to` is empty, `from` holds no reference and another type.
HRESULT change(VARIANT& to, const VARIANT& from, USHORT flags, VARTYPE type) {
  switch (type) {
    case VT_EMPTY:
    case VT_NULL:
    case VT_ERROR:
    case VT_VARIANT:
      return DISP_E_TYPEMISMATCH;
    case VT_DECIMAL:
      return DISP_E_BADVARTYPE;  // read, not made
    case VT_DISPATCH:
    case VT_UNKNOWN:
      return to_object(type, from, to);
    case VT_BSTR:
      return to_text(from, flags, to);
    case VT_BOOL:
      if (from.vt == VT_BSTR && SUCCEEDED(bool_in({from.bstrVal, SysStringLen(from.bstrVal)}, to.boolVal))) return S_OK;
      break;
    case VT_DATE:
      if (from.vt != VT_BSTR) break;
      if (const auto date = ole::date_in({from.bstrVal, SysStringLen(from.bstrVal)})) {
        to.date = *date;
        return S_OK;
      }
      break;
    default:
      break;
  }
  Number number = 0;
  const HRESULT read = read_number(from, number);
  return FAILED(read) ? read : to_number(type, from, number, to);
}

// The value an object stands for: its default property.
HRESULT default_value(const VARIANT& from, VARIANT& value) {
  if (!from.pdispVal) return DISP_E_TYPEMISMATCH;
  DISPPARAMS none{};
  const HRESULT answer = from.pdispVal->Invoke(DISPID_VALUE, IID_NULL, LOCALE_NEUTRAL, DISPATCH_PROPERTYGET, &none,
                                               &value, nullptr, nullptr);
  return FAILED(answer) ? DISP_E_TYPEMISMATCH : S_OK;
}

}  // namespace

HRESULT VariantChangeTypeEx(VARIANT* to, const VARIANT* from, LCID, USHORT flags, VARTYPE type) try {
  if (!to || !from) return E_INVALIDARG;
  if (!is_type(type)) return DISP_E_BADVARTYPE;
  VARIANT source, made;
  VariantInit(&source);
  VariantInit(&made);
  const HRESULT copied = VariantCopyInd(&source, from);
  if (FAILED(copied)) return copied;
  if (source.vt == VT_DISPATCH && type != VT_DISPATCH && type != VT_UNKNOWN) {
    VARIANT value;
    VariantInit(&value);
    const HRESULT answer = default_value(source, value);
    VariantClear(&source);
    if (FAILED(answer)) return answer;
    source = value;
    if (source.vt & VT_BYREF || source.vt == VT_DISPATCH) {  // once is enough
      VariantClear(&source);
      return DISP_E_TYPEMISMATCH;
    }
  }
  HRESULT answer = S_OK;
  if (source.vt == type) {
    made = source;
    VariantInit(&source);
  } else {
    answer = change(made, source, flags, type);
    if (SUCCEEDED(answer)) made.vt = type;
  }
  VariantClear(&source);
  if (FAILED(answer)) return answer;
  const HRESULT cleared = VariantClear(to);
  if (FAILED(cleared)) {
    VariantClear(&made);
    return cleared;
  }
  *to = made;
  return S_OK;
} catch (const std::bad_alloc&) {
  return E_OUTOFMEMORY;
}

HRESULT VariantChangeType(VARIANT* to, const VARIANT* from, USHORT flags, VARTYPE type) {
  return VariantChangeTypeEx(to, from, LOCALE_NEUTRAL, flags, type);
}
