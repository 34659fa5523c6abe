// Classes by name and number. There is no registry here: the table below is all that can
// be created, and threads need no apartment.

#include <faxcom/faxcom.h>
#include <faxcom/oleauto.h>

#include <cstdio>
#include <cstring>
#include <string_view>

#include "faxcom/com_ptr.h"

namespace {

using Text = std::basic_string_view<OLECHAR>;

struct ProgId {
  Text text;
  const CLSID* clsid;
};
// From the documentation of the fax service, and from clients that write the version.
constexpr ProgId kProgIds[] = {
    {OLESTR("faxserver.faxserver"), &CLSID_FaxServer},
    {OLESTR("faxserver.faxserver.1"), &CLSID_FaxServer},
    {OLESTR("faxtiff.faxtiff"), &CLSID_FaxTiff},
    {OLESTR("faxtiff.faxtiff.1"), &CLSID_FaxTiff},
};

OLECHAR lower(OLECHAR unit) { return unit >= 'A' && unit <= 'Z' ? static_cast<OLECHAR>(unit + ('a' - 'A')) : unit; }

bool same_ignoring_case(Text given, Text lower_case) {
  if (given.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < given.size(); ++i)
    if (lower(given[i]) != lower_case[i]) return false;
  return true;
}

// {D73733C8-CC80-11D0-B225-00C04FB6C2F5}: where each byte of a GUID stands, high digit first.
constexpr int kGuidUnits = 38;
constexpr int kGuidPlaces[16] = {1, 3, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27, 29, 31, 33, 35};

int hex_value(OLECHAR unit) {
  unit = lower(unit);
  if (unit >= '0' && unit <= '9') return unit - '0';
  return unit >= 'a' && unit <= 'f' ? unit - 'a' + 10 : -1;
}

}  // namespace

HRESULT CoInitialize(LPVOID) { return S_OK; }
HRESULT CoInitializeEx(LPVOID, DWORD) { return S_OK; }
void CoUninitialize() {}

HRESULT CoCreateInstance(REFCLSID clsid, IUnknown* outer, DWORD, REFIID iid, void** object) {
  if (!object) return E_POINTER;
  *object = nullptr;
  void* made = nullptr;
  const HRESULT found = DllGetClassObject(clsid, __uuidof(IClassFactory), &made);
  if (FAILED(found)) return found == CLASS_E_CLASSNOTAVAILABLE ? REGDB_E_CLASSNOTREG : found;
  const auto factory = caselli::faxcom::ComPtr<IClassFactory>::adopt(static_cast<IClassFactory*>(made));
  return factory->CreateInstance(outer, iid, object);
}

HRESULT CLSIDFromProgID(const OLECHAR* prog_id, CLSID* clsid) {
  if (!prog_id || !clsid) return E_INVALIDARG;
  *clsid = CLSID{};
  for (const ProgId& row : kProgIds) {
    if (!same_ignoring_case(prog_id, row.text)) continue;
    *clsid = *row.clsid;
    return S_OK;
  }
  return CO_E_CLASSSTRING;
}

HRESULT CLSIDFromString(const OLECHAR* text, CLSID* clsid) {
  if (!clsid) return E_INVALIDARG;
  *clsid = CLSID{};
  if (!text) return S_OK;  // documented: the null class
  const Text given(text);
  if (given.size() != kGuidUnits || given.front() != '{' || given.back() != '}') return CO_E_CLASSSTRING;
  for (const int dash : {9, 14, 19, 24})
    if (given[static_cast<std::size_t>(dash)] != '-') return CO_E_CLASSSTRING;
  BYTE bytes[16];
  for (int i = 0; i < 16; ++i) {
    const int high = hex_value(text[kGuidPlaces[i]]);
    const int low = hex_value(text[kGuidPlaces[i] + 1]);
    if (high < 0 || low < 0) return CO_E_CLASSSTRING;
    bytes[i] = static_cast<BYTE>(high << 4 | low);
  }
  clsid->Data1 = static_cast<DWORD>(bytes[0]) << 24 | static_cast<DWORD>(bytes[1]) << 16 |
                 static_cast<DWORD>(bytes[2]) << 8 | bytes[3];
  clsid->Data2 = static_cast<WORD>(bytes[4] << 8 | bytes[5]);
  clsid->Data3 = static_cast<WORD>(bytes[6] << 8 | bytes[7]);
  std::memcpy(clsid->Data4, bytes + 8, 8);
  return S_OK;
}

INT StringFromGUID2(REFGUID guid, OLECHAR* text, INT units) {
  if (!text || units <= kGuidUnits) return 0;
  char digits[kGuidUnits + 1];
  const BYTE* rest = guid.Data4;
  std::snprintf(digits, sizeof digits, "{%08X-%04X-%04X-%02X%02X-%02X%02X%02X%02X%02X%02X}", guid.Data1, guid.Data2,
                guid.Data3, rest[0], rest[1], rest[2], rest[3], rest[4], rest[5], rest[6], rest[7]);
  for (int i = 0; i <= kGuidUnits; ++i) text[i] = static_cast<OLECHAR>(digits[i]);
  return kGuidUnits + 1;
}
