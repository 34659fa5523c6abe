#include "status/status_board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

namespace caselli {
namespace {

using testing::ElementsAre;

PortStatus port(int id, int page = 0) {
  PortStatus status;
  status.port = PortId{id};
  status.page = page;
  return status;
}

Job job(int id, JobState state) {
  Job made;
  made.id = JobId{id};
  made.state = state;
  return made;
}

std::vector<std::int64_t> ports_of(const Changes& changes) {
  std::vector<std::int64_t> ids;
  for (const auto& status : changes.ports) ids.push_back(status->port.value);
  return ids;
}

std::vector<std::int64_t> jobs_of(const Changes& changes) {
  std::vector<std::int64_t> ids;
  for (const auto& each : changes.jobs) ids.push_back(each->id.value);
  return ids;
}

TEST(StatusBoard, gives_all_ports_without_the_jobs) {
  StatusBoard board("b1", 40);
  board.publish(port(2));
  board.publish(port(1));
  board.publish_job(job(7, JobState::queued));
  board.publish_server({});
  const auto all = board.ports();
  EXPECT_EQ(all.boot, "b1");
  EXPECT_EQ(all.revision, 44U);
  EXPECT_THAT(ports_of(all), testing::UnorderedElementsAre(1, 2));
  EXPECT_TRUE(all.jobs.empty());
  EXPECT_FALSE(all.server);
}

TEST(StatusBoard, every_publish_gets_the_next_revision) {
  StatusBoard board("boot");
  EXPECT_EQ(board.revision(), 0U);
  EXPECT_EQ(board.publish(port(1)), 1U);
  EXPECT_EQ(board.publish_job(job(1, JobState::queued)), 2U);
  EXPECT_EQ(board.publish_server({}), 3U);
  EXPECT_EQ(board.revision(), 3U);
  EXPECT_EQ(board.status(PortId{1})->revision, 1U);
  EXPECT_EQ(board.status(PortId{2}), nullptr);
  EXPECT_EQ(board.boot(), "boot");
}

TEST(StatusBoard, a_slow_reader_gets_the_newest_of_each_port) {
  StatusBoard board("boot");
  for (int page = 1; page <= 100; ++page)
    for (int id = 1; id <= 3; ++id) board.publish(port(id, page));
  const auto all = board.changes(0);
  ASSERT_EQ(all.ports.size(), 3U);
  for (const auto& status : all.ports) EXPECT_EQ(status->page, 100);
}

TEST(StatusBoard, changes_come_by_revision_and_only_those_after_the_one_held) {
  StatusBoard board("boot");
  board.publish(port(1));
  board.publish(port(2));
  board.publish(port(3));
  const auto held = board.changes(0).revision;
  board.publish(port(2));
  board.publish(port(1));
  EXPECT_THAT(ports_of(board.changes(held)), ElementsAre(2, 1));
  EXPECT_THAT(ports_of(board.changes(0)), ElementsAre(3, 2, 1));
  EXPECT_THAT(ports_of(board.changes(board.revision())), ElementsAre());
}

TEST(StatusBoard, a_snapshot_held_by_a_reader_does_not_change) {
  StatusBoard board("boot");
  board.publish(port(1, 1));
  const auto held = board.status(PortId{1});
  board.publish(port(1, 2));
  EXPECT_EQ(held->page, 1);
  EXPECT_EQ(board.status(PortId{1})->page, 2);
}

TEST(StatusBoard, everything_leaves_out_jobs_that_ended_but_a_reader_hears_of_the_end) {
  StatusBoard board("boot");
  board.publish_job(job(1, JobState::sending));
  board.publish_job(job(2, JobState::queued));
  const auto held = board.revision();
  board.publish_job(job(1, JobState::sent));
  EXPECT_THAT(jobs_of(board.changes(0)), ElementsAre(2));
  EXPECT_THAT(jobs_of(board.changes(held)), ElementsAre(1));
  EXPECT_EQ(board.changes(held).jobs[0]->revision, board.revision());
}

TEST(StatusBoard, forgets_the_oldest_ended_jobs_but_no_others) {
  StatusBoard board("boot");
  board.publish_job(job(1, JobState::queued));
  board.publish_job(job(2, JobState::sent));
  board.publish_job(job(3, JobState::failed));
  board.publish_job(job(3, JobState::queued));  // started again
  for (int id = 10; id < 10'010; ++id) board.publish_job(job(id, JobState::sent));
  const auto all = jobs_of(board.changes(1));
  EXPECT_LT(all.size(), 5000U);
  EXPECT_GT(all.size(), 2000U);
  EXPECT_THAT(all, testing::Not(testing::Contains(2)));
  EXPECT_THAT(all, testing::Contains(3));
  EXPECT_THAT(jobs_of(board.changes(0)), ElementsAre(1, 3));
}

TEST(StatusBoard, server_settings_are_told_when_they_changed) {
  StatusBoard board("boot");
  EXPECT_EQ(board.changes(0).server, nullptr);
  ServerSettings settings;
  settings.retries = 7;
  const auto revision = board.publish_server(settings);
  EXPECT_EQ(board.changes(0).server->retries, 7);
  EXPECT_EQ(board.changes(revision).server, nullptr);
}

TEST(StatusBoard, wakes_each_subscriber_after_each_publish_until_it_leaves) {
  StatusBoard board("boot");
  int a = 0;
  int b = 0;
  auto first = board.subscribe([&] { ++a; });
  auto second = board.subscribe([&] {
    // What woke us can be read already.
    EXPECT_GT(board.revision(), 0U);
    ++b;
  });
  board.publish(port(1));
  first.reset();
  board.publish_job(job(1, JobState::queued));
  board.publish_server({});
  EXPECT_EQ(a, 1);
  EXPECT_EQ(b, 3);
}

TEST(StatusBoard, a_subscriber_may_leave_inside_its_own_wake_up) {
  StatusBoard board("boot");
  int count = 0;
  std::unique_ptr<Subscription> subscription;
  subscription = board.subscribe([&] {
    ++count;
    subscription.reset();
  });
  board.publish(port(1));
  board.publish(port(1));
  EXPECT_EQ(count, 1);
}

TEST(StatusBoard, a_subscription_may_outlive_the_board) {
  std::unique_ptr<Subscription> subscription;
  {
    StatusBoard board("boot");
    subscription = board.subscribe([] {});
  }
  subscription.reset();
}

TEST(StatusBoard, no_wake_up_runs_once_a_subscription_has_ended) {
  StatusBoard board("boot");
  std::atomic<bool> stop = false;
  std::thread publisher([&] {
    while (!stop) board.publish(port(1));
  });
  for (int i = 0; i < 2000; ++i) {
    auto alive = std::make_unique<int>(i);  // touched after the end, a sanitizer would tell
    auto subscription = board.subscribe([&alive] { ++*alive; });
    subscription.reset();
    alive.reset();
  }
  stop = true;
  publisher.join();
}

TEST(StatusBoard, readers_and_writers_on_many_threads_see_every_last_value) {
  StatusBoard board("boot");
  constexpr int kPorts = 8;
  constexpr int kPages = 500;
  std::atomic<int> woken = 0;
  const auto subscription = board.subscribe([&] { ++woken; });
  std::vector<std::thread> writers;
  for (int id = 1; id <= kPorts; ++id)
    writers.emplace_back([&, id] {
      for (int page = 1; page <= kPages; ++page) board.publish(port(id, page));
    });
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i)
    readers.emplace_back([&] {
      Revision held = 0;
      std::map<PortId, int> pages;
      const auto finished = [&] {
        return pages.size() == kPorts &&
               std::all_of(pages.begin(), pages.end(), [](auto& p) { return p.second == kPages; });
      };
      while (!finished()) {
        const auto changes = board.changes(held);
        Revision last = held;
        for (const auto& status : changes.ports) {
          EXPECT_GT(status->revision, last);
          EXPECT_GE(status->page, pages[status->port]);
          last = status->revision;
          pages[status->port] = status->page;
        }
        EXPECT_GE(changes.revision, last);
        held = changes.revision;
      }
    });
  for (auto& writer : writers) writer.join();
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(woken, kPorts * kPages);
}

}  // namespace
}  // namespace caselli
