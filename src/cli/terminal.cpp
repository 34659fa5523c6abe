#include "cli/terminal.h"

#include "base/text.h"

namespace caselli::cli {

Terminal describe_terminal(bool is_terminal,
                           const std::function<std::optional<std::string>(const char* name)>& lookup) {
  const auto given = [&](const char* name) { return lookup(name).value_or(""); };
  Terminal terminal;
  terminal.is_terminal = is_terminal;
  terminal.interactive = is_terminal && given("TERM") != "dumb";
  terminal.colour = terminal.interactive && given("NO_COLOR").empty();
  if (!is_terminal) return terminal;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string locale = lower_ascii(given(name));
    if (locale.empty() && name != std::string_view{"LANG"}) continue;
    terminal.utf8 = locale.find("utf-8") != std::string::npos || locale.find("utf8") != std::string::npos;
    break;
  }
  return terminal;
}

std::string styled(std::string_view text, Style style, const Terminal& terminal) {
  // Only the sixteen colours of the user's own theme, none of ours.
  constexpr std::string_view kCodes[] = {"",         "\x1b[1m",  "\x1b[2m",  "\x1b[31m", "\x1b[32m",
                                         "\x1b[33m", "\x1b[34m", "\x1b[36m", "\x1b[35m"};
  if (!terminal.colour || style == Style::plain || text.empty()) return std::string{text};
  return std::string{kCodes[static_cast<std::size_t>(style)]} + std::string{text} + std::string{ansi::kReset};
}

}  // namespace caselli::cli
