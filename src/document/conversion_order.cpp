#include "document/conversion_order.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "core/error_table.h"

namespace caselli {
namespace {

constexpr std::size_t kFixedFields = 8;
constexpr std::size_t kNameLimit = 300;

template <class Number>
bool parse(std::string_view text, Number& into) {
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), into);
  return bad == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::vector<std::string> arguments_of(const ConvertOrder& order) {
  std::vector<std::string> arguments{std::to_string(order.y_dpi),
                                     std::to_string(order.pages),
                                     std::to_string(order.memory),
                                     std::to_string(order.output),
                                     std::to_string(order.seconds),
                                     order.need_landlock ? "1" : "0",
                                     order.work,
                                     order.file};
  for (const auto& part : order.parts) {
    arguments.push_back(part.file);
    arguments.push_back(part.media_type);
  }
  return arguments;
}

std::optional<ConvertOrder> parse_order(const std::vector<std::string>& arguments) {
  ConvertOrder order;
  if (arguments.size() < kFixedFields || (arguments.size() - kFixedFields) % 2 != 0) return {};
  if (!parse(arguments[0], order.y_dpi) || !parse(arguments[1], order.pages) || !parse(arguments[2], order.memory) ||
      !parse(arguments[3], order.output) || !parse(arguments[4], order.seconds))
    return {};
  order.need_landlock = arguments[5] == "1";
  order.work = arguments[6];
  order.file = arguments[7];
  for (std::size_t i = kFixedFields; i < arguments.size(); i += 2)
    order.parts.push_back({arguments[i], arguments[i + 1]});
  return order;
}

std::string error_line(const Error& error, int part) {
  std::string text = error.text;
  std::replace(text.begin(), text.end(), '\n', ' ');
  return fmt::format("error {} {} {}\n", row_of(error.code).code, part, text);
}

ConvertAnswer parse_answer(std::string_view lines) {
  ConvertAnswer answer;
  for (const std::string& line : split(lines, '\n')) {
    if (line + '\n' == kReadyLine) answer.ready = true;
    if (line + '\n' == kDoneLine) answer.done = true;
    if (!line.starts_with("error ") || answer.error) continue;
    const std::vector<std::string> words = split(std::string_view{line}.substr(6), ' ');
    int part = 0;
    if (words.size() < 3 || !parse(words[1], part)) continue;
    const auto code = parse_errc(words[0]);
    if (!code) continue;
    std::string text = line.substr(6 + words[0].size() + words[1].size() + 2);
    text.resize(std::min(text.size(), kNameLimit));
    if (!is_valid_utf8(text)) text = printable_ascii(text, kNameLimit);
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    answer.error = Error{*code, text};
    answer.part = part;
  }
  return answer;
}

}  // namespace caselli
