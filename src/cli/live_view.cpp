#include "cli/live_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "base/text.h"
#include "cli/format.h"
#include "cli/port_table.h"
#include "cli/screen_text.h"

namespace caselli::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kFastest = 50ms;   // between two drawings
constexpr auto kSlowest = 250ms;  // elapsed times move on without news
constexpr int kPercentStep = 10;  // a line each so much, where nobody looks

bool at_work(const Snapshot& port) { return row_of(port->state).in_call; }

}  // namespace

LiveView::LiveView(std::ostream& out, Terminal terminal, const Clock& clock, LiveViewOptions options)
    : out_(out),
      terminal_(terminal),
      clock_(clock),
      options_(std::move(options)),
      screen_(out, std::move(terminal), options_.mode) {}

void LiveView::update(std::span<const Snapshot> changed) {
  for (const auto& port : changed) {
    ports_[port->port] = port;
    if (!terminal_.interactive) say_what_changed(*port);
  }
  changed_ = changed_ || !changed.empty();
}

void LiveView::forget_ports() {
  ports_.clear();
  changed_ = true;
}

void LiveView::set_note(std::string note) {
  changed_ = changed_ || note != note_;
  note_ = std::move(note);
}

void LiveView::say_what_changed(const PortStatus& status) {
  const int step = status.percent ? static_cast<int>(*status.percent) / kPercentStep : 0;
  std::string key = fmt::format("{} {}", port_sentence(status, false), step);
  if (said_[status.port] == key) return;
  said_[status.port] = std::move(key);
  print(fmt::format("{} {}", clock_text(clock_.now(), clock_.now()), port_sentence(status, true)));
}

void LiveView::print(const std::string& line) {
  if (terminal_.interactive)
    screen_.print_above(cut_text(clean_text(line, terminal_.utf8), terminal_.size().columns, terminal_.utf8));
  else
    out_ << clean_text(line, true) << std::endl;
  changed_ = true;
}

std::vector<std::string> LiveView::title_lines(TerminalSize size) const {
  if (options_.title.empty()) return {};
  const auto busy = std::ranges::count_if(ports_, [](const auto& entry) { return at_work(entry.second); });
  const std::string right = fmt::format("{} port{}, {} at work  {}", ports_.size(), ports_.size() == 1 ? "" : "s", busy,
                                        clock_text(clock_.now(), clock_.now()));
  const int room = size.columns - display_width(right) - 2;
  const std::string title = clean_text(options_.title, terminal_.utf8);
  if (room < 8) return {styled(cut_text(title, size.columns, terminal_.utf8), Style::bold, terminal_)};
  const std::string left = cut_text(title, room, terminal_.utf8);
  std::string rule;
  for (int i = 0; i < size.columns; ++i) rule += terminal_.utf8 ? "─" : "-";
  return {styled(left, Style::bold, terminal_) +
              std::string(static_cast<std::size_t>(room - display_width(left)) + 2, ' ') +
              styled(right, Style::dim, terminal_),
          styled(rule, Style::dim, terminal_)};
}

std::vector<std::string> LiveView::frame(TerminalSize size, bool with_foot) const {
  std::vector<std::string> lines = title_lines(size);
  std::vector<std::string> below;
  if (!note_.empty())
    below.push_back(
        styled(cut_text(clean_text(note_, terminal_.utf8), size.columns, terminal_.utf8), Style::yellow, terminal_));
  if (with_foot && !options_.foot.empty())
    below.push_back(styled(cut_text(options_.foot, size.columns, terminal_.utf8), Style::dim, terminal_));

  // What does not fit: the ports at work come first, the rest is counted.
  std::vector<Snapshot> shown;
  for (const auto& [id, port] : ports_) shown.push_back(port);
  const auto rows =
      static_cast<std::size_t>(std::max(size.rows - 3 - static_cast<int>(lines.size() + below.size()), 1));
  std::size_t hidden = 0;
  if (shown.size() > rows) {
    std::ranges::stable_partition(shown, at_work);
    hidden = shown.size() - rows;
    shown.resize(rows);
    std::ranges::sort(shown, {}, [](const Snapshot& port) { return port->port; });
  }
  for (auto& line : port_table(shown, clock_.now(), terminal_).lines(terminal_)) lines.push_back(std::move(line));
  if (hidden > 0)
    lines.push_back(
        styled(cut_text(fmt::format("and {} more", hidden), size.columns, terminal_.utf8), Style::dim, terminal_));
  if (!below.empty() && options_.mode == Screen::Mode::full) lines.emplace_back();
  lines.insert(lines.end(), below.begin(), below.end());
  return lines;
}

void LiveView::draw_now() {
  if (!terminal_.interactive) return;
  screen_.draw(frame(terminal_.size(), true));
  changed_ = false;
  drawn_at_ = clock_.monotonic();
}

void LiveView::leave() {
  if (terminal_.interactive && drawn_at_ && options_.mode == Screen::Mode::area)
    screen_.draw(frame(terminal_.size(), false));
  screen_.leave();
}

std::chrono::milliseconds LiveView::draw() {
  if (!terminal_.interactive) return kSlowest;
  const auto since = drawn_at_ ? clock_.monotonic() - *drawn_at_ : Monotonic{kSlowest};
  if (changed_ && since < kFastest) return std::chrono::ceil<std::chrono::milliseconds>(kFastest - since);
  if (changed_ || since >= kSlowest) draw_now();
  return kSlowest;
}

}  // namespace caselli::cli
