// The queue with a dial plan: which line a fax takes, what is dialled there, and what
// happens when a line fails.

#include <gmock/gmock.h>

#include "queue_harness.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

DialRow route_to(std::string pattern, std::vector<std::string> lines, int strip = 0) {
  DialRow row;
  row.pattern = std::move(pattern);
  row.lines = std::move(lines);
  row.strip = strip;
  return row;
}

DialRow forbidden_route(std::string pattern) {
  DialRow row;
  row.pattern = std::move(pattern);
  row.forbidden = "premium rate";
  return row;
}

// A port of line a, one of b, one of c.
class RoutesTest : public QueueHarness {
 protected:
  RoutesTest() {
    port_count_ = 3;
    lines_ = {"a", "b", "c"};
  }
  void plan(const std::vector<DialRow>& rows) {
    auto made = DialPlan::make(rows, {"a", "b", "c"});
    ASSERT_TRUE(made) << made.error().text;
    plan_ = *made;
  }
  // "a b": the lines of the attempts, in order.
  std::string lines_of_attempts(JobId id) {
    std::string text;
    for (const auto& attempt : get(id).attempts)
      text += (text.empty() ? "" : " ") + lines_.at(static_cast<std::size_t>(attempt.port.value - 1));
    return text;
  }
  std::string dialled(int number) { return port(number).orders.at(0).number.digits; }
};

constexpr Reply kUnreachable{Outcome::unreachable, 0, false, 2s, 503};

TEST_F(RoutesTest, a_fax_goes_by_the_first_line_of_its_route_with_what_is_dialled_there) {
  plan({route_to("_9.", {"c", "a"}, 1), route_to("_X.", {"b"})});
  start();
  const auto nine = submit(fax_to("9,5551234")).id, other = submit(fax_to("5551234")).id;
  ASSERT_TRUE(run_to(nine, JobState::sent) && run_to(other, JobState::sent));
  EXPECT_EQ(dialled(3), "5551234");
  EXPECT_EQ(port(3).orders[0].number.given, "9,5551234");
  EXPECT_EQ(dialled(2), "5551234");
  EXPECT_TRUE(port(1).orders.empty());
}

TEST_F(RoutesTest, a_line_whose_ports_are_all_in_use_or_offline_is_passed_over) {
  plan({route_to(".", {"a", "b"})});
  start();
  const auto first = submit(fax_to("1")).id, second = submit(fax_to("2")).id;
  ASSERT_TRUE(run_to(second, JobState::sent) && run_to(first, JobState::sent));
  EXPECT_EQ(lines_of_attempts(first), "a");
  EXPECT_EQ(lines_of_attempts(second), "b");
  port(1).offline = true;
  const auto third = submit(fax_to("3")).id;
  ASSERT_TRUE(run_to(third, JobState::sent));
  EXPECT_EQ(lines_of_attempts(third), "b");
  EXPECT_TRUE(port(3).orders.empty());
}

TEST_F(RoutesTest, a_fax_waits_for_its_lines_though_others_are_free) {
  plan({route_to("_1.", {"a"}), route_to("_2.", {"b"})});
  start();
  const auto first = submit(fax_to("11")).id, second = submit(fax_to("12")).id;
  ASSERT_TRUE(run_to(second, JobState::sent));
  EXPECT_EQ(get(first).state, JobState::sent);
  EXPECT_EQ(port(1).orders.size(), 2u);
}

TEST_F(RoutesTest, a_line_that_fails_hands_on_to_the_next_at_once) {
  plan({route_to(".", {"a", "b", "c"})});
  script_ = [this](const SendOrder& order) { return order.attempt < 3 ? kUnreachable : Reply{}; };
  start();
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(lines_of_attempts(id), "a b c");
  const auto attempts = get(id).attempts;
  EXPECT_LT(attempts[2].start - attempts[0].start, 10s);
  EXPECT_EQ(attempts[1].outcome, Outcome::unreachable);
  EXPECT_EQ(get(id).dials, 1);
}

TEST_F(RoutesTest, when_all_lines_failed_the_retry_policy_decides_and_the_first_comes_again) {
  plan({route_to(".", {"a", "b"})});
  script_ = [](const SendOrder&) { return kUnreachable; };
  start();
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(time_->run_until([&] { return get(id).attempts.size() == 4; }, 1h));
  EXPECT_EQ(lines_of_attempts(id).substr(0, 5), "a b a");
  const auto attempts = get(id).attempts;
  EXPECT_GE(attempts[2].start - *attempts[1].end, 300s);
  EXPECT_LT(attempts[3].start - *attempts[2].end, 1s);
  ASSERT_TRUE(run_to(id, JobState::failed));
  EXPECT_EQ(get(id).attempts.size(), 24u);  // 12 dials, each by both lines
  EXPECT_EQ(get(id).dials, 12);
}

