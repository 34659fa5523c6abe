// Faxes through the queue in virtual time, over ports that play calls by a script.

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <set>

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

// Interfaces 5: 3 tries, 12 dials; busy again after 180 s, no answer and no carrier after
// 300 s, protocol error after 60 s.
struct RetryCase {
  Outcome outcome;
  bool answered;
  std::chrono::seconds again;
  int calls;
};
class RetryTest : public SchedulerTest, public testing::WithParamInterface<RetryCase> {};

TEST_P(RetryTest, a_failed_fax_is_tried_again_as_the_contract_says) {
  const auto& expected = GetParam();
  script_ = [&](const SendOrder&) { return Reply{expected.outcome, 0, expected.answered, 20s}; };
  start();
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(run_to(id, JobState::failed));
  std::vector<std::chrono::seconds> times;
  for (int i = 0; i < expected.calls; ++i) times.push_back(i * (expected.again + 20s));
  EXPECT_EQ(dial_times(), times);
  EXPECT_EQ(get(id).outcome, expected.outcome);
  EXPECT_EQ(get(id).attempts.size(), static_cast<std::size_t>(expected.calls));
}
INSTANTIATE_TEST_SUITE_P(
    Outcomes, RetryTest,
    testing::Values(RetryCase{Outcome::busy, false, 180s, 12}, RetryCase{Outcome::no_answer, false, 300s, 12},
                    RetryCase{Outcome::no_carrier, true, 300s, 3}, RetryCase{Outcome::protocol_error, true, 60s, 3},
                    RetryCase{Outcome::bad_address, false, 0s, 1}, RetryCase{Outcome::not_a_fax, true, 0s, 1}),
    [](const auto& about) { return std::string{code_of(about.param.outcome)}; });

TEST_F(SchedulerTest, the_servers_retries_and_delay_replace_the_usual_ones) {
  settings_.retries = 1;
  settings_.retry_delay = 10;
  script_ = [](const SendOrder&) { return Reply{Outcome::protocol_error, 0, true, 20s}; };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("1")).id, JobState::failed));
  EXPECT_THAT(dial_times(), ElementsAre(0s, 620s));
}

TEST_F(SchedulerTest, a_fax_goes_on_at_the_first_page_that_was_not_confirmed) {
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? Reply{Outcome::cut_off, 2} : Reply{}; };
  start();
  const auto id = submit(fax_to("1", 5)).id;
  ASSERT_TRUE(run_to(id, JobState::waiting));
  EXPECT_EQ(get(id).pages_done, 2);
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(port().orders.at(1).first_page, 3);
  EXPECT_EQ(get(id).attempts.at(1).first_page, 3);
  EXPECT_EQ(get(id).attempts.at(1).pages_done, 3);
  EXPECT_EQ(get(id).pages_done, 5);
}

TEST_F(SchedulerTest, a_fax_whose_pages_were_all_confirmed_is_sent_however_the_call_ended) {
  script_ = [](const SendOrder&) { return Reply{Outcome::cut_off, 3}; };
  start();
  const auto id = submit(fax_to("1", 3)).id;
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(get(id).outcome, Outcome::sent);
  EXPECT_EQ(get(id).attempts.at(0).outcome, Outcome::cut_off);
}

TEST_F(SchedulerTest, a_call_that_calls_itself_good_but_lacks_pages_is_not_sent) {
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? Reply{Outcome::sent, 1} : Reply{}; };
  start();
  const auto id = submit(fax_to("1", 3)).id;
  ASSERT_TRUE(run_to(id, JobState::waiting));
  EXPECT_EQ(get(id).outcome, Outcome::page_failed);
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(port().orders.at(1).first_page, 2);
}

TEST_F(SchedulerTest, each_failed_try_goes_another_way) {
  settings_.retries = 4;
  script_ = [](const SendOrder&) { return Reply{Outcome::protocol_error, 0}; };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("1")).id, JobState::failed));
  std::vector<std::string> ways;
  for (const auto& order : port().orders)
    ways.push_back(std::string{order.t38 ? "t38" : "audio"} + (order.ecm ? " ecm" : "") + (order.v17 ? " v17" : ""));
  EXPECT_THAT(ways, ElementsAre("t38 ecm v17", "t38 v17", "audio ecm v17", "audio ecm", "audio ecm"));
}

TEST_F(SchedulerTest, a_busy_number_does_not_change_the_way) {
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? Reply{Outcome::busy, 0, false} : Reply{}; };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("1")).id, JobState::sent));
  EXPECT_TRUE(port().orders.at(1).t38 && port().orders.at(1).ecm);
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

TEST_F(SchedulerTest, cancel_while_sending_ends_the_call_and_the_fax) {
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(10s);
  const auto marked = command(id, JobEvent::cancel);
  EXPECT_EQ(marked.state, JobState::sending);
  EXPECT_TRUE(marked.cancel_wanted);
  time_->run_ready();
  EXPECT_THAT(port().stops, ElementsAre(Outcome::cancelled));
  EXPECT_EQ(get(id).state, JobState::cancelled);
  EXPECT_EQ(get(id).outcome, Outcome::cancelled);
  EXPECT_EQ(get(id).pages_done, 1);
  EXPECT_TRUE(queue_->is_idle());
}

