// Faxes through the queue in virtual time, over ports that play calls by a script.

#include <gmock/gmock.h>

#include "queue_harness.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class SchedulerTest : public QueueHarness {};

TEST_F(SchedulerTest, a_fax_is_sent_and_all_of_it_is_written_down) {
  start();
  Job job = fax_to("+1 (425) 555-1234");
  job.recipient_name = "R";
  job.document_name = "d.pdf";
  job.tsid = "our id";
  const auto id = submit(job).id;
  ASSERT_TRUE(run_to(id, JobState::sent));
  const auto sent = get(id);
  EXPECT_EQ(sent.outcome, Outcome::sent);
  EXPECT_EQ(sent.pages_done, 3);
  EXPECT_EQ(sent.ended_at, time_->now());
  ASSERT_EQ(sent.attempts.size(), 1u);
  EXPECT_EQ(sent.attempts[0].port, PortId{1});
  EXPECT_EQ(sent.attempts[0].outcome, Outcome::sent);
  EXPECT_EQ(store_->trace(id, 1)->at(0).what, "call");
  ASSERT_EQ(port().orders.size(), 1u);
  const auto& order = port().orders[0];
  EXPECT_EQ(order.number.digits, "+14255551234");
  EXPECT_EQ(order.tsid, "our id");
  EXPECT_EQ(order.header, "Sender");
  EXPECT_EQ(order.recipient_name, "R");
  EXPECT_EQ(order.document_name, "d.pdf");
  EXPECT_EQ(order.submitted_at, sent.submitted_at);
  EXPECT_EQ(order.first_page, 1);
  EXPECT_EQ(order.document, documents_->open(document_key())->string());
}

// Behaviour row 8.
TEST_F(SchedulerTest, the_attempt_is_on_disk_before_the_port_dials) {
  bool was_open = false;
  script_ = [&](const SendOrder& order) {
    const auto job = get(order.job);
    was_open = job.state == JobState::sending && job.attempts.size() == 1 && !job.attempts[0].end;
    return Reply{};
  };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("1")).id, JobState::sent));
  EXPECT_TRUE(was_open);
}

TEST_F(SchedulerTest, the_board_shows_each_state_of_a_fax) {
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? Reply{Outcome::busy, 0, false} : Reply{}; };
  start();
  std::vector<std::string_view> seen;
  const auto watch = board_->subscribe([&] {
    for (const auto& job : board_->changes(0).jobs)
      if (seen.empty() || seen.back() != name_of(job->state)) seen.push_back(name_of(job->state));
  });
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(run_to(id, JobState::sent));
  time_->run_ready();
  EXPECT_THAT(seen, ElementsAre("queued", "sending", "waiting", "queued", "sending"));  // 0 shows open jobs only
}

TEST_F(SchedulerTest, one_number_gets_one_call_at_a_time) {
  port_count_ = 3;
  start();
  std::vector<Job> jobs;
  for (int i = 0; i < 4; ++i) jobs.push_back(fax_to(i % 2 ? "+1 425" : "+1-425"));
  ASSERT_TRUE(queue_->submit(jobs, ""));
  ASSERT_TRUE(time_->run_until(
      [&] {
        EXPECT_LE(*store_->count({JobState::sending}), 1);
        return *store_->count({JobState::sent}) == 4;
      },
      1h));
}

TEST_F(SchedulerTest, a_broadcast_uses_all_ports_at_once) {
  port_count_ = 3;
  start();
  const auto added = *queue_->submit({fax_to("1"), fax_to("2"), fax_to("3")}, "");
  time_->run_ready();
  EXPECT_EQ(*store_->count({JobState::sending}), 3);
  EXPECT_EQ(added[2].broadcast, added[0].id.value);
  ASSERT_TRUE(run_to(added[2].id, JobState::sent, 31s));
}

TEST_F(SchedulerTest, urgent_faxes_go_first) {
  settings_.pause_server_queue = true;
  start();
  const auto low = submit(fax_to("1", 1, Priority::low)).id;
  const auto normal = submit(fax_to("2")).id;
  const auto high = submit(fax_to("3", 1, Priority::high)).id;
  settings_.pause_server_queue = false;
  queue_->settings_changed();
  ASSERT_TRUE(run_to(low, JobState::sent));
  std::vector<JobId> order;
  for (const auto& sent : port().orders) order.push_back(sent.job);
  EXPECT_THAT(order, ElementsAre(high, normal, low));
}

TEST_F(SchedulerTest, a_paused_queue_begins_no_call) {
  settings_.pause_server_queue = true;
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(1h);
  EXPECT_EQ(get(id).state, JobState::queued);
  settings_.pause_server_queue = false;
  queue_->settings_changed();
  EXPECT_TRUE(run_to(id, JobState::sent));
}

