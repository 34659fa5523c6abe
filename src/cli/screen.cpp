#include "cli/screen.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "cli/screen_text.h"

namespace caselli::cli {
namespace {

// Columns of a line that may hold colour sequences.
int shown_width(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\x1b')
      while (i < line.size() && line[i] != 'm') ++i;
    else
      text += line[i];
  }
  return display_width(text);
}

}  // namespace

Screen::Screen(std::ostream& out, Terminal terminal, Mode mode)
    : out_(out), terminal_(std::move(terminal)), mode_(mode) {}

Screen::~Screen() { leave(); }

void Screen::enter(std::string& text) {
  if (entered_) return;
  entered_ = true;
  whole_ = true;
  shown_.clear();
  if (mode_ == Mode::full) text += ansi::kSecondScreen;
  text += ansi::kHideCursor;
}

void Screen::to_first_line(std::string& text) {
  if (mode_ == Mode::full) {
    text += ansi::kHome;
    return;
  }
  text += '\r';
  // A narrower terminal has broken our lines into more rows than we wrote.
  const int columns = std::max(terminal_.size().columns, 1);
  int rows = 0;
  for (const auto& line : shown_) rows += std::max((shown_width(line) + columns - 1) / columns, 1);
  if (rows > 0) text += "\x1b[" + std::to_string(rows) + "A";
}

void Screen::draw(const std::vector<std::string>& lines) {
  const auto [columns, rows] = terminal_.size();
  std::vector<std::string> frame = lines;
  const auto room = static_cast<std::size_t>(std::max(mode_ == Mode::full ? rows : rows - 1, 1));
  if (frame.size() > room) frame.resize(room);
  if (entered_ && !whole_ && frame == shown_) return;

  std::string text{ansi::kBeginUpdate};
  enter(text);
  to_first_line(text);
  if (whole_) text += ansi::kEraseBelow;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (whole_ || i >= shown_.size() || frame[i] != shown_[i]) {
      text += frame[i];
      // After the last column the cursor still stands on it: erasing would take its character.
      if (shown_width(frame[i]) < columns) text += ansi::kEraseLineEnd;
    }
    // A line end on the last row of the full screen would scroll it.
    if (mode_ == Mode::area || i + 1 < frame.size()) text += "\r\n";
  }
  if (frame.size() < shown_.size()) {
    if (mode_ == Mode::full) text += "\r\n";
    text += ansi::kEraseBelow;
  }
  text += ansi::kEndUpdate;
  out_ << text << std::flush;
  shown_ = std::move(frame);
  whole_ = false;
}

void Screen::print_above(const std::string& line) {
  std::string text{ansi::kBeginUpdate};
  if (entered_) to_first_line(text);
  text += ansi::kEraseBelow;
  text += line;
  text += "\r\n";
  text += ansi::kEndUpdate;
  out_ << text << std::flush;
  shown_.clear();
  whole_ = true;
}

void Screen::resized() { whole_ = true; }

void Screen::leave() {
  if (!entered_) return;
  entered_ = false;
  std::string text{ansi::kReset};
  text += ansi::kShowCursor;
  if (mode_ == Mode::full) text += ansi::kFirstScreen;
  out_ << text << std::flush;
  shown_.clear();
}

}  // namespace caselli::cli
