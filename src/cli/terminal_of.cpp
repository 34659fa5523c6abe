// The terminal of this process, as the system tells.

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "cli/terminal.h"

namespace caselli::cli {

Terminal terminal_of(int descriptor) {
  Terminal terminal = describe_terminal(isatty(descriptor) == 1, [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    if (value == nullptr) return {};
    return value;
  });
  terminal.size = [descriptor] {
    winsize window{};
    if (ioctl(descriptor, TIOCGWINSZ, &window) != 0 || window.ws_col == 0) return TerminalSize{};
    return TerminalSize{window.ws_col, window.ws_row == 0 ? 24 : window.ws_row};
  };
  return terminal;
}

bool reader_is_gone() {
  pollfd output{STDOUT_FILENO, 0, 0};  // POLLERR comes unasked
  return poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

}  // namespace caselli::cli
