#include "cli/when.h"

#include <fmt/format.h>

#include <charconv>
#include <ctime>
#include <optional>
#include <string>

#include "base/text.h"

namespace caselli::cli {
namespace {

using namespace std::chrono;

// A whole number of `digits` digits at the front of `text`, which it is taken from.
std::optional<int> take(std::string_view& text, std::size_t digits) {
  int value = 0;
  if (text.size() < digits || text[0] == '-') return {};
  const auto [end, bad] = std::from_chars(text.data(), text.data() + digits, value);
  if (bad != std::errc{} || end != text.data() + digits) return {};
  text.remove_prefix(digits);
  return value;
}

bool skip(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text[0]) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// `8:30`, `08:30:15` into `local`.
bool take_time(std::string_view text, std::tm& local) {
  const auto hour = take(text, text.find(':') == 1 ? 1 : 2);
  if (!hour || !skip(text, ":")) return false;
  const auto minute = take(text, 2);
  if (!minute) return false;
  int second = 0;
  if (skip(text, ":")) {
    const auto given = take(text, 2);
    if (!given) return false;
    second = *given;
  }
  local.tm_hour = *hour;
  local.tm_min = *minute;
  local.tm_sec = second;
  return text.empty() && *hour < 24 && *minute < 60 && second < 60;
}

bool take_date(std::string_view& text, std::tm& local) {
  const auto year = take(text, 4);
  if (!year || !skip(text, "-")) return false;
  const auto month = take(text, 2);
  if (!month || !skip(text, "-")) return false;
  const auto day = take(text, 2);
  if (!day || !skip(text, " T")) return false;
  local.tm_year = *year - 1900;
  local.tm_mon = *month - 1;
  local.tm_mday = *day;
  return year_month_day{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                        std::chrono::day{static_cast<unsigned>(*day)}}
      .ok();
}

Instant from_local(std::tm local) {
  local.tm_isdst = -1;  // whether summer time holds is the system's to know
  return Instant{seconds{std::mktime(&local)}};
}

std::optional<milliseconds> parse_span(std::string_view text) {
  if (!skip(text, "+") || text.size() < 2) return {};
  std::int64_t count = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size() - 1, count);
  if (bad != std::errc{} || end != text.data() + text.size() - 1 || count < 0 || count > 1'000'000) return {};
  switch (text.back()) {
    case 's':
      return seconds{count};
    case 'm':
      return minutes{count};
    case 'h':
      return hours{count};
    case 'd':
      return days{count};
    default:
      return {};
  }
}

}  // namespace

Result<Instant> parse_when(std::string_view text, Instant now) {
  if (const auto instant = parse_rfc3339(text)) return *instant;
  if (const auto span = parse_span(text)) return now + *span;
  const std::time_t today = floor<seconds>(now).time_since_epoch().count();
  std::tm local{};
  localtime_r(&today, &local);
  if (take_time(text, local)) {
    if (from_local(local) <= now) ++local.tm_mday;
    return from_local(local);
  }
  std::string_view rest = text;
  if (take_date(rest, local) && take_time(rest, local)) return from_local(local);
  return Error{Errc::invalid_argument,
               fmt::format("\"{}\" is no time: give 11:30, 2026-11-22 11:30, 2026-11-22T10:30:00Z or +2h", text)};
}

}  // namespace caselli::cli
