// The picture `demo` draws among other lines.

#include "cli/live_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "ports_at_work.h"
#include "terminal_model.h"

namespace caselli::cli {
namespace {

using testing::HasSubstr;

struct Drawing {
  explicit Drawing(int columns = 80, int rows = 24) : size{columns, rows} {
    terminal.is_terminal = terminal.interactive = true;
    terminal.size = [this] { return size; };
    test::put_to_work(service, clock.now());
  }
  std::vector<Snapshot> ports() { return service.changes(0).ports; }

  TerminalSize size;
  Terminal terminal;
  ManualClock clock;
  test::FakeFaxService service;
  std::ostringstream out;
};

TEST(LiveView, an_area_stays_below_what_was_printed_and_is_left_without_its_foot) {
  Drawing drawing;
  drawing.out << "$ caselli demo\r\n";
  {
    LiveView view{drawing.out, drawing.terminal, drawing.clock, {.title = "demo", .foot = "Ctrl-C ends"}};
    for (int i = 0; i < 5; ++i) {
      view.update(drawing.ports());
      view.draw();
      drawing.clock.advance_to(drawing.clock.monotonic() + std::chrono::seconds{1});
    }
    view.leave();
  }
  drawing.out << "done\r\n";
  test::TerminalModel model{80, 24};
  model.write(drawing.out.str());
  EXPECT_FALSE(model.overflowed());
  EXPECT_TRUE(model.cursor_visible());
  EXPECT_EQ(model.row(0), "$ caselli demo");
  EXPECT_THAT(model.row(1), HasSubstr("demo"));
  EXPECT_THAT(model.row(4), HasSubstr("0:47"));  // five seconds on
  EXPECT_EQ(model.row(8), "done");
}

TEST(LiveView, lines_printed_meanwhile_stay_above_the_area) {
  Drawing drawing;
  LiveView view{drawing.out, drawing.terminal, drawing.clock, {}};
  view.update(drawing.ports());
  view.draw_now();
  view.print("fax 17 was sent");
  view.draw_now();
  view.leave();
  test::TerminalModel model{80, 24};
  model.write(drawing.out.str());
  EXPECT_EQ(model.row(0), "fax 17 was sent");
  EXPECT_THAT(model.row(1), HasSubstr("STATE"));
  EXPECT_EQ(model.row(6), "");
}

TEST(LiveView, an_area_never_takes_more_rows_than_the_terminal_has) {
  for (const int rows : {3, 5, 8}) {
    Drawing drawing{80, rows};
    LiveView view{drawing.out, drawing.terminal, drawing.clock, {.title = "demo", .foot = "foot"}};
    for (int i = 0; i < 3; ++i) {
      view.update(drawing.ports());
      view.draw_now();
    }
    test::TerminalModel model{80, rows};
    model.write(drawing.out.str());
    EXPECT_THAT(model.row(0), HasSubstr("demo")) << rows;  // it did not scroll away
    view.leave();
  }
}

TEST(LiveView, drawing_is_not_repeated_faster_than_eyes_see) {
  Drawing drawing;
  LiveView view{drawing.out, drawing.terminal, drawing.clock, {}};
  view.update(drawing.ports());
  view.draw();
  const auto drawn = drawing.out.str().size();
  drawing.clock.advance_to(std::chrono::milliseconds{10});
  PortStatus port = test::sending_port(drawing.clock.now());
  port.percent = 60;
  drawing.service.publish(port);
  view.update(drawing.ports());
  EXPECT_EQ(view.draw(), std::chrono::milliseconds{40});  // the rest of the 50 ms
  EXPECT_EQ(drawing.out.str().size(), drawn);
  drawing.clock.advance_to(std::chrono::milliseconds{50});
  view.draw();
  EXPECT_GT(drawing.out.str().size(), drawn);
}

}  // namespace
}  // namespace caselli::cli
