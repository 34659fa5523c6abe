// Numbers and dates as texts, and back.

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "faxcom/ole/variant_value.h"

namespace caselli::ole {
namespace {

bool is_space(OLECHAR unit) { return unit == ' ' || (unit >= '\t' && unit <= '\r') || unit == 0x00A0; }
bool is_digit(OLECHAR unit) { return unit >= '0' && unit <= '9'; }
OLECHAR upper(OLECHAR unit) { return unit >= 'a' && unit <= 'z' ? static_cast<OLECHAR>(unit - ('a' - 'A')) : unit; }

// Takes things off the front of a text.
class Reader {
 public:
  explicit Reader(Text text) : rest_(text) {}
  bool at_end() const { return rest_.empty(); }
  void skip_spaces() {
    while (!rest_.empty() && is_space(rest_.front())) rest_.remove_prefix(1);
  }
  bool take(char wanted) {
    if (rest_.empty() || upper(rest_.front()) != static_cast<OLECHAR>(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::optional<char> take_digit() {
    if (rest_.empty() || !is_digit(rest_.front())) return {};
    const char digit = static_cast<char>(rest_.front());
    rest_.remove_prefix(1);
    return digit;
  }
  // A whole number of at most `most` digits; nothing: there is none, or it is longer.
  std::optional<int> take_whole(int most) {
    int value = 0, digits = 0;
    while (const auto digit = take_digit()) {
      if (++digits > most) return {};
      value = value * 10 + (*digit - '0');
    }
    if (digits == 0) return {};
    return value;
  }
  Reader copy() const { return Reader(rest_); }

 private:
  Text rest_;
};

std::optional<Number> digits_of_base(Reader reader, unsigned base) {
  std::uint64_t value = 0;
  int digits = 0;
  for (; !reader.at_end(); ++digits) {
    unsigned digit = base;
    if (const auto decimal = reader.take_digit()) digit = static_cast<unsigned>(*decimal - '0');
    for (char letter = 'A'; digit == base && letter <= 'F'; ++letter)
      if (reader.take(letter)) digit = static_cast<unsigned>(letter - 'A') + 10;
    if (digit >= base) {
      reader.skip_spaces();
      if (!reader.at_end()) return {};
      break;
    }
    if (value >> 60 != 0) return {};
    value = value * base + digit;
  }
  if (digits == 0) return {};
  // As wide as they are written, and then signed: &HFFFF is -1.
  if (value <= 0xFFFF) return static_cast<std::int16_t>(value);
  if (value <= 0xFFFFFFFF) return static_cast<std::int32_t>(value);
  return static_cast<Number>(static_cast<std::int64_t>(value));
}

constexpr std::size_t kMostDigits = 400;  // no double has more before its point

// Digits with thousands, a point and an exponent, as std::from_chars reads them.
std::optional<std::string> plain_decimal(Reader& reader) {
  std::string plain;
  int digits = 0;
  const auto take_digits = [&] {
    while (const auto digit = reader.take_digit()) {
      plain += *digit;
      ++digits;
    }
  };
  take_digits();
  while (digits > 0 && reader.take(',')) take_digits();
  if (reader.take('.')) {
    plain += '.';
    take_digits();
  }
  if (digits == 0 || plain.size() > kMostDigits) return {};
  if (plain.front() == '.') plain.insert(0, "0");
  if (reader.take('E') || reader.take('D')) {
    plain += 'e';
    if (reader.take('-')) {
      plain += '-';
    } else {
      reader.take('+');
    }
    const auto exponent = reader.take_whole(4);
    if (!exponent) return {};
    plain += std::to_string(*exponent);
  }
  return plain;
}

// Windows' own bounds for two digits: 00 to 29 lie in this century.
int whole_year(int year) { return year >= 100 ? year : year < 30 ? 2000 + year : 1900 + year; }

// 1/31/2026 or 2026-01-31, into `day`.
bool take_day(Reader& reader, SYSTEMTIME& day) {
  Reader ahead = reader.copy();
  const auto first = ahead.take_whole(4);
  if (!first) return false;
  const char separator = ahead.take('/') ? '/' : ahead.take('-') ? '-' : 0;
  if (separator == 0) return false;
  const auto second = ahead.take_whole(2);
  if (!second || !ahead.take(separator)) return false;
  const auto third = ahead.take_whole(4);
  if (!third) return false;
  const bool year_first = *first > 31;
  day.wYear = static_cast<WORD>(whole_year(year_first ? *first : *third));
  day.wMonth = static_cast<WORD>(year_first ? *second : *first);
  day.wDay = static_cast<WORD>(year_first ? *third : *second);
  reader = ahead;
  return true;
}

// 15:04, 3:04:05 PM; `T` may stand before it.
bool take_time(Reader& reader, SYSTEMTIME& time) {
  reader.take('T');
  reader.skip_spaces();
  const auto hour = reader.take_whole(2);
  if (!hour || !reader.take(':')) return false;
  const auto minute = reader.take_whole(2);
  if (!minute) return false;
  int second = 0;
  if (reader.take(':')) {
    const auto seconds = reader.take_whole(2);
    if (!seconds) return false;
    second = *seconds;
  }
  reader.skip_spaces();
  const bool morning = reader.take('A'), evening = !morning && reader.take('P');
  if ((morning || evening) && (!reader.take('M') || *hour < 1 || *hour > 12)) return false;
  time.wHour = static_cast<WORD>(morning || evening ? *hour % 12 + (evening ? 12 : 0) : *hour);
  time.wMinute = static_cast<WORD>(*minute);
  time.wSecond = static_cast<WORD>(second);
  return true;
}

// Digits of a whole number with a point `places` from the end, without needless zeros.
std::string with_point(bool negative, std::string digits, std::size_t places) {
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string fraction = digits.substr(digits.size() - places);
  digits.resize(digits.size() - places);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  if (!fraction.empty()) digits += "." + fraction;
  return (negative ? "-" : "") + digits;
}

}  // namespace

std::optional<Number> number_in(Text text) {
  Reader reader(text);
  reader.skip_spaces();
  if (reader.take('&')) {
    if (reader.take('H')) return digits_of_base(reader, 16);
    if (reader.take('O')) return digits_of_base(reader, 8);
    return {};
  }
  const bool bracket = reader.take('(');
  bool negative = reader.take('-');
  if (!negative) reader.take('+');
  reader.skip_spaces();
  reader.take('$');
  reader.skip_spaces();
  const auto plain = plain_decimal(reader);
  if (!plain || (bracket && negative)) return {};
  reader.skip_spaces();
  if (bracket && !reader.take(')')) return {};
  if (!bracket && !negative) negative = reader.take('-');
  reader.skip_spaces();
  if (!reader.at_end()) return {};
  Number value = 0;
  const auto [end, bad] = std::from_chars(plain->data(), plain->data() + plain->size(), value);
  if (bad == std::errc::result_out_of_range)
    value = INFINITY;  // overflows wherever it goes
  else if (bad != std::errc{} || end != plain->data() + plain->size())
    return {};
  return negative || bracket ? -value : value;
}

std::optional<DATE> date_in(Text text) {
  Reader reader(text);
  reader.skip_spaces();
  if (reader.at_end()) return {};
  SYSTEMTIME time{};
  time.wYear = 1899;  // day 0, when there is a time alone
  time.wMonth = 12;
  time.wDay = 30;
  const bool has_day = take_day(reader, time);
  reader.skip_spaces();
  if (!has_day || !reader.at_end()) {
    if (!take_time(reader, time)) return {};
    reader.skip_spaces();
    if (!reader.at_end()) return {};
  }
  DATE date = 0;
  if (!SystemTimeToVariantTime(&time, &date)) return {};
  return date;
}

std::string text_of_real(double value, int digits) {
  if (value == 0) return "0";
  char text[40];
  const auto [end, bad] = std::to_chars(text, text + sizeof text, value, std::chars_format::general, digits);
  std::string made(text, bad == std::errc{} ? end : text);
  for (char& unit : made)
    if (unit == 'e') unit = 'E';
  return made;
}

std::string text_of_currency(LONGLONG ten_thousandths) {
  const bool negative = ten_thousandths < 0;
  const auto size = negative ? 0 - static_cast<ULONGLONG>(ten_thousandths) : static_cast<ULONGLONG>(ten_thousandths);
  return with_point(negative, std::to_string(size), 4);
}

std::string text_of_decimal(const DECIMAL& value) {
  // Long division of the 96 bits by ten.
  std::array<std::uint64_t, 3> words = {value.Hi32, value.Lo64 >> 32, value.Lo64 & 0xFFFFFFFF};
  std::string digits;
  while (words[0] != 0 || words[1] != 0 || words[2] != 0) {
    std::uint64_t rest = 0;
    for (std::uint64_t& word : words) {
      const std::uint64_t whole = rest << 32 | word;
      word = whole / 10;
      rest = whole % 10;
    }
    digits.insert(digits.begin(), static_cast<char>('0' + rest));
  }
  if (digits.empty()) return "0";
  return with_point((value.sign & 0x80) != 0, digits, value.scale);
}

std::string text_of_date(DATE date) {
  SYSTEMTIME time{};
  if (!VariantTimeToSystemTime(date, &time)) return {};
  char day[20] = "", clock[20] = "";
  if (std::trunc(date) != 0) std::snprintf(day, sizeof day, "%d/%d/%d", time.wMonth, time.wDay, time.wYear);
  const bool has_time = time.wHour != 0 || time.wMinute != 0 || time.wSecond != 0;
  if (has_time || day[0] == '\0')
    std::snprintf(clock, sizeof clock, "%s%d:%02d:%02d %s", day[0] ? " " : "", (time.wHour + 11) % 12 + 1, time.wMinute,
                  time.wSecond, time.wHour < 12 ? "AM" : "PM");
  return std::string(day) + clock;
}

Number number_of(const DECIMAL& value) {
  Number number = static_cast<Number>(value.Hi32) * 18446744073709551616.0L + static_cast<Number>(value.Lo64);
  for (int i = 0; i < value.scale; ++i) number /= 10;
  return (value.sign & 0x80) != 0 ? -number : number;
}

}  // namespace caselli::ole
