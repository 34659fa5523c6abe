#pragma once
// What we know of the place our output goes to, and the few escape sequences used
// (ECMA-48; DEC private modes 25 cursor, 1049 second screen, 2026 synchronized output).

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace caselli::cli {

struct TerminalSize {
  int columns = 80;
  int rows = 24;
};

struct Terminal {
  bool is_terminal = false;  // also a "dumb" one
  bool interactive = false;  // a person looks at it: symbols and moving displays are welcome
  bool colour = false;
  bool utf8 = true;
  std::function<TerminalSize()> size = [] { return TerminalSize{}; };
};

// `lookup` reads an environment variable. Colour and movement only on a terminal that is
// not "dumb"; NO_COLOR with any text takes the colour away (no-color.org); UTF-8 when the
// first given of LC_ALL, LC_CTYPE and LANG says so. What goes to a file is UTF-8.
Terminal describe_terminal(bool is_terminal, const std::function<std::optional<std::string>(const char* name)>& lookup);
// Whether standard output is a pipe that nobody reads any more.
bool reader_is_gone();
// The terminal behind a file descriptor of this process.
Terminal terminal_of(int descriptor);

enum class Style { plain, bold, dim, red, green, yellow, blue, cyan, magenta };

// `text` in that style, or as it is on a terminal without colour.
std::string styled(std::string_view text, Style style, const Terminal& terminal);

namespace ansi {
inline constexpr std::string_view kHideCursor = "\x1b[?25l";
inline constexpr std::string_view kShowCursor = "\x1b[?25h";
inline constexpr std::string_view kSecondScreen = "\x1b[?1049h";
inline constexpr std::string_view kFirstScreen = "\x1b[?1049l";
inline constexpr std::string_view kBeginUpdate = "\x1b[?2026h";
inline constexpr std::string_view kEndUpdate = "\x1b[?2026l";
inline constexpr std::string_view kHome = "\x1b[H";
inline constexpr std::string_view kEraseLineEnd = "\x1b[K";
inline constexpr std::string_view kEraseBelow = "\x1b[J";
inline constexpr std::string_view kReset = "\x1b[0m";
}  // namespace ansi

}  // namespace caselli::cli
