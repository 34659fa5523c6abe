// The DLL comes and goes: it has no threads of its own, so there is nothing to wait for.

#include "faxcom/windows/module.h"

namespace caselli::faxcom {
namespace {

HINSTANCE module = nullptr;  // set before anything else of ours runs

constexpr DWORD kMostPath = 32768;

}  // namespace

HINSTANCE this_module() { return module; }

std::wstring module_file() {
  std::wstring path(kMostPath, L'\0');
  const DWORD units = GetModuleFileNameW(module, path.data(), kMostPath);
  path.resize(units < kMostPath ? units : 0);
  return path;
}

}  // namespace caselli::faxcom

extern "C" BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, LPVOID) {
  if (reason == DLL_PROCESS_ATTACH) caselli::faxcom::module = instance;
  return TRUE;
}
