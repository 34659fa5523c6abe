#pragma once
// A small terminal: enough of ECMA-48 to see what a user would see. Lines that run over
// the right edge or off the bottom are noticed.

#include <string>
#include <string_view>
#include <vector>

#include "cli/screen_text.h"

namespace caselli::test {

class TerminalModel {
 public:
  TerminalModel(int columns, int rows) : columns_(columns), rows_(static_cast<std::size_t>(rows), blank()) {}

  void write(std::string_view text) {
    while (!text.empty()) {
      if (text[0] == '\x1b') {
        text.remove_prefix(escape(text));
      } else if (text[0] == '\r') {
        column_ = 0;
        text.remove_prefix(1);
      } else if (text[0] == '\n') {
        line_feed();
        text.remove_prefix(1);
      } else {
        std::size_t length = 1;
        while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) ++length;
        put(text.substr(0, length));
        text.remove_prefix(length);
      }
    }
  }

  std::string row(int number) const {
    std::string text;
    for (const auto& cell : rows_[static_cast<std::size_t>(number)]) text += cell;
    return text.substr(0, text.find_last_not_of(' ') + 1);
  }
  std::string text() const {
    std::string text;
    for (std::size_t i = 0; i < rows_.size(); ++i) text += row(static_cast<int>(i)) + "\n";
    return text;
  }
  bool cursor_visible() const { return cursor_visible_; }
  bool on_second_screen() const { return second_screen_; }
  bool updating() const { return updating_; }
  bool overflowed() const { return overflowed_; }

 private:
  std::vector<std::string> blank() const { return std::vector<std::string>(static_cast<std::size_t>(columns_), " "); }

  void put(std::string_view character) {
    const int width = cli::display_width(character);
    if (column_ + width > columns_) {
      overflowed_ = true;
      column_ = 0;
      line_feed();
    }
    auto& cells = rows_[static_cast<std::size_t>(line_)];
    cells[static_cast<std::size_t>(column_)] = character;
    if (width == 2) cells[static_cast<std::size_t>(column_) + 1].clear();
    column_ += width;
  }

  void line_feed() {
    if (++line_ < static_cast<int>(rows_.size())) return;
    if (second_screen_) overflowed_ = true;
    rows_.erase(rows_.begin());
    rows_.push_back(blank());
    --line_;
  }

  // Obeys the sequence at the front and returns its length.
  std::size_t escape(std::string_view text) {
    std::size_t end = 2;
    while (end < text.size() && (text[end] < 0x40 || text[end] > 0x7E)) ++end;
    const std::string_view parameters = text.substr(2, end - 2);
    const char command = text[end];
    if (command == 'h' || command == 'l') {
      const bool set = command == 'h';
      if (parameters == "?25") cursor_visible_ = set;
      if (parameters == "?1049") second_screen_ = set;
      if (parameters == "?2026") updating_ = set;
    } else if (command == 'H') {
      line_ = column_ = 0;
    } else if (command == 'A') {
      line_ = std::max(line_ - std::stoi(std::string{parameters}), 0);
    } else if (command == 'K' || command == 'J') {
      for (int i = column_; i < columns_; ++i)
        rows_[static_cast<std::size_t>(line_)][static_cast<std::size_t>(i)] = " ";
      if (command == 'J')
        for (auto i = static_cast<std::size_t>(line_) + 1; i < rows_.size(); ++i) rows_[i] = blank();
    }
    return end + 1;
  }

  int columns_;
  std::vector<std::vector<std::string>> rows_;
  int line_ = 0, column_ = 0;
  bool cursor_visible_ = true, second_screen_ = false, updating_ = false, overflowed_ = false;
};

}  // namespace caselli::test