TEST_F(SchedulerTest, a_fax_for_later_waits_for_its_time) {
  start();
  Job job = fax_to("1");
  job.send_at = time_->now() + 3h;
  job = submit(job);
  EXPECT_EQ(job.state, JobState::waiting);
  EXPECT_EQ(job.next_at, job.send_at);
  ASSERT_TRUE(run_to(job.id, JobState::sent));
  EXPECT_EQ(port().dialled.at(0), *job.send_at);
}

TEST_F(SchedulerTest, a_discount_fax_waits_for_the_discount_period) {
  start();
  Job job = fax_to("1");
  job.discount = true;
  const auto expected = first_discount_instant(time_->now(), settings_);
  job = submit(job);
  ASSERT_TRUE(run_to(job.id, JobState::sent));
  EXPECT_EQ(port().dialled.at(0), expected);
}

TEST_F(SchedulerTest, a_discount_fax_that_missed_the_period_waits_for_the_next) {
  start();
  Job job = fax_to("1");
  job.discount = true;
  job.send_at = first_discount_instant(time_->now(), settings_) + 30min;
  settings_.pause_server_queue = true;  // until after the period
  job = submit(job);
  time_->run_for(*job.next_at - time_->now() + 12h);
  settings_.pause_server_queue = false;
  queue_->settings_changed();
  time_->run_ready();
  const auto next = first_discount_instant(time_->now(), settings_);
  ASSERT_GT(next, time_->now()) << "the test lies outside the period";
  EXPECT_EQ(get(job.id).state, JobState::waiting);
  EXPECT_TRUE(get(job.id).attempts.empty());
  ASSERT_TRUE(run_to(job.id, JobState::sent));
  EXPECT_EQ(port().dialled.at(0), next);
}

TEST_F(SchedulerTest, a_fax_nobody_could_send_is_given_up_after_its_days) {
  settings_.dirty_days = 2;
  start();
  Job job = fax_to("1");
  job.port = PortId{9};  // there is none
  const auto id = submit(job).id;
  const auto held = submit(fax_to("2")).id;
  command(held, JobCommand::hold);
  time_->run_for(48h - 1s);
  EXPECT_EQ(get(id).state, JobState::queued);
  time_->run_for(2s);
  EXPECT_EQ(get(id).state, JobState::failed);
  EXPECT_EQ(get(id).outcome, Outcome::expired);
  EXPECT_EQ(get(held).state, JobState::failed);
}

TEST_F(SchedulerTest, a_port_that_takes_nothing_does_not_busy_the_queue) {
  start();
  port().refuses = true;
  const auto id = submit(fax_to("1")).id;
  time_->run_for(1s);
  EXPECT_EQ(get(id).state, JobState::queued);
  EXPECT_TRUE(get(id).attempts.empty());
  port().refuses = false;
  ASSERT_TRUE(run_to(id, JobState::sent, 32s));
  EXPECT_EQ(get(id).attempts.size(), 1u);
}

TEST_F(SchedulerTest, a_fax_whose_document_is_gone_fails_without_a_call) {
  start();
  Job job = fax_to("1");
  job.document.id = std::string(32, 'a');
  const auto id = submit(job).id;
  ASSERT_TRUE(run_to(id, JobState::failed));
  EXPECT_EQ(get(id).outcome, Outcome::document_error);
  EXPECT_TRUE(port().orders.empty());
}

TEST_F(SchedulerTest, a_fax_for_a_port_waits_for_that_port_and_blocks_no_other) {
  port_count_ = 2;
  start();
  submit(fax_to("1"));  // takes port 1
  Job job = fax_to("2");
  job.port = PortId{1};
  const auto asked = submit(job).id;
  const auto other = submit(fax_to("3")).id;
  ASSERT_TRUE(run_to(other, JobState::sent, 31s));
  ASSERT_TRUE(run_to(asked, JobState::sent, 31s));
  EXPECT_EQ(get(asked).attempts.at(0).port, PortId{1});
  EXPECT_EQ(get(other).attempts.at(0).port, PortId{2});
}

TEST_F(SchedulerTest, ten_thousand_faxes_keep_all_ports_busy) {
  port_count_ = 4;
  script_ = [](const SendOrder&) { return Reply{Outcome::sent, -1, true, 1s}; };
  start();
  std::vector<Job> jobs;
  for (int i = 0; i < 10'000; ++i) jobs.push_back(fax_to(std::to_string(i % 100), 1));
  ASSERT_TRUE(queue_->submit(std::move(jobs), ""));
  time_->run_for(60s);
  EXPECT_EQ(*store_->count({JobState::sent}), 4 * 60);
}

}  // namespace
}  // namespace caselli
