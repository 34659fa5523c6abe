// VARIANT: what it owns is released by VariantClear and doubled by VariantCopy; VariantCopyInd
// follows references.

#include <faxcom/oleauto.h>

#include <cstring>

namespace {

constexpr int kMostReferences = 8;  // to VARIANTs that are references: they may go in circles

// Bytes of a value that can lie behind a reference; 0: such a type there is not.
std::size_t size_of(VARTYPE type) {
  switch (type) {
    case VT_I1:
    case VT_UI1:
      return 1;
    case VT_I2:
    case VT_UI2:
    case VT_BOOL:
      return 2;
    case VT_I4:
    case VT_UI4:
    case VT_INT:
    case VT_UINT:
    case VT_R4:
    case VT_ERROR:
      return 4;
    case VT_I8:
    case VT_UI8:
    case VT_R8:
    case VT_CY:
    case VT_DATE:
      return 8;
    case VT_BSTR:
    case VT_DISPATCH:
    case VT_UNKNOWN:
      return sizeof(void*);
    default:
      return 0;
  }
}

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
    case VT_DECIMAL:
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

HRESULT VariantCopyInd(VARIANT* to, const VARIANT* from) {
  if (!to || !from) return E_INVALIDARG;
  for (int hop = 0; from->vt == (VT_BYREF | VT_VARIANT); ++hop) {
    if (!from->pvarVal || hop == kMostReferences) return E_INVALIDARG;
    from = from->pvarVal;
  }
  if (!(from->vt & VT_BYREF)) return VariantCopy(to, from);
  if (!from->byref) return E_INVALIDARG;
  const auto type = static_cast<VARTYPE>(from->vt & ~VT_BYREF);
  VARIANT value;
  VariantInit(&value);
  if (type == VT_DECIMAL) {
    std::memcpy(&value, from->byref, sizeof(DECIMAL));  // its first bytes are the type's
  } else if (const std::size_t size = size_of(type); size != 0) {
    std::memcpy(&value.llVal, from->byref, size);
  } else {
    return DISP_E_BADVARTYPE;
  }
  value.vt = type;
  return VariantCopy(to, &value);  // doubles what it owns; what was borrowed stays as it is
}
