// What a server that stops, dies or has no disk leaves behind, and how it goes on.

#include <gmock/gmock.h>
#include <sqlite3.h>

#include "queue_harness.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

class CrashTest : public QueueHarness {};

TEST_F(CrashTest, a_stopping_server_counts_nothing_against_a_fax_that_it_cuts_off) {
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(10s);
  queue_->stop();
  port().stop(Outcome::cut_off);
  time_->run_ready();
  EXPECT_TRUE(queue_->is_idle());
  const auto cut = get(id);
  EXPECT_EQ(cut.state, JobState::waiting);
  EXPECT_EQ(cut.dials + cut.tries, 0);
  EXPECT_EQ(cut.pages_done, 1);
  time_->run_for(1h);
  EXPECT_EQ(port().orders.size(), 1u);
  crash();
  start();
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(port().orders.at(0).first_page, 2);
  EXPECT_FALSE(get(id).uncertain);
}

TEST_F(CrashTest, a_server_that_died_goes_on_after_the_last_confirmed_page) {
  start();
  const auto id = submit(fax_to("1", 5)).id;
  time_->run_until([&] { return get(id).pages_done == 2; }, 1h);
  crash();
  start();
  ASSERT_TRUE(run_to(id, JobState::sent, 31s));
  const auto sent = get(id);
  EXPECT_TRUE(sent.uncertain);
  EXPECT_EQ(sent.outcome, Outcome::sent);
  EXPECT_EQ(sent.pages_done, 5);
  ASSERT_EQ(sent.attempts.size(), 2u);
  EXPECT_EQ(sent.attempts[0].outcome, Outcome::uncertain);
  EXPECT_EQ(sent.attempts[0].pages_done, 2);
  EXPECT_EQ(sent.attempts[1].first_page, 3);
  EXPECT_EQ(sent.tries, 1);  // the crash counts none
}

TEST_F(CrashTest, a_fax_confirmed_to_its_last_page_is_not_sent_again_after_a_crash) {
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_until([&] { return get(id).pages_done == 3; }, 1h);
  ASSERT_EQ(get(id).state, JobState::sending);
  crash();
  start();
  EXPECT_EQ(get(id).state, JobState::sent);
  EXPECT_EQ(get(id).outcome, Outcome::sent);
  EXPECT_EQ(get(id).attempts.at(0).outcome, Outcome::uncertain);
  time_->run_for(1h);
  EXPECT_TRUE(port().orders.empty());
}

TEST_F(CrashTest, a_cancel_that_a_crash_overtook_still_holds) {
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(10s);
  command(id, JobCommand::cancel);
  crash();
  start();
  EXPECT_EQ(get(id).state, JobState::cancelled);
}

TEST_F(CrashTest, every_accepted_fax_is_sent_though_the_server_dies_twenty_times) {
  port_count_ = 2;
  start();
  std::vector<JobId> ids;
  for (int i = 0; i < 4; ++i) ids.push_back(submit(fax_to(std::to_string(i), 10)).id);
  for (int i = 0; i < 20; ++i) {
    time_->run_for(std::chrono::milliseconds{100 + 1777 * i % 9000});
    crash();
    start();
  }
  for (const auto id : ids) {
    ASSERT_TRUE(run_to(id, JobState::sent));
    int next = 1;  // the attempts confirmed every page, in order, once
    const auto job = get(id);
    for (const auto& attempt : job.attempts) {
      EXPECT_EQ(attempt.first_page, next);
      next += attempt.pages_done;
    }
    EXPECT_EQ(next, 11);
  }
}

TEST_F(CrashTest, a_fax_that_the_server_never_survives_is_given_up) {
  start();
  const auto id = submit(fax_to("1")).id;
  int crashes = 0;
  while (get(id).state != JobState::failed && crashes < 100) {
    if (!time_->run_until([&] { return get(id).state == JobState::sending; }, 1min)) break;
    crash();
    start();
    ++crashes;
  }
  EXPECT_EQ(get(id).state, JobState::failed);
  EXPECT_EQ(get(id).outcome, Outcome::uncertain);
  EXPECT_LT(crashes, 100);
  EXPECT_GE(crashes, 20);
}

TEST_F(CrashTest, a_long_call_keeps_its_lease) {
  script_ = [](const SendOrder&) { return Reply{Outcome::sent, -1, true, 3600s}; };
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(3599s);
  EXPECT_EQ(get(id).state, JobState::sending);
  EXPECT_TRUE(store_->orphans(time_->now())->empty());
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(get(id).attempts.size(), 1u);
}

TEST_F(CrashTest, the_end_of_a_call_that_could_not_be_written_is_written_later) {
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(29s);
  // A program that holds the database: writes fail as long as it does.
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ / "caselli.db").c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  time_->run_for(2s);
  EXPECT_EQ(get(id).state, JobState::sending);
  EXPECT_FALSE(queue_->is_idle());
  sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
  sqlite3_close(other);
  ASSERT_TRUE(run_to(id, JobState::sent, 10s));
  EXPECT_TRUE(queue_->is_idle());
  EXPECT_EQ(get(id).attempts.size(), 1u);
}

}  // namespace
}  // namespace caselli
