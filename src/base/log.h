#pragma once
// Log lines for operators: level, where (`port 3`, `job 17`), text. Behind it stands
// spdlog; only log.cpp includes it.

#include <fmt/core.h>

#include <string_view>

namespace caselli::log {

enum class Level { debug, info, warn, error };

// Sends lines to standard error (text), from `least` on. Called once at start.
void to_stderr(Level least);
// Drops all lines (tests, client programs).
void off();
bool enabled(Level level);
void write(Level level, std::string_view where, std::string_view text);  // Thread: any.

template <class... Args>
void debug(std::string_view where, fmt::format_string<Args...> text, Args&&... args) {
  if (enabled(Level::debug)) write(Level::debug, where, fmt::format(text, std::forward<Args>(args)...));
}
template <class... Args>
void info(std::string_view where, fmt::format_string<Args...> text, Args&&... args) {
  if (enabled(Level::info)) write(Level::info, where, fmt::format(text, std::forward<Args>(args)...));
}
template <class... Args>
void warn(std::string_view where, fmt::format_string<Args...> text, Args&&... args) {
  if (enabled(Level::warn)) write(Level::warn, where, fmt::format(text, std::forward<Args>(args)...));
}
template <class... Args>
void error(std::string_view where, fmt::format_string<Args...> text, Args&&... args) {
  if (enabled(Level::error)) write(Level::error, where, fmt::format(text, std::forward<Args>(args)...));
}

}  // namespace caselli::log
