#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <random>

namespace caselli {
namespace {

constexpr std::string_view kBlank = " \t\r\n\f\v";
constexpr char kHex[] = "0123456789abcdef";

// Reads exactly `digits` decimal digits from the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return {};
  int value = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + digits, value);
  if (bad != std::errc{} || end != text.data() + digits || value < 0 || text[0] == '-') return {};
  text.remove_prefix(digits);
  return value;
}

bool take_char(std::string_view& text, char wanted) {
  if (text.empty() || text[0] != wanted) return false;
  text.remove_prefix(1);
  return true;
}

// Length of the UTF-8 sequence at the front of `text`; 0 when it is not one (RFC 3629).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto continues = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return continues(1, low, high) && continues(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string lower_ascii(std::string_view text) {
  std::string lower{text};
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string printable_ascii(std::string_view text, std::size_t limit) {
  std::string kept;
  for (const char c : text)
    if (c >= 0x20 && c <= 0x7E && kept.size() < limit) kept += c;
  return kept;
}

std::string hex(std::span<const std::uint8_t> bytes, char separator) {
  std::string text;
  text.reserve(bytes.size() * 3);
  for (const auto byte : bytes) {
    if (separator != '\0' && !text.empty()) text += separator;
    text += kHex[byte >> 4];
    text += kHex[byte & 15];
  }
  return text;
}

std::string random_token(std::size_t bytes) {
  std::random_device source;  // the kernel's, on Linux and Windows alike
  std::string token;
  while (token.size() < bytes * 2) {
    const unsigned word = source();
    for (int shift = 0; shift < 32 && token.size() < bytes * 2; shift += 4) token += kHex[(word >> shift) & 15];
  }
  return token;
}

std::string rfc3339(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{instant - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  const auto year = take_number(text, 4);
  if (!year || !take_char(text, '-')) return {};
  const auto month = take_number(text, 2);
  if (!month || !take_char(text, '-')) return {};
  const auto day = take_number(text, 2);
  if (!day || text.empty() || (text[0] != 'T' && text[0] != 't' && text[0] != ' ')) return {};
  text.remove_prefix(1);
  const auto hour = take_number(text, 2);
  if (!hour || !take_char(text, ':')) return {};
  const auto minute = take_number(text, 2);
  if (!minute || !take_char(text, ':')) return {};
  const auto second = take_number(text, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 60) return {};

  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return {};
  Instant instant{std::chrono::sys_days{date}.time_since_epoch()};
  instant += std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second};
  if (take_char(text, '.')) {
    int scale = 100;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits, scale /= 10)
      instant += std::chrono::milliseconds{(text[digits] - '0') * scale};
    if (digits == 0) return {};
    text.remove_prefix(digits);
  }
  if (text == "Z" || text == "z") return instant;
  const bool ahead = take_char(text, '+');
  if (!ahead && !take_char(text, '-')) return {};
  const auto zone_hours = take_number(text, 2);
  if (!zone_hours || !take_char(text, ':')) return {};
  const auto zone_minutes = take_number(text, 2);
  if (!zone_minutes || !text.empty() || *zone_hours > 23 || *zone_minutes > 59) return {};
  const auto offset = std::chrono::hours{*zone_hours} + std::chrono::minutes{*zone_minutes};
  return ahead ? instant - offset : instant + offset;
}

std::tm local_parts(Instant instant) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(instant.time_since_epoch()).count();
  std::tm parts{};
#ifdef _WIN32
  localtime_s(&parts, &seconds);
#else
  localtime_r(&seconds, &parts);
#endif
  return parts;
}

std::string local_time(Instant instant) {
  const std::tm parts = local_parts(instant);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string short_duration(std::chrono::seconds duration) {
  const auto total = std::max<std::int64_t>(duration.count(), 0);
  if (total >= 3600) return fmt::format("{}:{:02}:{:02}", total / 3600, total / 60 % 60, total % 60);
  return fmt::format("{}:{:02}", total / 60, total % 60);
}

std::string byte_size(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  double amount = static_cast<double>(bytes);
  for (const char* unit : {"kB", "MB", "GB"}) {
    amount /= 1000;
    if (amount < 999.95 || unit[0] == 'G') return fmt::format("{:.1f} {}", amount, unit);
  }
  return {};
}

}  // namespace caselli
