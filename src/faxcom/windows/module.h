#pragma once
// The DLL itself: what only code within it can tell.

#include <windows.h>

#include <string>

namespace caselli::faxcom {

HINSTANCE this_module();
std::wstring module_file();  // its full path; empty when Windows does not tell

}  // namespace caselli::faxcom
