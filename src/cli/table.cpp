#include "cli/table.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "cli/format.h"

namespace caselli::cli {
namespace {

constexpr int kGap = 2;
constexpr int kPercentWidth = 6;  // ` 100 %`
constexpr int kShortestBar = 3;

// What stands in a cell, before it is cut to its column.
std::string text_of(const Cell& cell, const Terminal& terminal) {
  const std::string text = cell.percent ? percent_text(*cell.percent) : cell.text;
  if (text.empty() && !terminal.interactive) return "-";
  return clean_text(text, terminal.utf8 || !terminal.interactive);
}

std::string drawn(const Cell& cell, const Column& column, int width, const Terminal& terminal) {
  const std::string text = text_of(cell, terminal);
  if (cell.percent && terminal.interactive && width >= kPercentWidth + kShortestBar)
    return progress_bar(*cell.percent / 100, width - kPercentWidth, cell.style, terminal) +
           pad_text(text, kPercentWidth, Align::right);
  const std::string cut = cut_text(text, width, terminal.utf8);
  const std::string padded = pad_text(cut, width, column.align);
  // Only the text is coloured, so that the blanks around it can be cut away.
  const auto at = padded.find(cut);
  return padded.substr(0, at) + styled(cut, cell.style, terminal) + padded.substr(at + cut.size());
}

}  // namespace

Cell Cell::bar(double percent, Style style) {
  Cell cell;
  cell.percent = percent;
  cell.style = style;
  return cell;
}

void Table::add(std::vector<Cell> row) {
  assert(row.size() == columns_.size());
  rows_.push_back(std::move(row));
}

std::vector<Table::Shown> Table::layout(const Terminal& terminal, bool titles) const {
  std::vector<Shown> shown;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    int width = titles ? display_width(columns_[i].title) : 0;
    for (const auto& row : rows_) width = std::max(width, display_width(text_of(row[i], terminal)));
    if (terminal.interactive) width = std::max(width, columns_[i].usual);
    shown.push_back({i, width});
  }
  if (!terminal.interactive) return shown;

  const int columns = std::max(terminal.size().columns, 1);
  const auto total = [&] {
    int sum = -kGap;
    for (const auto& each : shown) sum += each.width + kGap;
    return sum;
  };
  // Too wide: columns give way down to their least, the one with the most to give first;
  // then the one least worth keeping goes and the others try again.
  while (total() > columns) {
    const auto spare = [&](const Shown& each) {
      const int least = columns_[each.column].least;
      return least == 0 ? 0 : std::max(each.width - least, 0);
    };
    int all_spare = 0;
    for (const auto& each : shown) all_spare += spare(each);
    if (total() - all_spare <= columns) {
      while (total() > columns) --std::ranges::max_element(shown, {}, spare)->width;
    } else if (shown.size() > 1) {
      shown.erase(std::ranges::min_element(shown, {}, [&](const Shown& each) { return columns_[each.column].keep; }));
    } else {
      shown.front().width = columns;
    }
  }
  for (auto& each : shown)
    each.width = std::max(each.width, std::min(columns_[each.column].most, each.width + columns - total()));
  return shown;
}

std::string Table::line(const std::vector<Cell>& row, const std::vector<Shown>& layout,
                        const Terminal& terminal) const {
  std::string line;
  for (const auto& [column, width] : layout) {
    if (column != layout.front().column) line += std::string(kGap, ' ');
    line += drawn(row[column], columns_[column], width, terminal);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::vector<std::string> Table::lines(const Terminal& terminal, bool titles) const {
  const auto widths = layout(terminal, titles);
  std::vector<std::string> lines;
  if (titles) {
    std::vector<Cell> heads;
    for (const auto& column : columns_) heads.emplace_back(std::string{column.title}, Style::dim);
    lines.push_back(line(heads, widths, terminal));
  }
  for (const auto& row : rows_) lines.push_back(line(row, widths, terminal));
  return lines;
}

}  // namespace caselli::cli
