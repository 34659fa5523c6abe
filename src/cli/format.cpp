#include "cli/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/text.h"

namespace caselli::cli {
namespace {

using namespace std::chrono;

template <class State>
struct LookRow {
  State state;
  std::string_view symbol, ascii;
  Style style;
};

// In the order of the enum. Idle is quiet, movement is green (out) or cyan (in), waiting
// for the other side is yellow, a bad end is red.
constexpr LookRow<PortState> kPortLooks[] = {
    {PortState::offline, "✗", "x", Style::red},
    {PortState::unavailable, "✗", "x", Style::red},
    {PortState::available, "○", "-", Style::dim},
    {PortState::initializing, "◐", "~", Style::yellow},
    {PortState::dialing, "◐", "~", Style::yellow},
    {PortState::ringing, "◐", "~", Style::yellow},
    {PortState::answered, "◐", "~", Style::yellow},
    {PortState::sending, "●", "*", Style::green},
    {PortState::receiving, "●", "*", Style::cyan},
    {PortState::completed, "✓", "+", Style::green},
    {PortState::aborting, "✗", "x", Style::yellow},
    {PortState::routing, "●", "*", Style::cyan},
    {PortState::busy, "✗", "x", Style::red},
    {PortState::no_answer, "✗", "x", Style::red},
    {PortState::bad_address, "✗", "x", Style::red},
    {PortState::no_dial_tone, "✗", "x", Style::red},
    {PortState::disconnected, "✗", "x", Style::red},
    {PortState::fatal_error, "✗", "x", Style::red},
    {PortState::not_fax_call, "✗", "x", Style::red},
    {PortState::call_delayed, "◐", "~", Style::yellow},
    {PortState::call_blacklisted, "✗", "x", Style::red},
    {PortState::handled, "●", "*", Style::blue},
};
static_assert(std::size(kPortLooks) == static_cast<std::size_t>(PortState::handled) + 1);

constexpr LookRow<JobState> kJobLooks[] = {
    {JobState::preparing, "◐", "~", Style::yellow}, {JobState::queued, "○", "-", Style::plain},
    {JobState::waiting, "◐", "~", Style::yellow},   {JobState::held, "‖", "=", Style::magenta},
    {JobState::sending, "●", "*", Style::green},    {JobState::sent, "✓", "+", Style::green},
    {JobState::failed, "✗", "x", Style::red},       {JobState::cancelled, "✗", "x", Style::dim},
    {JobState::receiving, "●", "*", Style::cyan},   {JobState::received, "✓", "+", Style::cyan},
};
static_assert(std::size(kJobLooks) == static_cast<std::size_t>(JobState::received) + 1);

template <class Row>
Look look_from(const Row& row, std::string_view name) {
  Look look{row.symbol, row.ascii, row.style, std::string{name}};
  std::ranges::replace(look.words, '_', ' ');
  return look;
}

std::string repeat(std::string_view text, int times) {
  std::string repeated;
  for (int i = 0; i < times; ++i) repeated += text;
  return repeated;
}

}  // namespace

Look look_of(PortState state) { return look_from(kPortLooks[static_cast<std::size_t>(state)], row_of(state).name); }

Look look_of(JobState state) { return look_from(kJobLooks[static_cast<std::size_t>(state)], name_of(state)); }

std::string shown(const Look& look, const Terminal& terminal) {
  if (!terminal.interactive) return look.words;
  return fmt::format("{} {}", terminal.utf8 ? look.symbol : look.ascii, look.words);
}

std::string direction_mark(Direction direction, const Terminal& terminal) {
  if (direction == Direction::none) return {};
  if (!terminal.interactive) return std::string{name_of(direction)};
  if (!terminal.utf8) return direction == Direction::send ? ">" : "<";
  return direction == Direction::send ? "→" : "←";
}

std::string progress_bar(double fraction, int width, Style style, const Terminal& terminal) {
  if (width <= 0) return {};
  const double full = std::clamp(std::isfinite(fraction) ? fraction : 0.0, 0.0, 1.0);
  if (!terminal.utf8) {
    const int done = static_cast<int>(full * width);
    return styled(repeat("#", done), style, terminal) + repeat("-", width - done);
  }
  // Half steps: the bar moves twice as smoothly as its columns.
  const int halves = static_cast<int>(full * width * 2);
  const int done = halves / 2;
  const bool half = halves % 2 == 1;
  return styled(repeat("━", done) + (half ? "╸" : ""), style, terminal) +
         styled(repeat("─", width - done - (half ? 1 : 0)), Style::dim, terminal);
}

std::string page_mark(const PortStatus& status) {
  const int page = status.page > 0 ? status.page : status.pages_done;
  if (page == 0) return {};
  return status.pages > 0 ? fmt::format("{}/{}", page, status.pages) : std::to_string(page);
}

std::string percent_text(double percent) {
  return fmt::format("{}%", static_cast<int>(std::clamp(percent, 0.0, 100.0)));
}

std::string remote_of(const PortStatus& status) {
  if (status.direction == Direction::send) return status.address.empty() ? status.csid : status.address;
  if (status.direction == Direction::receive) return status.caller_id.empty() ? status.tsid : status.caller_id;
  return {};
}

std::string elapsed_text(const PortStatus& status, Instant now) {
  if (!status.started_at) return {};
  return short_duration(floor<seconds>(std::max(now - *status.started_at, Instant::duration{})));
}

std::string eta_text(const PortStatus& status) {
  if (!status.eta_seconds || !std::isfinite(*status.eta_seconds)) return {};
  return short_duration(seconds{static_cast<std::int64_t>(std::ceil(std::clamp(*status.eta_seconds, 0.0, 1e6)))});
}

std::string seconds_text(milliseconds duration) {
  const auto whole = round<seconds>(std::max(duration, milliseconds{}));
  if (whole < minutes{1}) return fmt::format("{} s", whole.count());
  return short_duration(whole) + (whole < hours{1} ? " min" : " h");
}

std::string age_text(Instant then, Instant now) {
  const auto age = floor<seconds>(now - then);
  if (age < seconds{1}) return "now";
  if (age < minutes{1}) return fmt::format("{} s", age.count());
  if (age < hours{1}) return fmt::format("{} min", floor<minutes>(age).count());
  if (age < days{2}) return fmt::format("{} h", floor<hours>(age).count());
  return fmt::format("{} d", floor<days>(age).count());
}

std::string clock_text(Instant when, Instant now) {
  constexpr std::size_t kDate = std::string_view{"2026-11-22"}.size();
  std::string full = local_time(when);
  if (full.substr(0, kDate) == local_time(now).substr(0, kDate)) return full.substr(kDate + 1);
  return full;
}

std::string pages_text(int pages) { return pages == 1 ? "1 page" : fmt::format("{} pages", pages); }

}  // namespace caselli::cli
