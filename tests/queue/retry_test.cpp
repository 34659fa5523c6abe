// When and how a failed fax is tried again.

#include <gmock/gmock.h>

#include "queue_harness.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class RetryTest : public QueueHarness {};

// Interfaces 5: 3 tries, 12 dials; busy again after 180 s, no answer and no carrier after
// 300 s, protocol error after 60 s.
struct RetryCase {
  Outcome outcome;
  bool answered;
  std::chrono::seconds again;
  int calls;
};
class RetryTimes : public RetryTest, public testing::WithParamInterface<RetryCase> {};

TEST_P(RetryTimes, a_failed_fax_is_tried_again_as_the_contract_says) {
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
    Outcomes, RetryTimes,
    testing::Values(RetryCase{Outcome::busy, false, 180s, 12}, RetryCase{Outcome::no_answer, false, 300s, 12},
                    RetryCase{Outcome::no_carrier, true, 300s, 3}, RetryCase{Outcome::protocol_error, true, 60s, 3},
                    RetryCase{Outcome::bad_address, false, 0s, 1}, RetryCase{Outcome::not_a_fax, true, 0s, 1}),
    [](const auto& about) { return std::string{code_of(about.param.outcome)}; });

TEST_F(RetryTest, the_servers_retries_and_delay_replace_the_usual_ones) {
  settings_.retries = 1;
  settings_.retry_delay = 10;
  script_ = [](const SendOrder&) { return Reply{Outcome::protocol_error, 0, true, 20s}; };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("1")).id, JobState::failed));
  EXPECT_THAT(dial_times(), ElementsAre(0s, 620s));
}

TEST_F(RetryTest, a_delay_of_no_minutes_tries_again_at_once) {
  settings_.retries = 2;
  settings_.retry_delay = 0;
  script_ = [](const SendOrder&) { return Reply{Outcome::protocol_error, 0, true, 20s}; };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("1")).id, JobState::failed));
  EXPECT_THAT(dial_times(), ElementsAre(0s, 20s, 40s));
}

TEST_F(RetryTest, a_fax_goes_on_at_the_first_page_that_was_not_confirmed) {
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

TEST_F(RetryTest, a_fax_whose_pages_were_all_confirmed_is_sent_however_the_call_ended) {
  script_ = [](const SendOrder&) { return Reply{Outcome::cut_off, 3}; };
  start();
  const auto id = submit(fax_to("1", 3)).id;
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(get(id).outcome, Outcome::sent);
  EXPECT_EQ(get(id).attempts.at(0).outcome, Outcome::cut_off);
}

TEST_F(RetryTest, a_call_that_calls_itself_good_but_lacks_pages_is_not_sent) {
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? Reply{Outcome::sent, 1} : Reply{}; };
  start();
  const auto id = submit(fax_to("1", 3)).id;
  ASSERT_TRUE(run_to(id, JobState::waiting));
  EXPECT_EQ(get(id).outcome, Outcome::page_failed);
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(port().orders.at(1).first_page, 2);
}

TEST_F(RetryTest, each_failed_try_goes_another_way) {
  settings_.retries = 4;
  script_ = [](const SendOrder&) { return Reply{Outcome::protocol_error, 0}; };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("1")).id, JobState::failed));
  std::vector<std::string> ways;
  for (const auto& order : port().orders)
    ways.push_back(std::string{order.t38 ? "t38" : "audio"} + (order.ecm ? " ecm" : "") + (order.v17 ? " v17" : ""));
  EXPECT_THAT(ways, ElementsAre("t38 ecm v17", "t38 v17", "audio ecm v17", "audio ecm", "audio ecm"));
}

TEST_F(RetryTest, a_busy_number_does_not_change_the_way) {
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? Reply{Outcome::busy, 0, false} : Reply{}; };
  start();
  ASSERT_TRUE(run_to(submit(fax_to("1")).id, JobState::sent));
  EXPECT_TRUE(port().orders.at(1).t38 && port().orders.at(1).ecm);
}

}  // namespace
}  // namespace caselli
