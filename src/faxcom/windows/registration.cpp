// regsvr32: what Windows must know to make our objects, and to carry calls between
// apartments. For the whole machine, below HKEY_LOCAL_MACHINE\Software\Classes.

#include <windows.h>

#include <ole2.h>

#include <string>

#include "faxcom/com_ptr.h"
#include "faxcom/windows/module.h"

namespace caselli::faxcom {
namespace {

struct ClassRow {
  const CLSID& clsid;
  const wchar_t* name;
  const wchar_t* prog_id;  // without the version
};
const ClassRow kClasses[] = {
    {CLSID_FaxServer, L"FaxServer: root: connection to a fax server", L"FaxServer.FaxServer"},
    {CLSID_FaxTiff, L"FaxTiff: reader for a stored fax file", L"FaxTiff.FaxTiff"},
};

constexpr wchar_t kClassesKey[] = L"Software\\Classes\\";

std::wstring text_of_guid(REFGUID guid) {
  wchar_t text[40] = {};
  StringFromGUID2(guid, text, 40);
  return text;
}

// Writes values until one cannot be written.
class Writer {
 public:
  void put(const std::wstring& key, const wchar_t* name, const std::wstring& value) {
    if (problem_ != ERROR_SUCCESS) return;
    HKEY handle = nullptr;
    problem_ = RegCreateKeyExW(HKEY_LOCAL_MACHINE, (kClassesKey + key).c_str(), 0, nullptr, 0, KEY_SET_VALUE, nullptr,
                               &handle, nullptr);
    if (problem_ != ERROR_SUCCESS) return;
    problem_ = RegSetValueExW(handle, name, 0, REG_SZ, reinterpret_cast<const BYTE*>(value.c_str()),
                              static_cast<DWORD>((value.size() + 1) * sizeof(wchar_t)));
    RegCloseKey(handle);
  }
  HRESULT result() const { return HRESULT_FROM_WIN32(problem_); }

 private:
  LSTATUS problem_ = ERROR_SUCCESS;
};

HRESULT write_classes(const std::wstring& file) {
  Writer registry;
  for (const auto& row : kClasses) {
    const std::wstring clsid = text_of_guid(row.clsid), key = L"CLSID\\" + clsid;
    const std::wstring versioned = std::wstring{row.prog_id} + L".1";
    registry.put(key, nullptr, row.name);
    registry.put(key + L"\\InprocServer32", nullptr, file);
    registry.put(key + L"\\InprocServer32", L"ThreadingModel", L"Both");
    registry.put(key + L"\\ProgID", nullptr, versioned);
    registry.put(key + L"\\VersionIndependentProgID", nullptr, row.prog_id);
    registry.put(key + L"\\TypeLib", nullptr, text_of_guid(LIBID_FAXCOMLib));
    registry.put(key + L"\\Version", nullptr, L"1.0");
    registry.put(versioned, nullptr, row.name);
    registry.put(versioned + L"\\CLSID", nullptr, clsid);
    registry.put(row.prog_id, nullptr, row.name);
    registry.put(std::wstring{row.prog_id} + L"\\CLSID", nullptr, clsid);
    registry.put(std::wstring{row.prog_id} + L"\\CurVer", nullptr, versioned);
  }
  return registry.result();
}

// What is not there is as good as removed.
HRESULT remove_key(const std::wstring& key) {
  const LSTATUS problem = RegDeleteTreeW(HKEY_LOCAL_MACHINE, (kClassesKey + key).c_str());
  return problem == ERROR_FILE_NOT_FOUND ? S_OK : HRESULT_FROM_WIN32(problem);
}

HRESULT remove_classes() {
  HRESULT worst = S_OK;
  for (const auto& row : kClasses)
    for (const auto& key :
         {L"CLSID\\" + text_of_guid(row.clsid), std::wstring{row.prog_id} + L".1", std::wstring{row.prog_id}})
      if (const HRESULT removed = remove_key(key); FAILED(removed)) worst = removed;
  return worst;
}

// Registers the interfaces too, with OLE automation's marshaller.
HRESULT register_type_library(const std::wstring& file) {
  ITypeLib* made = nullptr;
  const HRESULT loaded = LoadTypeLibEx(file.c_str(), REGKIND_NONE, &made);
  if (FAILED(loaded)) return loaded;
  const auto library = ComPtr<ITypeLib>::adopt(made);
  return RegisterTypeLib(library.get(), const_cast<wchar_t*>(file.c_str()), nullptr);
}

HRESULT unregister_type_library() {
  const SYSKIND kind = sizeof(void*) == 8 ? SYS_WIN64 : SYS_WIN32;
  const HRESULT removed = UnRegisterTypeLib(LIBID_FAXCOMLib, 1, 0, LOCALE_NEUTRAL, kind);
  return removed == TYPE_E_REGISTRYACCESS ? S_OK : removed;  // it was not registered
}

}  // namespace
}  // namespace caselli::faxcom

STDAPI DllRegisterServer() {
  using namespace caselli::faxcom;
  const std::wstring file = module_file();
  if (file.empty()) return E_UNEXPECTED;
  HRESULT done = write_classes(file);
  if (SUCCEEDED(done)) done = register_type_library(file);
  if (FAILED(done)) {
    unregister_type_library();
    remove_classes();
  }
  return done;
}

STDAPI DllUnregisterServer() {
  using namespace caselli::faxcom;
  const HRESULT library = unregister_type_library();
  const HRESULT classes = remove_classes();
  return FAILED(classes) ? classes : library;
}
