#pragma once
// Rows and columns for terminals: cut and padded to a width by the columns' own rules,
// with wide characters counted as wide. Where nobody looks (a pipe, a file) every column
// is shown in full, without colours, and an empty cell is `-`.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/screen_text.h"
#include "cli/terminal.h"

namespace caselli::cli {

// How a column behaves when the terminal is too narrow for all: first what is wider than
// usual gives way, then extra columns go, then columns are cut to their least, then more
// columns go; always the one with the least `keep` first.
struct Column {
  std::string_view title;
  Align align = Align::left;
  int keep = 0;
  bool extra = false;  // shown only where every column has its usual width
  int least = 0;       // the width it may be cut to; 0: it is never cut
  int usual = 0;       // the width it has even when its cells are narrower: a live table stays steady
  int most = 0;        // the widest it may be; 0: as its cells need
  bool grows = false;  // takes the room that is left, up to `most`
};

struct Cell {
  Cell() = default;
  Cell(std::string shown, Style look = Style::plain) : text(std::move(shown)), style(look) {}  // NOLINT
  static Cell bar(double percent, Style style);  // a progress bar with its percent

  std::string text;
  Style style = Style::plain;
  std::optional<double> percent;
};

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void add(std::vector<Cell> row);  // one cell a column
  bool empty() const { return rows_.empty(); }

  // The lines, titles first unless `titles` is false. On an interactive terminal none is
  // wider than its columns.
  std::vector<std::string> lines(const Terminal& terminal, bool titles = true) const;

 private:
  struct Shown {
    std::size_t column;
    int width;
  };
  void fit(std::vector<Shown>& shown, int columns) const;
  std::vector<Shown> layout(const Terminal& terminal, bool titles) const;
  std::string line(const std::vector<Cell>& row, const std::vector<Shown>& layout, const Terminal& terminal) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace caselli::cli
