#include "core/dial_pattern.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace caselli {
namespace {

constexpr std::size_t kMostPlaces = 64;  // as many as a number has digits
constexpr std::string_view kKeys = "0123456789*#+";
constexpr std::string_view kSkipped = " -/()";

constexpr std::uint16_t bit_of(char c) {
  const auto at = kKeys.find(c);
  return at == std::string_view::npos ? 0 : static_cast<std::uint16_t>(1u << at);
}
// Digits; 0: one is none, or they go down.
constexpr std::uint16_t bits_between(char first, char last) {
  if (first < '0' || last > '9' || first > last) return 0;
  return static_cast<std::uint16_t>((2u << (last - '0')) - (1u << (first - '0')));
}

struct DialClass {
  char name;
  std::uint16_t set;
};
constexpr DialClass kClasses[] = {
    {'X', bits_between('0', '9')},
    {'x', bits_between('0', '9')},
    {'Z', bits_between('1', '9')},
    {'z', bits_between('1', '9')},
    {'N', bits_between('2', '9')},
    {'n', bits_between('2', '9')},
    {'?', static_cast<std::uint16_t>(bits_between('0', '9') | bit_of('*') | bit_of('#'))},
};

// The characters one place may have; 0: no such class.
std::uint16_t set_of(char c) {
  const auto* row = std::ranges::find(kClasses, c, &DialClass::name);
  return row == std::end(kClasses) ? bit_of(c) : row->set;
}

// The inside of [...]: characters and ranges of digits. 0: wrong.
std::uint16_t set_between_brackets(std::string_view inside) {
  std::uint16_t set = 0;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    auto bits = bit_of(inside[i]);
    if (i + 2 < inside.size() && inside[i + 1] == '-') {
      bits = bits_between(inside[i], inside[i + 2]);
      i += 2;
    }
    if (bits == 0 || bits == bit_of('+')) return 0;
    set = static_cast<std::uint16_t>(set | bits);
  }
  return set;
}

Error pattern_error(std::string_view text, std::string_view what) {
  return {Errc::bad_config,
          fmt::format("'{}' is not a pattern: {}",
                      is_valid_utf8(text) && text.size() <= 200 ? std::string{text} : printable_ascii(text, 80), what)};
}

}  // namespace

Result<DialPattern> DialPattern::parse(std::string_view text) {
  DialPattern pattern;
  pattern.text_ = trimmed(text);
  std::string_view left = pattern.text_;
  if (left.starts_with('_')) left.remove_prefix(1);
  for (; !left.empty(); left.remove_prefix(1)) {
    const char c = left.front();
    if (kSkipped.find(c) != std::string_view::npos) continue;
    if (pattern.rest_) return pattern_error(text, "a '.' takes the rest of the number and stands at the end");
    if (c == '.') {
      pattern.rest_ = true;
      continue;
    }
    Set set = set_of(c);
    if (c == '[') {
      const auto end = left.find(']');
      set = end == std::string_view::npos ? 0 : set_between_brackets(left.substr(1, end - 1));
      if (set == 0) return pattern_error(text, "a set is written [2-47], with digits, * and #");
      left.remove_prefix(end);
    }
    if (set == 0)
      return pattern_error(text, fmt::format("{} has no meaning; write digits, + * #, X (0-9), Z (1-9), N (2-9), "
                                             "? (any), [2-47], and . at the end for the rest",
                                             c > 0x20 && c < 0x7F ? fmt::format("'{}'", c) : "one of its characters"));
    if (c == '+' && !pattern.sets_.empty()) return pattern_error(text, "a '+' stands in front only");
    pattern.sets_.push_back(set);
    if (pattern.sets_.size() > kMostPlaces)
      return pattern_error(text, fmt::format("no number has more than {} digits", kMostPlaces));
  }
  if (pattern.least() == 0) return pattern_error(text, "it is empty; \".\" takes every number");
  return pattern;
}

bool DialPattern::matches(std::string_view number) const {
  if (rest_ ? number.size() < least() : number.size() != sets_.size()) return false;
  for (std::size_t i = 0; i < sets_.size(); ++i)
    if ((sets_[i] & bit_of(number[i])) == 0) return false;
  return true;
}

bool DialPattern::covers(const DialPattern& other) const {
  // Then `other` has at least our places: its rest does not fit into one of them.
  if (rest_ ? other.least() < least() : other.rest_ || other.sets_.size() != sets_.size()) return false;
  for (std::size_t i = 0; i < sets_.size(); ++i)
    if ((other.sets_[i] & ~sets_[i]) != 0) return false;
  return true;
}

}  // namespace caselli
