#pragma once
// Small text tools; no regular expressions.

#include <cstdint>
#include <ctime>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace caselli {

std::string_view trimmed(std::string_view text);  // without blanks, tabs, line ends around it
std::string lower_ascii(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);
bool is_valid_utf8(std::string_view text);
// Keeps printable ASCII (0x20-0x7E) and at most `limit` characters: identities, T.30 5.3.6.2.4.
std::string printable_ascii(std::string_view text, std::size_t limit);
std::string hex(std::span<const std::uint8_t> bytes, char separator = ' ');
std::string random_token(std::size_t bytes);  // lower-case hex from the system's random source

// RFC 3339 in UTC with milliseconds: 2026-11-22T10:27:00.000Z.
std::string rfc3339(Instant instant);
std::optional<Instant> parse_rfc3339(std::string_view text);
// The calendar and clock of this machine's zone.
std::tm local_parts(Instant instant);
// For screens: local time, `2026-11-22 11:27:00`.
std::string local_time(Instant instant);
// `0:42`, `12:05`, `1:02:05`.
std::string short_duration(std::chrono::seconds duration);
std::string byte_size(std::uint64_t bytes);  // `812 B`, `14.2 kB`, `1.5 MB`

}  // namespace caselli
