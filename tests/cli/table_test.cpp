#include "cli/table.h"

#include <gtest/gtest.h>

#include "command_line.h"

namespace caselli::cli {
namespace {

Terminal terminal_of_width(int columns) {
  Terminal terminal;
  terminal.is_terminal = terminal.interactive = true;
  terminal.size = [columns] { return TerminalSize{columns, 24}; };
  return terminal;
}

Table people() {
  Table table{{{.title = "ID", .align = Align::right, .keep = 9},
               {.title = "NAME", .keep = 5, .least = 4},
               {.title = "CITY", .keep = 1, .least = 6}}};
  table.add({{"1"}, {"Giulia Caselli"}, {"Firenze"}});
  table.add({{"12"}, {"山田太郎"}, {"東京都千代田区"}});
  return table;
}

TEST(Table, columns_are_aligned_by_width_also_with_wide_characters) {
  EXPECT_EQ(people().lines(terminal_of_width(80)),
            (std::vector<std::string>{"ID  NAME            CITY", " 1  Giulia Caselli  Firenze",
                                      "12  山田太郎        東京都千代田区"}));
}

TEST(Table, cells_are_cut_before_a_column_goes) {
  const auto lines = people().lines(terminal_of_width(24));
  EXPECT_NE(lines[0].find("CITY"), std::string::npos);
  EXPECT_NE(lines[2].find("…"), std::string::npos);
}

TEST(Table, the_column_least_worth_keeping_goes_first) {
  const auto lines = people().lines(terminal_of_width(12));
  EXPECT_EQ(lines[0], "ID  NAME");
  EXPECT_EQ(people().lines(terminal_of_width(4))[0], "ID");
}

TEST(Table, no_line_is_wider_than_the_terminal) {
  for (int columns = 1; columns <= 90; ++columns)
    for (const auto& line : people().lines(terminal_of_width(columns)))
      EXPECT_LE(display_width(line), columns) << columns << ": " << line;
}

TEST(Table, a_bar_takes_the_width_that_is_left) {
  Table table{{{.title = "NAME"}, {.title = "PROGRESS", .least = 11, .usual = 16, .most = 30, .grows = true}}};
  table.add({{"x"}, Cell::bar(50, Style::green)});
  EXPECT_EQ(table.lines(terminal_of_width(80))[1], "x     ━━━━━━━━━━━━╸────────────  50%");
  EXPECT_EQ(table.lines(terminal_of_width(22))[1], "x     ━━━━━╸─────  50%");
}

TEST(Table, a_bar_in_a_file_is_its_percent_and_an_empty_cell_a_dash) {
  Table table{{{.title = "NAME"}, {.title = "PROGRESS"}, {.title = "ETA"}}};
  table.add({{"x"}, Cell::bar(99.9, Style::green), {}});
  EXPECT_EQ(table.lines(Terminal{})[1], "x     99%       -");
}

}  // namespace
}  // namespace caselli::cli
