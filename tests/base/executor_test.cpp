#include "base/executor.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace caselli {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

// Waits until everything posted to `executor` before has run.
void drain(Executor& executor) {
  std::promise<void> done;
  executor.post([&] { done.set_value(); });
  done.get_future().wait();
}

TEST(WorkerThread, runs_tasks_in_the_order_posted_on_one_thread) {
  WorkerThread thread("test");
  std::vector<int> order;
  std::vector<std::thread::id> threads;
  for (int i = 0; i < 100; ++i)
    thread.post([&, i] {
      order.push_back(i);
      threads.push_back(std::this_thread::get_id());
    });
  drain(thread);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(order[i], i);
  for (const auto id : threads) EXPECT_EQ(id, threads.front());
  EXPECT_NE(threads.front(), std::this_thread::get_id());
}

TEST(WorkerThread, is_current_only_inside_its_own_tasks) {
  WorkerThread one("one");
  WorkerThread two("two");
  EXPECT_FALSE(one.is_current());
  std::promise<std::pair<bool, bool>> seen;
  one.post([&] { seen.set_value({one.is_current(), two.is_current()}); });
  EXPECT_EQ(seen.get_future().get(), std::pair(true, false));
}

TEST(WorkerThread, timers_run_by_their_time_not_by_the_order_asked_for) {
  WorkerThread thread("test");
  std::vector<int> order;
  std::promise<void> done;
  std::vector<Timer> timers;
  thread.post([&] {
    timers.push_back(thread.after(milliseconds{150}, [&] {
      order.push_back(3);
      done.set_value();
    }));
    timers.push_back(thread.after(milliseconds{10}, [&] { order.push_back(1); }));
    timers.push_back(thread.after(milliseconds{80}, [&] { order.push_back(2); }));
  });
  done.get_future().wait();
  drain(thread);
  EXPECT_EQ(order, (std::vector{1, 2, 3}));
}

TEST(WorkerThread, a_timer_given_up_does_not_run) {
  WorkerThread thread("test");
  bool given_up_ran = false;
  std::promise<void> later;
  Timer last;
  thread.post([&] {
    Timer given_up = thread.after(milliseconds{1}, [&] { given_up_ran = true; });
    last = thread.after(milliseconds{2}, [&] { later.set_value(); });
    given_up.cancel();
  });
  later.get_future().wait();
  drain(thread);
  EXPECT_FALSE(given_up_ran);
}

TEST(WorkerThread, a_timer_that_is_due_but_waits_behind_a_task_can_still_be_given_up) {
  WorkerThread thread("test");
  bool ran = false;
  Timer timer;
  thread.post([&] {
    timer = thread.after(milliseconds{0}, [&] { ran = true; });
    std::promise<void> other;  // keeps this thread until the timer is due for certain
    std::thread([&] { other.set_value(); }).join();
    timer.cancel();
  });
  drain(thread);
  drain(thread);
  EXPECT_FALSE(ran);
}

TEST(WorkerThread, a_detached_timer_runs_and_giving_one_up_frees_what_it_holds) {
  WorkerThread thread("test");
  std::promise<void> ran;
  thread.after(milliseconds{1}, [&] { ran.set_value(); }).detach();
  ran.get_future().wait();

  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watched = held;
  Timer timer = thread.after(hours{1}, [held] {});
  held.reset();
  EXPECT_FALSE(watched.expired());
  timer.cancel();
  EXPECT_TRUE(watched.expired());
}

TEST(WorkerThread, stopping_finishes_the_task_at_hand_and_drops_the_rest) {
  auto owner = std::make_unique<WorkerThread>("test");
  auto* thread = owner.get();
  std::promise<void> started;
  std::promise<void> go;
  bool first_done = false;
  std::atomic<bool> later_ran = false;
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watched = held;
  thread->post([&] {
    started.set_value();
    go.get_future().wait();
    thread->stop();
    thread->post([&] { later_ran = true; });
    first_done = true;
  });
  thread->post([&, held] { later_ran = true; });
  thread->after(hours{1}, [held] {}).detach();
  held.reset();
  started.get_future().wait();
  go.set_value();
  owner.reset();
  EXPECT_TRUE(first_done);
  EXPECT_FALSE(later_ran);
  EXPECT_TRUE(watched.expired());
}

TEST(WorkerThread, may_be_stopped_and_destroyed_by_its_own_task) {
  auto thread = std::make_shared<WorkerThread>("test");
  std::promise<void> done;
  auto future = done.get_future();
  auto* bare = thread.get();
  bare->post([thread = std::move(thread), &done]() mutable {
    thread->stop();
    thread.reset();
    done.set_value();
  });
  future.wait();
}

