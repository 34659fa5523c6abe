#include "core/retry_policy.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "base/text.h"
#include "core/port_settings.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

const Instant kNow = parse_rfc3339("2026-11-22T10:00:00Z").value();

std::optional<Instant> after(Outcome outcome, int dials, int tries, RetryPolicy policy = {}) {
  Job job;
  job.dials = dials;
  job.tries = tries;
  Attempt attempt;
  attempt.outcome = outcome;
  return next_try(job, attempt, policy, kNow);
}

TEST(RetryPolicy, dials_a_busy_number_twelve_times) {
  EXPECT_EQ(after(Outcome::busy, 1, 0), kNow + 180s);
  EXPECT_EQ(after(Outcome::busy, 11, 0), kNow + 180s);
  EXPECT_FALSE(after(Outcome::busy, 12, 0));
}

TEST(RetryPolicy, tries_an_answered_call_three_times) {
  EXPECT_EQ(after(Outcome::protocol_error, 1, 1), kNow + 60s);
  EXPECT_EQ(after(Outcome::no_carrier, 2, 2), kNow + 300s);
  EXPECT_FALSE(after(Outcome::protocol_error, 3, 3));
}

TEST(RetryPolicy, gives_up_at_once_where_no_retry_helps) {
  for (const auto outcome : {Outcome::bad_address, Outcome::not_a_fax, Outcome::document_error, Outcome::cancelled})
    EXPECT_FALSE(after(outcome, 1, 1));
}

TEST(RetryPolicy, keeps_a_delay_that_was_set) {
  EXPECT_EQ(after(Outcome::busy, 1, 0, {.tries = 3, .dials = 12, .delay = 20min}), kNow + 20min);
}

class DiscountPeriod : public ::testing::Test {
 protected:
  void SetUp() override {
    setenv("TZ", "UTC", 1);
    tzset();
  }
  static Instant first(const char* at, int start, int end) {
    ServerSettings settings;
    settings.discount_start_hour = start;
    settings.discount_end_hour = end;
    return first_discount_instant(parse_rfc3339(at).value(), settings);
  }
};

TEST_F(DiscountPeriod, runs_over_midnight_when_it_ends_before_it_starts) {
  EXPECT_EQ(rfc3339(first("2026-11-22T10:30:40Z", 20, 7)), "2026-11-22T20:00:00.000Z");
  EXPECT_EQ(rfc3339(first("2026-11-22T23:30:00Z", 20, 7)), "2026-11-22T23:30:00.000Z");
  EXPECT_EQ(rfc3339(first("2026-11-23T06:59:59Z", 20, 7)), "2026-11-23T06:59:59.000Z");
  EXPECT_EQ(rfc3339(first("2026-11-23T07:00:00Z", 20, 7)), "2026-11-23T20:00:00.000Z");
}

TEST_F(DiscountPeriod, may_lie_within_a_day) {
  EXPECT_EQ(rfc3339(first("2026-11-22T10:30:00Z", 12, 14)), "2026-11-22T12:00:00.000Z");
  EXPECT_EQ(rfc3339(first("2026-11-22T14:00:00Z", 12, 14)), "2026-11-23T12:00:00.000Z");
}

}  // namespace
}  // namespace caselli
