#include "faxcom/com_value.h"

#include <new>

namespace caselli::faxcom {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr double kMillisecondsOfDay = 86'400'000.0;
constexpr double kUnixEpoch = 25569.0;  // 1 January 1970 as a DATE

// Takes one character off the front of well-formed or damaged UTF-8 (Unicode 15, table 3-7).
char32_t take_utf8(std::string_view& rest) {
  const auto lead = static_cast<unsigned char>(rest.front());
  rest.remove_prefix(1);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 && lead <= 0xF4  ? 3
                   : lead >= 0xE0 && lead < 0xF0 ? 2
                   : lead >= 0xC2 && lead < 0xE0 ? 1
                                                 : 0;
  if (more == 0) return kReplacement;
  char32_t character = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    if (rest.empty()) return kReplacement;
    const auto next = static_cast<unsigned char>(rest.front());
    // The second byte rules out overlong forms, surrogates and what lies above U+10FFFF.
    const unsigned low = i > 0 ? 0x80U : lead == 0xE0 ? 0xA0U : lead == 0xF0 ? 0x90U : 0x80U;
    const unsigned high = i > 0 ? 0xBFU : lead == 0xED ? 0x9FU : lead == 0xF4 ? 0x8FU : 0xBFU;
    if (next < low || next > high) return kReplacement;
    rest.remove_prefix(1);
    character = character << 6 | (next & 0x3F);
  }
  return character;
}

void append_utf8(std::string& text, char32_t character) {
  if (character < 0x80) {
    text += static_cast<char>(character);
    return;
  }
  const int more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  constexpr unsigned char kLead[] = {0, 0xC0, 0xE0, 0xF0};
  text += static_cast<char>(kLead[more] | character >> (6 * more));
  for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80 | (character >> (6 * i) & 0x3F));
}

bool is_high(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

std::basic_string<OLECHAR> to_utf16(std::string_view utf8) {
  std::basic_string<OLECHAR> text;
  text.reserve(utf8.size());
  while (!utf8.empty()) {
    const char32_t character = take_utf8(utf8);
    if (character < 0x10000) {
      text += static_cast<OLECHAR>(character);
    } else {
      text += static_cast<OLECHAR>(0xD800 + ((character - 0x10000) >> 10));
      text += static_cast<OLECHAR>(0xDC00 + ((character - 0x10000) & 0x3FF));
    }
  }
  return text;
}

std::string to_utf8(std::basic_string_view<OLECHAR> utf16) {
  std::string text;
  text.reserve(utf16.size());
  for (std::size_t i = 0; i < utf16.size(); ++i) {
    const char32_t unit = utf16[i];
    if (is_high(unit) && i + 1 < utf16.size() && is_low(utf16[i + 1])) {
      append_utf8(text, 0x10000 + ((unit - 0xD800) << 10) + (static_cast<char32_t>(utf16[++i]) - 0xDC00));
    } else {
      append_utf8(text, is_high(unit) || is_low(unit) ? kReplacement : unit);
    }
  }
  return text;
}

std::string text_of(BSTR string) { return to_utf8({string, SysStringLen(string)}); }

DATE date_of(Instant instant) {
  return kUnixEpoch + static_cast<double>(instant.time_since_epoch().count()) / kMillisecondsOfDay;
}

DATE date_of(std::chrono::milliseconds duration) { return static_cast<double>(duration.count()) / kMillisecondsOfDay; }

void assign(BSTR* out, std::string_view utf8) {
  const auto text = to_utf16(utf8);
  *out = SysAllocStringLen(text.data(), static_cast<UINT>(text.size()));
  if (!*out) throw std::bad_alloc();
}

}  // namespace caselli::faxcom