TEST(WorkerPool, who_watches_the_timers_works_when_all_others_do) {
  WorkerPool pool("test", 2);
  const auto one = pool.make_strand(), two = pool.make_strand();
  const auto timer = one->after(hours{1}, [] {});
  drain(*one);
  std::promise<void> begun, done;
  {
    const PostBatch batch;
    one->post([&] {
      begun.get_future().wait();
      done.set_value();
    });
    two->post([&] { begun.set_value(); });
  }
  EXPECT_EQ(done.get_future().wait_for(std::chrono::seconds{20}), std::future_status::ready);
}

TEST(PostBatch, posts_wait_for_its_end_and_keep_their_order) {
  WorkerPool pool("test", 3);
  WorkerThread other("other");
  const auto strand = pool.make_strand(), second = pool.make_strand();
  std::mutex mutex;
  std::vector<int> order;
  const auto note = [&](int number) {
    return [&, number] {
      const std::lock_guard lock(mutex);
      order.push_back(number);
    };
  };
  {
    const PostBatch batch;
    for (int i = 0; i < 50; ++i) strand->post(note(i));
    second->post(note(1000));
    other.post(note(2000));
    for (int i = 50; i < 100; ++i) strand->post(note(i));
    // Another thread's posts do not wait.
    std::thread([&] { drain(*strand); }).join();
    const std::lock_guard lock(mutex);
    EXPECT_TRUE(order.empty());
  }
  drain(*strand);
  drain(*second);
  drain(other);
  EXPECT_EQ(order.size(), 102U);
  EXPECT_EQ(std::ranges::count(order, 1000), 1);
  EXPECT_EQ(std::ranges::count(order, 2000), 1);
  std::erase_if(order, [](int number) { return number >= 1000; });
  EXPECT_TRUE(std::ranges::is_sorted(order));
  strand->post(note(0));  // the batch is over
  drain(*strand);
}

TEST(WorkerPool, a_strand_runs_one_task_at_a_time_in_order_while_strands_run_side_by_side) {
  WorkerPool pool("pool", 4);
  constexpr int kStrands = 8;
  constexpr int kTasks = 500;
  struct Seat {
    std::shared_ptr<Executor> strand;
    std::atomic<int> inside{0};
    std::vector<int> order;
    bool overlapped = false;
  };
  std::vector<Seat> seats(kStrands);
  for (auto& seat : seats) seat.strand = pool.make_strand();
  for (int i = 0; i < kTasks; ++i)
    for (auto& seat : seats)
      seat.strand->post([&seat, i] {
        if (seat.inside.fetch_add(1) != 0) seat.overlapped = true;
        seat.order.push_back(i);
        seat.inside.fetch_sub(1);
      });
  for (auto& seat : seats) drain(*seat.strand);
  for (auto& seat : seats) {
    EXPECT_FALSE(seat.overlapped);
    ASSERT_EQ(seat.order.size(), std::size_t{kTasks});
    EXPECT_TRUE(std::is_sorted(seat.order.begin(), seat.order.end()));
  }
}

TEST(WorkerPool, a_blocked_strand_holds_up_no_other_nor_their_timers) {
  WorkerPool pool("pool", 2);
  const auto slow = pool.make_strand();
  const auto quick = pool.make_strand();
  std::promise<void> go;
  std::promise<void> blocked;
  slow->post([&] {
    blocked.set_value();
    go.get_future().wait();
  });
  blocked.get_future().wait();
  drain(*quick);
  std::promise<void> fired;
  const Timer timer = quick->after(milliseconds{1}, [&] { fired.set_value(); });
  fired.get_future().wait();
  go.set_value();
  drain(*slow);
}

TEST(WorkerPool, a_timer_runs_on_its_strand) {
  WorkerPool pool("pool", 3);
  const auto strand = pool.make_strand();
  const auto other = pool.make_strand();
  std::promise<std::pair<bool, bool>> seen;
  const Timer timer = strand->after(milliseconds{1}, [&] {
    seen.set_value({strand->is_current(), other->is_current()});
  });
  EXPECT_EQ(seen.get_future().get(), std::pair(true, false));
}

TEST(WorkerPool, posts_from_many_threads_all_arrive) {
  WorkerPool pool("pool", 2);
  const auto strand = pool.make_strand();
  int count = 0;
  std::vector<std::thread> posters;
  for (int t = 0; t < 4; ++t)
    posters.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) strand->post([&] { ++count; });
    });
  for (auto& poster : posters) poster.join();
  drain(*strand);
  EXPECT_EQ(count, 4000);
}

TEST(WorkerPool, a_strand_outlives_its_pool_and_drops_what_is_posted) {
  std::shared_ptr<Executor> strand;
  {
    WorkerPool pool("pool", 1);
    strand = pool.make_strand();
  }
  bool ran = false;
  strand->post([&] { ran = true; });
  const Timer timer = strand->after(milliseconds{0}, [&] { ran = true; });
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace caselli
