#include "client/system_settings.h"

#include <windows.h>

#include <cstdlib>

#include "base/file_name.h"

namespace caselli {
namespace {

constexpr DWORD kMostBytes = 8192;

std::string read_value(HKEY root, REGSAM view, const char* name) {
  HKEY key = nullptr;
  if (RegOpenKeyExW(root, L"Software\\Caselli", 0, KEY_QUERY_VALUE | view, &key) != ERROR_SUCCESS) return {};
  std::wstring text(kMostBytes / sizeof(wchar_t), L'\0');
  DWORD type = 0, bytes = kMostBytes;
  const std::wstring wide_name(name, name + std::char_traits<char>::length(name));
  const auto found =
      RegQueryValueExW(key, wide_name.c_str(), nullptr, &type, reinterpret_cast<BYTE*>(text.data()), &bytes);
  RegCloseKey(key);
  if (found != ERROR_SUCCESS || type != REG_SZ) return {};
  text.resize(bytes / sizeof(wchar_t));
  return utf8_of(text.substr(0, text.find(L'\0')));
}

}  // namespace

std::string environment(const char* name) {
  const std::wstring wide_name(name, name + std::char_traits<char>::length(name));
  const wchar_t* value = _wgetenv(wide_name.c_str());
  return value ? utf8_of(value) : "";
}

std::string machine_name() {
  wchar_t name[256] = {};
  DWORD units = 255;
  return GetComputerNameExW(ComputerNameDnsHostname, name, &units) ? utf8_of(std::wstring{name}) : "";
}

std::filesystem::path home_folder() { return path_of(environment("USERPROFILE")); }
std::filesystem::path shared_data_folder() { return path_of(environment("LOCALAPPDATA")) / "Caselli"; }

std::string configured(const char* name) {
  // 32-bit programs see the same settings as 64-bit ones; 32-bit Windows has one view.
  for (const HKEY root : {HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE})
    for (const REGSAM view : {REGSAM{KEY_WOW64_64KEY}, REGSAM{0}})
      if (auto value = read_value(root, view, name); !value.empty()) return value;
  return {};
}

}  // namespace caselli
