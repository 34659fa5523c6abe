#include "core/dial_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace caselli {
namespace {

constexpr std::string_view kRest = "{rest}";
constexpr std::size_t kMostText = 200;

// What may be written around a number: it is dialled.
bool can_be_dialled(std::string_view text, bool in_front) {
  if (text.size() > kMostText) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool plus = text[i] == '+' && i == 0 && in_front;
    if (!plus && std::string_view{"0123456789*#,w"}.find(text[i]) == std::string_view::npos) return false;
  }
  return true;
}

// What is left of a number without its first `count` characters, pauses not counted; a
// pause right behind them goes with them.
std::string_view without(std::string_view digits, std::size_t count) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] == ',' || digits[i] == 'w') continue;
    if (seen++ == count) return digits.substr(i);
  }
  return {};
}

}  // namespace

Result<DialPlan> DialPlan::make(const std::vector<DialRow>& rows, const std::vector<std::string>& lines,
                                DialMistake* mistake) {
  DialPlan plan;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    DialMistake found{i, "pattern", {}};
    if (plan.add(rows[i], lines, found)) continue;
    const auto text = fmt::format("route {}: {}: {}", i + 1, found.key, found.text);
    if (mistake) *mistake = std::move(found);
    return Error{Errc::bad_config, text};
  }
  plan.list_lines();
  return plan;
}

bool DialPlan::add(const DialRow& row, const std::vector<std::string>& lines, DialMistake& mistake) {
  const auto wrong = [&](std::string_view key, std::string text) {
    mistake.key = key;
    mistake.text = std::move(text);
    return false;
  };
  auto pattern = DialPattern::parse(row.pattern);
  if (!pattern) return wrong("pattern", pattern.error().text);

  const bool forbids = !row.forbidden.empty();
  if (forbids && !(row.lines.empty() && row.strip == 0 && row.prefix.empty() && row.dial.empty()))
    return wrong("forbidden", "a route that forbids has no lines and rewrites nothing");
  if (!forbids && row.lines.empty())
    return wrong("lines", "the route needs lines = [\"NAME\"], or forbidden = \"why\"");
  Leg leg;
  if (!read_leg(row, *pattern, leg, mistake)) return false;

  for (auto& entry : entries_) {
    if (!entry.pattern.covers(*pattern)) continue;
    const bool same = pattern->covers(entry.pattern);
    if (same && !forbids && entry.forbidden.empty()) return add_lines(entry, row, leg, lines, mistake);
    return wrong("pattern", fmt::format("no number gets here, the route '{}' before it takes them all: the first route "
                                        "that fits decides, so put this one first",
                                        entry.pattern.text()));
  }
  Entry entry{*std::move(pattern), row.forbidden, {}};
  if (!add_lines(entry, row, leg, lines, mistake)) return false;
  entries_.push_back(std::move(entry));
  return true;
}

bool DialPlan::read_leg(const DialRow& row, const DialPattern& pattern, Leg& leg, DialMistake& mistake) {
  const auto wrong = [&](std::string_view key, std::string text) {
    mistake.key = key;
    mistake.text = std::move(text);
    return false;
  };
  const auto not_dialled = [](std::string_view text) {
    return fmt::format("'{}' cannot be dialled: write digits, * # , and + in front", text.substr(0, kMostText));
  };
  if (row.strip < 0 || static_cast<std::size_t>(row.strip) >= pattern.least())
    return wrong("strip", fmt::format("{} is out of range: '{}' takes numbers of {} characters, and one must be left",
                                      row.strip, pattern.text(), pattern.least()));
  leg.strip = static_cast<std::size_t>(row.strip);
  if (!can_be_dialled(row.prefix, true)) return wrong("prefix", not_dialled(row.prefix));
  leg.prefix = row.prefix;
  if (row.dial.empty()) return true;

  if (row.strip != 0 || !row.prefix.empty()) return wrong("dial", "it stands instead of strip and prefix");
  const auto at = row.dial.find(kRest);
  leg.fixed = at == std::string::npos;
  leg.prefix = row.dial.substr(0, at);
  if (!leg.fixed) leg.suffix = row.dial.substr(at + kRest.size());
  if (!can_be_dialled(leg.prefix, true) || !can_be_dialled(leg.suffix, false))
    return wrong("dial", not_dialled(row.dial) + ", and once {rest} for what the '.' of the pattern took");
  if (leg.fixed) return parse_number(row.dial) ? true : wrong("dial", not_dialled(row.dial) + "; it has no digit");
  if (!pattern.has_rest())
    return wrong("dial", fmt::format("the pattern '{}' has no '.' for {{rest}}", pattern.text()));
  leg.strip = pattern.rest_begins();
  return true;
}

bool DialPlan::add_lines(Entry& entry, const DialRow& row, const Leg& leg, const std::vector<std::string>& lines,
                         DialMistake& mistake) const {
  for (const auto& line : row.lines) {
    mistake.key = "lines";
    if (std::ranges::find(lines, line) == lines.end()) {
      mistake.text = fmt::format("there is no line '{}': there are {}", line, fmt::join(lines, ", "));
      return false;
    }
    if (std::ranges::find(entry.legs, line, &Leg::line) != entry.legs.end()) {
      mistake.text = fmt::format("the line '{}' stands twice for '{}'", line, entry.pattern.text());
      return false;
    }
    entry.legs.push_back(leg);
    entry.legs.back().line = line;
  }
  return true;
}

void DialPlan::list_lines() {
  for (const auto& entry : entries_) {
    std::vector<std::string> left;
    for (const auto& leg : entry.legs) left.push_back(leg.line);
    for (; !left.empty(); left.erase(left.begin()))
      if (std::ranges::find(line_lists_, left) == line_lists_.end()) line_lists_.push_back(left);
  }
}

Result<RouteLeg> DialPlan::rewritten(const Entry& entry, const Leg& leg, const DialNumber& number) {
  auto digits = leg.prefix;
  if (!leg.fixed) digits += leg.strip == 0 ? number.digits : without(number.digits, leg.strip);
  digits += leg.suffix;
  auto parsed = parse_number(digits);
  if (!parsed)
    return Error{Errc::bad_number, fmt::format("the route '{}' makes '{}' of {}: {}", entry.pattern.text(), digits,
                                               number.given, parsed.error().text)};
  return RouteLeg{leg.line, {number.given, std::move(parsed->digits), leg.line}};
}

Result<Route> DialPlan::route(const DialNumber& number) const {
  const auto key = destination_key(number);
  const auto fits = [&](const Entry& entry) { return entry.pattern.matches(key); };
  const auto entry = std::ranges::find_if(entries_, fits);
  if (entry != entries_.end() && !entry->forbidden.empty())
    return Error{Errc::bad_number, fmt::format("calls to {} are forbidden by the route '{}': {}", number.given,
                                               entry->pattern.text(), entry->forbidden)};
  if (entries_.empty() || (entry == entries_.end() && !number.line.empty())) return Route{{{number.line, number}}};
  if (entry == entries_.end())
    return Error{Errc::bad_number,
                 fmt::format("no route takes {}: add a [[route]] with a pattern that fits it to the server's settings, "
                             "such as pattern = \"{}.\"",
                             number.given, key.substr(0, key.size() > 3 ? 3 : key.size() - 1))};
  Route route;
  for (const auto& leg : entry->legs) {
    if (!number.line.empty() && leg.line != number.line) continue;
    auto made = rewritten(*entry, leg, number);
    if (!made) return made.error();
    route.legs.push_back(*std::move(made));
  }
  if (route.legs.empty()) route.legs.push_back({number.line, number});
  return route;
}

}  // namespace caselli
