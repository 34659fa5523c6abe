#include "cli/table.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "cli/format.h"

namespace caselli::cli {
namespace {

constexpr int kGap = 2;
constexpr int kPercentWidth = 5;  // ` 100%`
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
    const Column& column = columns_[i];
    int width = titles ? display_width(column.title) : 0;
    for (const auto& row : rows_) width = std::max(width, display_width(text_of(row[i], terminal)));
    if (terminal.interactive) {
      width = std::max(width, column.usual);
      if (column.most > 0) width = std::min(width, column.most);
    }
    shown.push_back({i, width});
  }
  if (terminal.interactive) fit(shown, std::max(terminal.size().columns, 1));
  return shown;
}

void Table::fit(std::vector<Shown>& shown, int columns) const {
  const auto total = [&] {
    int sum = -kGap;
    for (const auto& each : shown) sum += each.width + kGap;
    return sum;
  };
  // Cuts the columns that are widest above `floor_of`, until all fit or none can give.
  const auto cut_to = [&](auto floor_of) {
    const auto spare = [&](const Shown& each) {
      const Column& column = columns_[each.column];
      return column.least == 0 ? 0 : each.width - floor_of(column);
    };
    while (total() > columns) {
      const auto widest = std::ranges::max_element(shown, {}, spare);
      if (spare(*widest) <= 0) break;
      --widest->width;
    }
  };
  const auto least_kept = [&] {
    return std::ranges::min_element(shown, {}, [&](const Shown& each) { return columns_[each.column].keep; });
  };
  cut_to([](const Column& column) { return std::max(column.usual, column.least); });
  while (total() > columns && shown.size() > 1 && columns_[least_kept()->column].extra) shown.erase(least_kept());
  while (total() > columns) {
    const std::vector<Shown> uncut = shown;
    cut_to([](const Column& column) { return column.least; });
    if (total() <= columns) break;
    shown = uncut;
    if (shown.size() > 1)
      shown.erase(least_kept());
    else
      shown.front().width = columns;
  }
  for (auto& each : shown)
    if (columns_[each.column].grows)
      each.width = std::max(each.width, std::min(columns_[each.column].most, each.width + columns - total()));
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
