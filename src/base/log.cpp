#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace caselli::log {
namespace {

spdlog::level::level_enum level_of(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warn:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::off;
}

// One logger for the program; silent until to_stderr() is called, so that libraries and
// tests print nothing by themselves.
spdlog::logger& logger() {
  static const auto instance = [] {
    auto made = std::make_shared<spdlog::logger>("caselli", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %-7l %v", spdlog::pattern_time_type::utc);
    made->set_level(spdlog::level::off);
    made->flush_on(spdlog::level::warn);
    return made;
  }();
  return *instance;
}

}  // namespace

void to_stderr(Level least) { logger().set_level(level_of(least)); }
void off() { logger().set_level(spdlog::level::off); }
bool enabled(Level level) { return logger().should_log(level_of(level)); }

void write(Level level, std::string_view where, std::string_view text) {
  logger().log(level_of(level), "{}: {}", where, text);
}

}  // namespace caselli::log
