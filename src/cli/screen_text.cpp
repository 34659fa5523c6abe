#include "cli/screen_text.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "cli/character_width.h"

namespace caselli::cli {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t character = kReplacement;
  std::size_t length = 1;  // bytes taken
};

// The character at the front; a byte that starts none is one replacement character.
Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4) return {};
  char32_t character = first & (0xFF >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    character = character << 6 | (byte(i) & 0x3F);
  }
  // RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (character < kLeast[length] || character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) return {};
  return {character, length};
}

bool within(std::span<const CharacterRange> ranges, char32_t character) {
  const auto range = std::ranges::lower_bound(ranges, character, {}, &CharacterRange::last);
  return range != ranges.end() && range->first <= character;
}

int columns_of(char32_t character) {
  if (character < 0xA0) return 1;
  if (within(kZeroWidthCharacters, character)) return 0;
  return within(kWideCharacters, character) ? 2 : 1;
}

// Invisible characters that change how the text around them is shown or read.
bool is_invisible_mark(char32_t c) {
  return c == 0x61C || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

}  // namespace

std::string clean_text(std::string_view text, bool utf8) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const auto [character, length] = decode(text);
    const bool control = character < 0x20 || (character >= 0x7F && character < 0xA0) || character == kReplacement;
    if (character == '\t' || character == '\n' || character == '\r')
      clean += ' ';
    else if (control || (!utf8 && character >= 0x80))
      clean += utf8 ? "\xEF\xBF\xBD" : "?";
    else if (!is_invisible_mark(character))
      clean += text.substr(0, length);
    text.remove_prefix(length);
  }
  return clean;
}

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const auto [character, length] = decode(text);
    width += columns_of(character);
    text.remove_prefix(length);
  }
  return width;
}

std::string cut_text(std::string_view text, int width, bool utf8) {
  if (display_width(text) <= width) return std::string{text};
  if (width <= 0) return {};
  int used = 0;
  std::size_t kept = 0;
  while (kept < text.size()) {
    const auto [character, length] = decode(text.substr(kept));
    if (used + columns_of(character) > width - 1) break;
    used += columns_of(character);
    kept += length;
  }
  return std::string{text.substr(0, kept)} + (utf8 ? "…" : "~");
}

std::string pad_text(std::string_view text, int width, Align align) {
  const auto blanks = static_cast<std::size_t>(std::max(width - display_width(text), 0));
  return align == Align::left ? std::string{text} + std::string(blanks, ' ')
                              : std::string(blanks, ' ') + std::string{text};
}

std::vector<std::string> wrap_text(std::string_view text, int width) {
  std::vector<std::string> lines;
  std::string line;
  while (true) {
    const auto start = text.find_first_not_of(' ');
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    const auto word = text.substr(0, text.find(' '));
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width)
      lines.push_back(std::exchange(line, {}));
    if (!line.empty()) line += ' ';
    line += word;
    text.remove_prefix(word.size());
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

}  // namespace caselli::cli
