#include "core/number.h"

#include <fmt/format.h>

#include "base/text.h"

namespace caselli {
namespace {

constexpr std::size_t kMostDigits = 64;
constexpr std::string_view kPunctuation = " -./()";  // as people write; not dialled

bool is_dialled(char c) { return (c >= '0' && c <= '9') || c == '*' || c == '#' || c == ',' || c == 'w' || c == 'W'; }

bool is_line_name(std::string_view name) {
  for (const char c : name) {
    const bool fine =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    if (!fine) return false;
  }
  return !name.empty();
}

}  // namespace

Result<DialNumber> parse_number(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return Error{Errc::bad_number, "there is no number to call"};
  DialNumber number{std::string{text}, {}, {}};
  std::string_view rest = text;
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    number.line = text.substr(at + 1);
    rest = text.substr(0, at);
    if (!is_line_name(number.line))
      return Error{Errc::bad_number,
                   fmt::format("'{}' is not a number to call: after '@' stands the name of a line", text)};
  }
  bool any_digit = false;
  for (const char c : rest) {
    if (kPunctuation.find(c) != std::string_view::npos) continue;
    if (c == '+' && number.digits.empty()) {
      number.digits += c;
      continue;
    }
    if (!is_dialled(c)) {
      const auto shown = c > 0x20 && c < 0x7F ? std::string{c} : "a character that cannot be dialled";
      return Error{Errc::bad_number,
                   fmt::format("'{}' is not a number to call because of '{}': write digits, with +, spaces, - . / ( ) "
                               "* # and a comma for a pause",
                               is_valid_utf8(text) ? std::string{text} : printable_ascii(text, 80), shown)};
    }
    any_digit = any_digit || (c >= '0' && c <= '9');
    number.digits += c == 'W' ? 'w' : c;
  }
  if (!any_digit) return Error{Errc::bad_number, fmt::format("'{}' is not a number to call: it has no digit", text)};
  if (number.digits.size() > kMostDigits)
    return Error{Errc::bad_number, fmt::format("a number to call has at most {} digits", kMostDigits)};
  return number;
}

std::string destination_key(const DialNumber& number) {
  std::string key;
  for (const char c : number.digits)
    if (c != ',' && c != 'w') key += c;
  return key;
}

}  // namespace caselli
