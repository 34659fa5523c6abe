// `watch`: what moves on a terminal, lines in a pipe, JSON for programs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.h"
#include "command_line.h"
#include "ports_at_work.h"
#include "terminal_model.h"

namespace caselli {
namespace {

using test::CommandLine;
using testing::HasSubstr;
using testing::Not;

struct Watching : CommandLine {
  Watching() { test::put_to_work(*service, clock.now()); }
};

TEST(Watch, json_is_a_line_a_change_beginning_with_all_ports) {
  Watching line;
  line.then([&] {
    PortStatus port = test::sending_port(line.clock.now());
    port.page = 3;
    line.service->publish(port);
  });
  line.then([] {});  // woken for nothing
  EXPECT_EQ(line.run({"watch", "--json"}), 0);
  const auto lines = test::lines_of(line.out);
  ASSERT_EQ(lines.size(), 5u) << line.out;
  std::vector<int> ports;
  for (const auto& each : lines) {
    const auto json = parse_json(each);
    ASSERT_TRUE(json) << each;
    ports.push_back(json->at("port").get<int>());
  }
  EXPECT_EQ(ports, (std::vector<int>{1, 2, 3, 4, 1}));
  EXPECT_EQ(parse_json(lines[4])->at("page"), 3);
}

TEST(Watch, what_was_told_at_the_start_is_not_told_again) {
  Watching line;
  line.then([] {});
  line.then([] {});
  line.run({"watch", "--json"});
  EXPECT_EQ(test::lines_of(line.out).size(), 4u);
}

TEST(Watch, one_port_only_when_one_is_named) {
  Watching line;
  line.then([&] { line.service->publish(test::sending_port(line.clock.now())); });
  EXPECT_EQ(line.run({"watch", "2", "--json"}), 0);
  ASSERT_EQ(test::lines_of(line.out).size(), 1u);
  EXPECT_EQ(parse_json(line.out)->at("port"), 2);
}

TEST(Watch, a_port_that_does_not_exist_ends_with_5) {
  Watching line;
  EXPECT_EQ(line.run({"watch", "9"}), 5);
  EXPECT_TRUE(test::is_one_error_line(line.err));
  EXPECT_THAT(line.err, HasSubstr("caselli ports"));
}

TEST(Watch, a_server_that_is_away_ends_with_3) {
  Watching line;
  line.service->failure = Error{Errc::unreachable, "GET http://127.0.0.1:8329/v1/ports: connection refused"};
  EXPECT_EQ(line.run({"watch"}), 3);
}

TEST(Watch, a_new_start_of_the_server_is_read_anew) {
  Watching line;
  line.then([&] {
    line.service->restart("boot-2");
    line.service->publish(test::sending_port(line.clock.now()));
  });
  EXPECT_EQ(line.run({"watch", "--json"}), 0);
  EXPECT_EQ(test::lines_of(line.out).size(), 5u);
}

TEST(Watch, a_lost_connection_is_told_once_and_its_return_too) {
  Watching line;
  line.then([&] { line.service->link_state = {false, "connection refused"}; });
  line.then([] {});
  line.then([&] { line.service->link_state = {true, ""}; });
  line.then([] {});
  EXPECT_EQ(line.run({"watch", "--json"}), 0);
  const auto remarks = test::lines_of(line.err);
  ASSERT_EQ(remarks.size(), 2u) << line.err;
  EXPECT_THAT(remarks[0], HasSubstr("lost; trying again: connection refused"));
  EXPECT_THAT(remarks[1], HasSubstr("back"));
}

TEST(Watch, a_connection_that_still_comes_up_is_not_called_lost) {
  Watching line;
  line.service->link_state = {false, "connecting"};
  line.then([&] { line.service->link_state = {true, ""}; });
  line.then([] {});
  EXPECT_EQ(line.run({"watch", "--json"}), 0);
  EXPECT_EQ(line.err, "");
}

TEST(Watch, a_connection_that_never_comes_up_is_told) {
  Watching line;
  line.service->link_state = {false, "not permitted"};
  for (int second = 0; second < 6; ++second) line.then([] {});
  EXPECT_EQ(line.run({"watch", "--json"}), 0);
  EXPECT_THAT(line.err, HasSubstr("lost; trying again: not permitted"));
}

TEST(Watch, a_pipe_gets_a_line_for_each_change_worth_reading) {
  Watching line;
  const auto move = [&](double percent, int page) {
    line.then([&line, percent, page] {
      PortStatus port = test::sending_port(line.clock.now());
      port.percent = percent;
      port.page = page;
      line.service->publish(port);
    });
  };
  move(55.0, 2);  // too little to tell
  move(61.0, 2);  // ten percent on
  move(66.7, 3);  // a new page
  EXPECT_EQ(line.run({"watch", "1"}), 0);
  EXPECT_EQ(line.out.find('\x1b'), std::string::npos);
  const auto lines = test::lines_of(line.out);
  ASSERT_EQ(lines.size(), 3u) << line.out;
  EXPECT_THAT(lines[0], HasSubstr("port 1 loop-1: sending to 1002, page 2/3, 14400 bit/s, 54%"));
  EXPECT_THAT(lines[1], HasSubstr("61%"));
  EXPECT_THAT(lines[2], HasSubstr("page 3/3"));
}

TEST(Watch, the_terminal_is_given_back_as_it_was) {
  for (const char end : {'q', '\x03'}) {
    Watching line;
    line.use_terminal(80);
    line.pause.steps.push_back([end] { return end == 'q' ? cli::Wake{.key = 'q'} : cli::Wake{.interrupted = true}; });
    EXPECT_EQ(line.run({"watch"}), 0);
    test::TerminalModel model{80, 24};
    model.write(line.out);
    EXPECT_TRUE(model.cursor_visible());
    EXPECT_FALSE(model.on_second_screen());
    EXPECT_FALSE(model.updating());
    EXPECT_EQ(line.pause.attended, 0);
  }
}

TEST(Watch, the_picture_is_right_after_every_update) {
  Watching line;
  line.use_terminal(80);
  test::TerminalModel model{80, 24};
  for (int step = 0; step < 20; ++step)
    line.then([&line, step] {
      PortStatus port = test::sending_port(line.clock.now());
      port.percent = step * 5.0;
      port.page = 1 + step / 8;
      line.service->publish(port);
    });
  EXPECT_EQ(line.run({"watch"}), 0);
  model.write(line.out.substr(0, line.out.rfind("\x1b[?1049l")));
  EXPECT_FALSE(model.overflowed()) << "a line was wider than the terminal, or the screen scrolled";
  EXPECT_THAT(model.row(0), HasSubstr("http://127.0.0.1:8329"));
  EXPECT_THAT(model.row(2), HasSubstr("STATE"));
  EXPECT_THAT(model.row(3), HasSubstr("3/3"));
  EXPECT_THAT(model.row(3), HasSubstr("95%"));
  EXPECT_THAT(model.row(6), HasSubstr("no answer"));
}

TEST(Watch, only_rows_that_changed_are_written) {
  Watching line;
  line.use_terminal(80);
  std::size_t before = 0;
  line.then([] {});
  EXPECT_EQ(line.run({"watch"}), 0);
  before = line.out.size();
  Watching moving;
  moving.use_terminal(80);
  moving.then([&] {
    PortStatus port = test::sending_port(moving.clock.now());
    port.percent = 60;
    moving.service->publish(port);
  });
  EXPECT_EQ(moving.run({"watch"}), 0);
  EXPECT_LT(moving.out.size(), before + 400);  // one row, with its colours, and not four
}

TEST(Watch, a_change_of_size_and_a_stop_draw_the_whole_picture_again) {
  Watching line;
  line.use_terminal(80);
  line.pause.steps.push_back([] { return cli::Wake{.resized = true}; });
  line.pause.steps.push_back([] { return cli::Wake{.suspended = true}; });
  EXPECT_EQ(line.run({"watch"}), 0);
  EXPECT_EQ(line.pause.suspended, 1);
  const std::string plain = test::without_escapes(line.out);
  std::size_t titles = 0;
  for (auto at = plain.find("STATE"); at != std::string::npos; at = plain.find("STATE", at + 1)) ++titles;
  EXPECT_EQ(titles, 3u);
}

TEST(Watch, more_ports_than_rows_show_those_at_work_first) {
  CommandLine line;
  line.use_terminal(80, 10);
  for (int id = 1; id <= 40; ++id) {
    PortStatus port = id == 37 ? test::sending_port(line.clock.now()) : PortStatus{};
    port.port = PortId{id};
    port.name = "port-" + std::to_string(id);
    line.service->publish(port);
  }
  EXPECT_EQ(line.run({"watch"}), 0);
  test::TerminalModel model{80, 10};
  model.write(line.out.substr(0, line.out.rfind("\x1b[?1049l")));
  EXPECT_FALSE(model.overflowed());
  EXPECT_THAT(model.text(), HasSubstr("\n37  "));
  EXPECT_THAT(model.text(), HasSubstr(" more"));
}

}  // namespace
}  // namespace caselli
