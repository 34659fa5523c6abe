// The console of this process, or what stands in for it.

#include <windows.h>

#include <cstdlib>

#include "cli/terminal.h"

namespace caselli::cli {
namespace {

HANDLE standard_handle(int descriptor) {
  return GetStdHandle(descriptor == 2 ? STD_ERROR_HANDLE : descriptor == 1 ? STD_OUTPUT_HANDLE : STD_INPUT_HANDLE);
}

// A console that understands escape sequences (Windows 10 on), or can be told to.
bool takes_sequences(HANDLE output, DWORD mode) {
  return (mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0 ||
         SetConsoleMode(output, mode | ENABLE_PROCESSED_OUTPUT | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
}

}  // namespace

Terminal terminal_of(int descriptor) {
  const HANDLE output = standard_handle(descriptor);
  DWORD mode = 0;
  Terminal terminal;
  terminal.is_terminal = GetConsoleMode(output, &mode) != FALSE;
  terminal.interactive = terminal.is_terminal && takes_sequences(output, mode);
  const char* no_colour = std::getenv("NO_COLOR");
  terminal.colour = terminal.interactive && (!no_colour || *no_colour == '\0');
  terminal.utf8 = !terminal.is_terminal || GetConsoleOutputCP() == CP_UTF8;
  terminal.size = [output] {
    CONSOLE_SCREEN_BUFFER_INFO info{};
    if (!GetConsoleScreenBufferInfo(output, &info)) return TerminalSize{};
    return TerminalSize{info.srWindow.Right - info.srWindow.Left + 1, info.srWindow.Bottom - info.srWindow.Top + 1};
  };
  return terminal;
}

bool reader_is_gone() {
  const HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
  if (GetFileType(output) != FILE_TYPE_PIPE) return false;
  DWORD written = 0;
  return !WriteFile(output, "", 0, &written, nullptr) &&
         (GetLastError() == ERROR_NO_DATA || GetLastError() == ERROR_BROKEN_PIPE);
}

}  // namespace caselli::cli
