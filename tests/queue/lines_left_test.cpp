// Which ends of a call send a fax on by its next line. Pure.

#include <gtest/gtest.h>

#include "queue/after_attempt.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

constexpr Instant kThen{std::chrono::seconds{1'767'268'800}};
const RetryPolicy kPolicy;

Attempt ended(Outcome outcome, int sip_code = 0, bool answered = false) {
  Attempt attempt;
  attempt.number = 1;
  attempt.end = kThen;
  attempt.outcome = outcome;
  attempt.sip_code = sip_code;
  attempt.answered = answered;
  return attempt;
}

Job with_lines(Lines lines) {
  Job job;
  job.id = JobId{1};
  job.document.pages = 2;
  job.state = JobState::sending;
  job.lines = std::move(lines);
  job.attempts.emplace_back();
  return job;
}

const LinesAtEnd kByA{{"a", "b", "c"}, "a", {"a", "b", "c"}};

AttemptEnd after(const Job& job, Attempt attempt, const LinesAtEnd& lines = kByA) {
  return after_attempt(job, std::move(attempt), kPolicy, {}, lines);
}

TEST(LineFailure, is_what_the_network_or_the_trunk_did) {
  // 5xx, time-out of the INVITE (408), congestion: before the call was answered.
  EXPECT_TRUE(is_line_failure(ended(Outcome::unreachable, 503)));
  EXPECT_TRUE(is_line_failure(ended(Outcome::unreachable)));
  EXPECT_TRUE(is_line_failure(ended(Outcome::no_dial_tone)));
  EXPECT_TRUE(is_line_failure(ended(Outcome::no_answer, 408)));
  EXPECT_TRUE(is_line_failure(ended(Outcome::no_answer, 504)));
  EXPECT_TRUE(is_line_failure(ended(Outcome::rejected, 500)));
  EXPECT_TRUE(is_line_failure(ended(Outcome::rejected, 599)));
}

TEST(LineFailure, is_not_what_is_known_of_the_number) {
  EXPECT_FALSE(is_line_failure(ended(Outcome::busy, 486)));
  EXPECT_FALSE(is_line_failure(ended(Outcome::busy, 600)));
  EXPECT_FALSE(is_line_failure(ended(Outcome::busy, 503)));         // the cause says so
  EXPECT_FALSE(is_line_failure(ended(Outcome::bad_address, 500)));  // likewise
  EXPECT_FALSE(is_line_failure(ended(Outcome::bad_address, 404)));
  EXPECT_FALSE(is_line_failure(ended(Outcome::no_answer, 480)));
  EXPECT_FALSE(is_line_failure(ended(Outcome::no_answer)));
  EXPECT_FALSE(is_line_failure(ended(Outcome::rejected, 403)));
  EXPECT_FALSE(is_line_failure(ended(Outcome::rejected, 603)));
  EXPECT_FALSE(is_line_failure(ended(Outcome::cancelled, 503)));
}

TEST(LineFailure, ends_with_the_answer) {
  EXPECT_FALSE(is_line_failure(ended(Outcome::unreachable, 503, true)));
  EXPECT_FALSE(is_line_failure(ended(Outcome::cut_off, 0, true)));
}

TEST(LinesLeft, are_those_behind_the_one_that_failed) {
  const auto left = [](Lines lines, const std::string& used) {
    return lines_left(with_lines(std::move(lines)), ended(Outcome::unreachable, 503),
                      {{"a", "b", "c"}, used, {"a", "b", "c"}});
  };
  EXPECT_EQ(left({"a", "b", "c"}, "a"), (Lines{"b", "c"}));
  EXPECT_EQ(left({"a", "b", "c"}, "b"), (Lines{"c"}));  // a was full
  EXPECT_EQ(left({"b", "c"}, "c"), Lines{});
  EXPECT_EQ(left({}, "a"), Lines{});
  EXPECT_EQ(left({"b"}, "a"), Lines{});
}

TEST(LinesLeft, are_none_when_all_of_them_are_down) {
  auto lines = kByA;
  lines.in_service = {"a", "c"};
  const auto job = with_lines({"a", "b", "c"});
  EXPECT_EQ(lines_left(job, ended(Outcome::unreachable), lines), (Lines{"b", "c"}));
  lines.in_service = {"a"};
  EXPECT_EQ(lines_left(job, ended(Outcome::unreachable), lines), Lines{});
}

TEST(AfterAttempt, the_next_line_is_tried_at_once_and_no_dial_is_counted) {
  const auto end = after(with_lines({"a", "b", "c"}), ended(Outcome::unreachable, 503));
  EXPECT_EQ(end.next, JobState::waiting);
  EXPECT_EQ(end.next_at, kThen);
  EXPECT_EQ(end.lines, (Lines{"b", "c"}));
  EXPECT_EQ(end.dials, 0);
  EXPECT_EQ(end.attempt.outcome, Outcome::unreachable);
}

TEST(AfterAttempt, after_the_last_line_the_retry_policy_decides_and_all_lines_come_again) {
  auto lines = kByA;
  lines.used = "c";
  const auto end = after(with_lines({"c"}), ended(Outcome::unreachable, 503), lines);
  EXPECT_EQ(end.next, JobState::waiting);
  EXPECT_EQ(end.next_at, kThen + 300s);
  EXPECT_EQ(end.lines, lines.planned);
  EXPECT_EQ(end.dials, 1);

  auto last = with_lines({"c"});
  last.dials = kPolicy.dials - 1;
  EXPECT_EQ(after(last, ended(Outcome::unreachable, 503), lines).next, JobState::failed);
}

TEST(AfterAttempt, a_busy_number_waits_and_begins_with_the_first_line_again) {
  const auto end = after(with_lines({"a", "b", "c"}), ended(Outcome::busy, 486));
  EXPECT_EQ(end.next_at, kThen + 180s);
  EXPECT_EQ(end.lines, kByA.planned);
  EXPECT_EQ(end.dials, 1);
}

TEST(AfterAttempt, a_persons_word_goes_before_the_next_line) {
  auto job = with_lines({"a", "b"});
  job.cancel_wanted = true;
  EXPECT_EQ(after(job, ended(Outcome::unreachable)).next, JobState::cancelled);
  job.cancel_wanted = false;
  job.hold_wanted = true;
  const auto held = after(job, ended(Outcome::unreachable));
  EXPECT_EQ(held.next, JobState::held);
  EXPECT_EQ(held.lines, kByA.planned);
  job.hold_wanted = false;
  job.restart_wanted = true;
  EXPECT_EQ(after(job, ended(Outcome::unreachable)).lines, kByA.planned);
}

}  // namespace
}  // namespace caselli