TEST_F(RoutesTest, a_busy_number_is_not_dialled_again_by_another_line) {
  plan({route_to(".", {"a", "b"})});
  script_ = [](const SendOrder& order) {
    return order.attempt == 1 ? Reply{Outcome::busy, 0, false, 2s, 486} : Reply{};
  };
  start();
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(lines_of_attempts(id), "a a");
}

TEST_F(RoutesTest, a_fax_does_not_wait_for_lines_that_are_down) {
  plan({route_to(".", {"a", "b"})});
  script_ = [](const SendOrder& order) { return order.attempt == 1 ? kUnreachable : Reply{}; };
  start();
  port(2).offline = true;
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(run_to(id, JobState::sent, 10min));
  EXPECT_EQ(lines_of_attempts(id), "a a");
}

TEST_F(RoutesTest, a_forbidden_number_is_refused_when_it_is_submitted) {
  plan({forbidden_route("_0900."), route_to(".", {"a"})});
  start();
  for (const char* to : {"0900-123", "0900123@b", "0,900123"}) {
    auto refused = queue_->submit({fax_to("1"), fax_to(to)}, "");
    ASSERT_FALSE(refused) << to;
    EXPECT_EQ(refused.error().code, Errc::bad_number);
    EXPECT_THAT(refused.error().text, HasSubstr("premium rate"));
    EXPECT_FALSE(queue_->check_number(to, {}));
  }
  Job by_port = fax_to("0900123");
  by_port.port = PortId{2};
  EXPECT_FALSE(queue_->submit({by_port}, ""));
  EXPECT_EQ(*store_->count({}), 0);
  EXPECT_TRUE(queue_->check_number("0901", {}));
}

TEST_F(RoutesTest, a_number_without_a_route_is_refused_when_it_is_submitted) {
  plan({route_to("_9.", {"a"})});
  start();
  const auto refused = queue_->submit({fax_to("5551234")}, "");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::bad_number);
}

TEST_F(RoutesTest, a_fax_that_asks_for_a_line_or_a_port_gets_it_with_its_rewriting) {
  plan({route_to("_9.", {"a"}), route_to("_9.", {"b"}, 1)});
  start();
  const auto by_line = submit(fax_to("91@b")).id;
  ASSERT_TRUE(run_to(by_line, JobState::sent));
  Job asks = fax_to("92");
  asks.port = PortId{2};
  const auto by_port = submit(asks).id;
  ASSERT_TRUE(run_to(by_port, JobState::sent));
  ASSERT_EQ(port(2).orders.size(), 2u);
  EXPECT_EQ(port(2).orders[0].number.digits, "1");
  EXPECT_EQ(port(2).orders[1].number.digits, "2");
}

TEST_F(RoutesTest, a_server_started_with_another_plan_gives_waiting_faxes_its_lines) {
  plan({route_to(".", {"a"})});
  start();
  port(1).offline = true;
  const auto id = submit(fax_to("1")).id, forbidden = submit(fax_to("0900123")).id;
  time_->run_for(1min);
  ASSERT_EQ(get(id).state, JobState::queued);
  crash();
  plan({forbidden_route("_0900."), route_to(".", {"c", "a"})});
  start();
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(lines_of_attempts(id), "c");
  ASSERT_TRUE(run_to(forbidden, JobState::failed));
  EXPECT_EQ(get(forbidden).outcome, Outcome::rejected);
  EXPECT_THAT(get(forbidden).attempts.at(0).t30_text, HasSubstr("premium rate"));
}

TEST_F(RoutesTest, a_restarted_fax_begins_with_its_first_line_and_a_forbidden_one_does_not_begin) {
  plan({route_to(".", {"a", "b"})});
  script_ = [](const SendOrder& order) {
    if (order.attempt == 1) return kUnreachable;
    return order.attempt == 2 ? Reply{Outcome::bad_address, 0, false, 2s, 404} : Reply{};
  };
  start();
  const auto id = submit(fax_to("1")).id;
  ASSERT_TRUE(run_to(id, JobState::failed));
  command(id, JobCommand::restart);
  ASSERT_TRUE(run_to(id, JobState::sent));
  EXPECT_EQ(lines_of_attempts(id), "a b a");
  crash();
  plan({forbidden_route("1")});
  start();
  const auto refused = queue_->command(id, JobCommand::restart);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::bad_number);
  EXPECT_EQ(get(id).state, JobState::sent);
}

}  // namespace
}  // namespace caselli
