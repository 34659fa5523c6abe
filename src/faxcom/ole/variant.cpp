// VARIANT: what it owns is released by VariantClear and doubled by VariantCopy.

#include <faxcom/oleauto.h>

namespace {

bool holds_object(const VARIANT& variant) { return variant.vt == VT_DISPATCH || variant.vt == VT_UNKNOWN; }

// Numbers, dates, Booleans, error codes, and references, which own nothing.
bool is_plain(VARTYPE type) {
  if (type & VT_BYREF) return true;
  switch (type) {
    case VT_EMPTY:
    case VT_NULL:
    case VT_I1:
    case VT_I2:
    case VT_I4:
    case VT_I8:
    case VT_UI1:
    case VT_UI2:
    case VT_UI4:
    case VT_UI8:
    case VT_INT:
    case VT_UINT:
    case VT_R4:
    case VT_R8:
    case VT_CY:
    case VT_DATE:
    case VT_ERROR:
    case VT_BOOL:
      return true;
    default:
      return false;
  }
}

}  // namespace

void VariantInit(VARIANT* variant) { *variant = VARIANT{}; }

HRESULT VariantClear(VARIANT* variant) {
  if (!variant) return E_INVALIDARG;
  if (holds_object(*variant)) {
    if (variant->punkVal) variant->punkVal->Release();
  } else if (variant->vt == VT_BSTR) {
    SysFreeString(variant->bstrVal);
  } else if (!is_plain(variant->vt)) {
    return DISP_E_BADVARTYPE;
  }
  VariantInit(variant);
  return S_OK;
}

HRESULT VariantCopy(VARIANT* to, const VARIANT* from) {
  if (!to || !from) return E_INVALIDARG;
  if (to == from) return S_OK;
  VARIANT copy = *from;
  if (holds_object(copy)) {
    if (copy.punkVal) copy.punkVal->AddRef();
  } else if (copy.vt == VT_BSTR) {
    if (copy.bstrVal) {
      copy.bstrVal =
          SysAllocStringByteLen(reinterpret_cast<const char*>(from->bstrVal), SysStringByteLen(from->bstrVal));
      if (!copy.bstrVal) return E_OUTOFMEMORY;
    }
  } else if (!is_plain(copy.vt)) {
    return DISP_E_BADVARTYPE;
  }
  const HRESULT cleared = VariantClear(to);
  if (FAILED(cleared)) {
    VariantClear(&copy);
    return cleared;
  }
  *to = copy;
  return S_OK;
}
