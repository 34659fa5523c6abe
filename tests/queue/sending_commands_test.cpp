// Cancel, hold, resume and restart, before, in and after calls.

#include <gmock/gmock.h>

#include "queue_harness.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class SendingCommandsTest : public QueueHarness {};

TEST_F(SendingCommandsTest, cancel_while_sending_ends_the_call_and_the_fax) {
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(10s);
  const auto marked = command(id, JobCommand::cancel);
  EXPECT_EQ(marked.state, JobState::sending);
  EXPECT_TRUE(marked.cancel_wanted);
  time_->run_ready();
  EXPECT_THAT(port().stops, ElementsAre(Outcome::cancelled));
  EXPECT_EQ(get(id).state, JobState::cancelled);
  EXPECT_EQ(get(id).outcome, Outcome::cancelled);
  EXPECT_EQ(get(id).pages_done, 1);
  EXPECT_TRUE(queue_->is_idle());
}

TEST_F(SendingCommandsTest, cancel_before_the_call_means_no_call) {
  settings_.pause_server_queue = true;
  start();
  const auto id = submit(fax_to("1")).id;
  EXPECT_EQ(command(id, JobCommand::cancel).state, JobState::cancelled);
  settings_.pause_server_queue = false;
  queue_->settings_changed();
  time_->run_for(1h);
  EXPECT_TRUE(port().orders.empty());
  EXPECT_EQ(get(id).ended_at, get(id).submitted_at);
}

TEST_F(SendingCommandsTest, hold_while_sending_lets_the_call_end_and_holds_what_is_left) {
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? Reply{Outcome::cut_off, 1} : Reply{}; };
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(1s);
  EXPECT_TRUE(command(id, JobCommand::hold).hold_wanted);
  ASSERT_TRUE(run_to(id, JobState::held));
  EXPECT_TRUE(port().stops.empty());
  time_->run_for(1h);
  EXPECT_EQ(port().orders.size(), 1u);
  EXPECT_EQ(command(id, JobCommand::resume).state, JobState::queued);
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(port().orders.at(1).first_page, 2);
}

TEST_F(SendingCommandsTest, resume_takes_back_a_hold_that_has_not_acted) {
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? Reply{Outcome::cut_off, 1} : Reply{}; };
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(1s);
  command(id, JobCommand::hold);
  EXPECT_FALSE(command(id, JobCommand::resume).hold_wanted);
  EXPECT_TRUE(run_to(id, JobState::sent));
}

TEST_F(SendingCommandsTest, restart_while_sending_begins_at_page_1_again) {
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(10s);
  command(id, JobCommand::restart);
  ASSERT_TRUE(run_to(id, JobState::sent));
  ASSERT_EQ(port().orders.size(), 2u);
  EXPECT_EQ(port().orders[1].first_page, 1);
  EXPECT_EQ(get(id).tries, 1);
  EXPECT_FALSE(get(id).restart_wanted);
}

TEST_F(SendingCommandsTest, restart_of_a_failed_fax_gives_it_all_its_tries_again) {
  script_ = [](const SendOrder&) { return Reply{Outcome::not_a_fax, 0}; };
  start();
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(run_to(id, JobState::failed));
  script_ = [](const SendOrder&) { return Reply{}; };
  const auto again = command(id, JobCommand::restart);
  EXPECT_EQ(again.state, JobState::queued);
  EXPECT_EQ(again.dials, 0);
  EXPECT_EQ(again.outcome, Outcome::none);
  EXPECT_FALSE(again.ended_at);
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(port().orders.at(1).attempt, 2);
}

TEST_F(SendingCommandsTest, a_command_that_does_not_apply_says_so) {
  start();
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(run_to(id, JobState::sent));
  const auto refused = queue_->command(id, JobCommand::cancel);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::wrong_state);
  EXPECT_EQ(refused.error().text, "fax 1 cannot be cancelled: it is sent");
  EXPECT_EQ(queue_->command(JobId{99}, JobCommand::hold).error().code, Errc::not_found);
}

}  // namespace
}  // namespace caselli
