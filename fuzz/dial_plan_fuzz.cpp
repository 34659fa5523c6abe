// Dial plans and numbers: a line a row `pattern|lines|strip|prefix|dial|forbidden` (lines
// separated by blanks), an empty line, then a number a line. Whatever they say, what comes
// out can be dialled, goes by a line there is, and the plan agrees with its patterns.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "core/dial_plan.h"

namespace {

using namespace caselli;

const std::vector<std::string> kLines{"a", "b", "c"};

void require(bool holds) {
  if (!holds) std::abort();
}

DialRow row_of_text(const std::string& line) {
  auto parts = split(line, '|');
  parts.resize(6);
  DialRow row;
  row.pattern = parts[0];
  if (!parts[1].empty()) row.lines = split(parts[1], ' ');
  row.strip = parts[2].empty() ? 0 : parts[2][0] - '0';
  row.prefix = parts[3];
  row.dial = parts[4];
  row.forbidden = parts[5];
  return row;
}

void check_number(const DialPlan& plan, const std::vector<DialPattern>& patterns, std::string_view text) {
  const auto number = parse_number(text);
  if (!number) return;
  const auto key = destination_key(*number);
  for (const auto& wide : patterns)
    for (const auto& narrow : patterns)
      if (wide.covers(narrow) && narrow.matches(key)) require(wide.matches(key));

  const auto route = plan.route(*number);
  if (!route) {
    require(!route.error().text.empty());
    return;
  }
  require(!route->legs.empty());
  for (const auto& leg : route->legs) {
    const auto dialled = parse_number(leg.number.digits);
    require(dialled && dialled->digits == leg.number.digits);
    require(leg.number.given == number->given && leg.number.line == leg.line);
    if (!number->line.empty())
      require(leg.line == number->line && route->legs.size() == 1);
    else
      require(leg.line.empty() == plan.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto lines = split(std::string_view{reinterpret_cast<const char*>(data), size}, '\n');
  const auto gap = std::ranges::find(lines, std::string{});
  std::vector<DialRow> rows;
  for (auto line = lines.begin(); line != gap && rows.size() < 32; ++line) rows.push_back(row_of_text(*line));

  DialMistake mistake;
  const auto plan = DialPlan::make(rows, kLines, &mistake);
  if (!plan) {
    require(mistake.row < rows.size() && !mistake.text.empty());
    return 0;
  }
  std::vector<DialPattern> patterns;
  for (const auto& row : rows) patterns.push_back(DialPattern::parse(row.pattern).value());
  for (auto line = gap; line != lines.end(); ++line) check_number(*plan, patterns, *line);
  return 0;
}