TEST_F(SchedulerTest, cancel_before_the_call_means_no_call) {
  settings_.pause_server_queue = true;
  start();
  const auto id = submit(fax_to("1")).id;
  EXPECT_EQ(command(id, JobEvent::cancel).state, JobState::cancelled);
  settings_.pause_server_queue = false;
  queue_->settings_changed();
  time_->run_for(1h);
  EXPECT_TRUE(port().orders.empty());
  EXPECT_EQ(get(id).ended_at, get(id).submitted_at);
}

TEST_F(SchedulerTest, hold_while_sending_lets_the_call_end_and_holds_what_is_left) {
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? Reply{Outcome::cut_off, 1} : Reply{}; };
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(1s);
  EXPECT_TRUE(command(id, JobEvent::hold).hold_wanted);
  ASSERT_TRUE(run_to(id, JobState::held));
  EXPECT_TRUE(port().stops.empty());
  time_->run_for(1h);
  EXPECT_EQ(port().orders.size(), 1u);
  EXPECT_EQ(command(id, JobEvent::resume).state, JobState::queued);
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(port().orders.at(1).first_page, 2);
}

TEST_F(SchedulerTest, resume_takes_back_a_hold_that_has_not_acted) {
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? Reply{Outcome::cut_off, 1} : Reply{}; };
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(1s);
  command(id, JobEvent::hold);
  EXPECT_FALSE(command(id, JobEvent::resume).hold_wanted);
  EXPECT_TRUE(run_to(id, JobState::sent));
}

TEST_F(SchedulerTest, restart_while_sending_begins_at_page_1_again) {
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(10s);
  command(id, JobEvent::restart);
  ASSERT_TRUE(run_to(id, JobState::sent));
  ASSERT_EQ(port().orders.size(), 2u);
  EXPECT_EQ(port().orders[1].first_page, 1);
  EXPECT_EQ(get(id).tries, 0);
  EXPECT_FALSE(get(id).restart_wanted);
}

TEST_F(SchedulerTest, restart_of_a_failed_fax_gives_it_all_its_tries_again) {
  script_ = [](const SendOrder&) { return Reply{Outcome::not_a_fax, 0}; };
  start();
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(run_to(id, JobState::failed));
  script_ = [](const SendOrder&) { return Reply{}; };
  const auto again = command(id, JobEvent::restart);
  EXPECT_EQ(again.state, JobState::queued);
  EXPECT_EQ(again.dials, 0);
  EXPECT_EQ(again.outcome, Outcome::none);
  EXPECT_FALSE(again.ended_at);
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(port().orders.at(1).attempt, 2);
}

TEST_F(SchedulerTest, a_command_that_does_not_apply_says_so) {
  start();
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(run_to(id, JobState::sent));
  const auto refused = queue_->command(id, JobEvent::cancel);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::wrong_state);
  EXPECT_EQ(refused.error().text, "fax 1 cannot be cancelled: it is sent");
  EXPECT_EQ(queue_->command(JobId{99}, JobEvent::hold).error().code, Errc::not_found);
}

TEST_F(SchedulerTest, a_fax_nobody_could_send_is_given_up_after_its_days) {
  settings_.dirty_days = 2;
  start();
  Job job = fax_to("1");
  job.port = PortId{9};  // there is none
  const auto id = submit(job).id;
  const auto held = submit(fax_to("2")).id;
  command(held, JobEvent::hold);
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
  ASSERT_TRUE(run_to(id, JobState::sent));
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

TEST_F(SchedulerTest, a_stopping_server_counts_nothing_against_a_fax_that_it_cuts_off) {
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

TEST_F(SchedulerTest, a_server_that_died_goes_on_after_the_last_confirmed_page) {
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
  EXPECT_EQ(sent.tries, 0);
}

TEST_F(SchedulerTest, a_fax_confirmed_to_its_last_page_is_not_sent_again_after_a_crash) {
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

TEST_F(SchedulerTest, a_cancel_that_a_crash_overtook_still_holds) {
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(10s);
  command(id, JobEvent::cancel);
  crash();
  start();
  EXPECT_EQ(get(id).state, JobState::cancelled);
}

TEST_F(SchedulerTest, every_accepted_fax_is_sent_though_the_server_dies_twenty_times) {
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

TEST_F(SchedulerTest, a_fax_that_the_server_never_survives_is_given_up) {
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

TEST_F(SchedulerTest, a_long_call_keeps_its_lease) {
  script_ = [](const SendOrder&) { return Reply{Outcome::sent, -1, true, 3600s}; };
  start();
  const auto id = submit(fax_to("1")).id;
  time_->run_for(3599s);
  EXPECT_EQ(get(id).state, JobState::sending);
  EXPECT_TRUE(store_->orphans(time_->now())->empty());
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(get(id).attempts.size(), 1u);
}

TEST_F(SchedulerTest, the_end_of_a_call_that_could_not_be_written_is_written_later) {
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
