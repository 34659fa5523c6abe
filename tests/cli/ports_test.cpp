// `ports`: the table and its JSON.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "cli/port_table.h"
#include "command_line.h"
#include "core/port_fields.h"
#include "ports_at_work.h"

namespace caselli {
namespace {

using test::CommandLine;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> table_at(int columns) {
  CommandLine line;
  line.use_terminal(columns);
  line.terminal.colour = false;
  test::put_to_work(*line.service, line.clock.now());
  EXPECT_EQ(line.run({"ports"}), 0);
  return test::lines_of(line.out);
}

TEST(Ports, at_80_columns_what_matters_is_there) {
  const auto lines = table_at(80);
  ASSERT_EQ(lines.size(), 5u);
  for (const char* title : {"ID", "NAME", "STATE", "REMOTE", "PAGE", "PROGRESS", "RATE", "TIME", "ETA"})
    EXPECT_THAT(lines[0], HasSubstr(title));
  EXPECT_THAT(lines[1], HasSubstr("● sending"));
  EXPECT_THAT(lines[1], HasSubstr("→"));
  EXPECT_THAT(lines[1], HasSubstr("2/3"));
  EXPECT_THAT(lines[1], HasSubstr("54%"));
  EXPECT_THAT(lines[1], HasSubstr("0:42"));
  EXPECT_THAT(lines[1], HasSubstr("0:13"));  // 12.4 s are shown as the next whole second
  EXPECT_THAT(lines[2], HasSubstr("← "));
  EXPECT_THAT(lines[3], HasSubstr("○ available"));
  EXPECT_THAT(lines[4], HasSubstr("✗ no answer"));
}

TEST(Ports, wider_terminals_show_more) {
  const auto lines = table_at(200);
  for (const char* title : {"LINE", "STATION", "DOCUMENT", "RATE", "MODE", "LAST"})
    EXPECT_THAT(lines[0], HasSubstr(title));
  EXPECT_THAT(lines[1], HasSubstr("14400"));
  EXPECT_THAT(lines[1], HasSubstr("V.17 ECM MMR"));
}

TEST(Ports, narrow_terminals_keep_id_state_and_remote) {
  const auto lines = table_at(40);
  for (const char* title : {"ID", "STATE", "REMOTE"}) EXPECT_THAT(lines[0], HasSubstr(title));
}

TEST(Ports, no_line_is_wider_than_the_terminal_at_any_width) {
  for (const int columns : {10, 20, 40, 60, 79, 80, 81, 100, 120, 160, 200, 300})
    for (const auto& line : table_at(columns)) EXPECT_LE(cli::display_width(line), columns) << line;
}

TEST(Ports, columns_stand_below_their_titles_with_wide_names) {
  const auto lines = table_at(120);
  const auto column_of = [](const std::string& line, const std::string& text) {
    const auto at = line.find(text);
    return at == std::string::npos ? -1 : cli::display_width(line.substr(0, at));
  };
  EXPECT_EQ(column_of(lines[0], "STATE"), column_of(lines[1], "●"));
  EXPECT_EQ(column_of(lines[0], "STATE"), column_of(lines[2], "●"));  // its name is Japanese
  EXPECT_EQ(column_of(lines[0], "STATE"), column_of(lines[3], "○"));
}

TEST(Ports, a_pipe_gets_words_without_colours_symbols_and_cuts) {
  CommandLine line;
  test::put_to_work(*line.service, line.clock.now());
  EXPECT_EQ(line.run({"ports"}), 0);
  EXPECT_EQ(line.out.find('\x1b'), std::string::npos);
  EXPECT_THAT(line.out, Not(HasSubstr("●")));
  EXPECT_THAT(line.out, Not(HasSubstr("…")));
  EXPECT_THAT(line.out, HasSubstr("no answer"));
  EXPECT_THAT(line.out, HasSubstr("send"));
}

TEST(Ports, a_terminal_without_utf8_gets_ascii_only) {
  CommandLine line;
  line.use_terminal(100);
  line.terminal.utf8 = false;
  test::put_to_work(*line.service, line.clock.now());
  EXPECT_EQ(line.run({"ports"}), 0);
  for (const char c : line.out) EXPECT_GE(c, 0) << line.out;
  EXPECT_THAT(test::without_escapes(line.out), HasSubstr("* sending"));
}

TEST(Ports, json_is_one_document_with_every_field_of_each_port) {
  CommandLine line;
  test::put_to_work(*line.service, line.clock.now());
  EXPECT_EQ(line.run({"ports", "--json"}), 0);
  const auto json = parse_json(line.out);
  ASSERT_TRUE(json) << line.out;
  EXPECT_EQ(json->at("boot"), "boot-1");
  ASSERT_EQ(json->at("ports").size(), 4u);
  EXPECT_EQ(json->at("ports")[0].size(), std::tuple_size_v<decltype(kPortFields)>);
  EXPECT_EQ(json->at("ports")[0].at("state"), "sending");
  EXPECT_EQ(json->at("ports")[3].at("state"), "no_answer");
  EXPECT_EQ(json->at("ports")[0].at("startedAt"), "2025-12-31T23:59:18.000Z");
}

}  // namespace
}  // namespace caselli
