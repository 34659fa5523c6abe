#include "base/virtual_time.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace caselli {
namespace {

using namespace std::chrono_literals;

TEST(VirtualTime, runs_tasks_by_their_time_and_then_in_the_order_asked_for) {
  VirtualTime time;
  const auto a = time.make_strand();
  const auto b = time.make_strand();
  std::string seen;
  a->after(20ms, [&] { seen += 'd'; }).detach();
  b->after(10ms, [&] { seen += 'b'; }).detach();
  a->after(10ms, [&] { seen += 'c'; }).detach();
  b->post([&] { seen += 'a'; });
  time.run_for(1s);
  EXPECT_EQ(seen, "abcd");
}

TEST(VirtualTime, the_clock_stands_at_a_task_s_own_time_while_it_runs) {
  VirtualTime time;
  const auto strand = time.make_strand();
  const auto start = time.now();
  std::vector<std::chrono::milliseconds> seen;
  for (const auto delay : {30ms, 10ms, 20ms})
    strand->after(delay, [&] { seen.push_back(time.now() - start); }).detach();
  time.run_for(25ms);
  EXPECT_EQ(seen, (std::vector<std::chrono::milliseconds>{10ms, 20ms}));
  EXPECT_EQ(time.now() - start, 25ms);
  time.run_for(5ms);
  EXPECT_EQ(seen.back(), 30ms);
}

TEST(VirtualTime, a_timer_of_no_delay_comes_after_what_was_posted_before_it) {
  VirtualTime time;
  const auto strand = time.make_strand();
  std::string seen;
  strand->post([&] { seen += 'a'; });
  strand->after(0ms, [&] { seen += 'b'; }).detach();
  strand->post([&] { seen += 'c'; });
  time.run_ready();
  EXPECT_EQ(seen, "abc");
}

TEST(VirtualTime, run_ready_does_not_move_the_clock) {
  VirtualTime time;
  const auto strand = time.make_strand();
  const auto start = time.now();
  int posted = 0;
  bool timer = false;
  strand->post([&] {
    ++posted;
    strand->post([&] { ++posted; });
  });
  strand->after(1ms, [&] { timer = true; }).detach();
  time.run_ready();
  EXPECT_EQ(posted, 2);
  EXPECT_FALSE(timer);
  EXPECT_EQ(time.now(), start);
}

TEST(VirtualTime, run_until_stops_when_it_holds_or_the_limit_passed_or_nothing_is_left) {
  VirtualTime time;
  const auto strand = time.make_strand();
  int count = 0;
  std::function<void()> again = [&] {
    ++count;
    strand->after(10ms, again).detach();
  };
  strand->post(again);
  EXPECT_TRUE(time.run_until([&] { return count == 5; }, 1s));
  EXPECT_EQ(count, 5);
  EXPECT_FALSE(time.run_until([&] { return count == 1000; }, 1s));
  EXPECT_LT(count, 120);

  VirtualTime empty;
  EXPECT_FALSE(empty.run_until([] { return false; }, 1h));
}

TEST(VirtualTime, a_timer_given_up_neither_runs_nor_moves_the_clock) {
  VirtualTime time;
  const auto strand = time.make_strand();
  const auto start = time.now();
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watched = held;
  Timer timer = strand->after(10s, [held] { FAIL(); });
  held.reset();
  timer.cancel();
  EXPECT_TRUE(watched.expired());
  EXPECT_FALSE(time.run_until([] { return false; }, 1h));
  EXPECT_EQ(time.now(), start);
}

TEST(VirtualTime, a_timer_may_give_itself_up_while_it_runs) {
  VirtualTime time;
  const auto strand = time.make_strand();
  Timer timer;
  int count = 0;
  timer = strand->after(1ms, [&] {
    ++count;
    timer.cancel();
  });
  time.run_for(1s);
  EXPECT_EQ(count, 1);
}

TEST(VirtualTime, thousands_of_timers_given_up_leave_the_others_in_order) {
  VirtualTime time;
  const auto strand = time.make_strand();
  std::vector<int> seen;
  std::vector<Timer> kept;
  for (int i = 0; i < 10'000; ++i) {
    Timer timer = strand->after(std::chrono::milliseconds{10'000 - i}, [&, i] { seen.push_back(i); });
    if (i % 1000 == 0) kept.push_back(std::move(timer));
  }
  time.run_for(20s);
  EXPECT_EQ(seen, (std::vector{9000, 8000, 7000, 6000, 5000, 4000, 3000, 2000, 1000, 0}));
}

TEST(VirtualTime, is_current_names_the_strand_whose_task_runs) {
  VirtualTime time;
  const auto a = time.make_strand();
  const auto b = time.make_strand();
  bool right = false;
  a->post([&] { right = a->is_current() && !b->is_current(); });
  time.run_ready();
  EXPECT_TRUE(right);
  EXPECT_FALSE(a->is_current());
}

TEST(VirtualTime, executors_outlive_it_and_drop_what_is_posted) {
  std::shared_ptr<Executor> strand;
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watched = held;
  Timer timer;
  {
    VirtualTime time;
    strand = time.make_strand();
    strand->post([held, strand] {});
    timer = strand->after(1s, [held, strand] {});
    held.reset();
  }
  EXPECT_TRUE(watched.expired());
  strand->post([] { FAIL(); });
  timer.cancel();
}

}  // namespace
}  // namespace caselli
