#include "sip/sip_outcome.h"

#include <gtest/gtest.h>

namespace caselli::sip {
namespace {

CallEnding refusal(int status, int cause = 0, bool internal = false) {
  return {LegEnd::refused, false, status, cause, internal};
}

TEST(SipOutcome, the_usual_refusals_of_a_call) {
  const struct {
    int status;
    Outcome outcome;
  } rows[] = {{486, Outcome::busy},
              {600, Outcome::busy},
              {480, Outcome::no_answer},
              {408, Outcome::no_answer},
              {404, Outcome::bad_address},
              {484, Outcome::bad_address},
              {410, Outcome::bad_address},
              {604, Outcome::bad_address},
              {403, Outcome::rejected},
              {603, Outcome::rejected},
              {401, Outcome::rejected},
              {407, Outcome::rejected},
              {488, Outcome::negotiation_failed},
              {415, Outcome::negotiation_failed},
              {606, Outcome::negotiation_failed},
              {503, Outcome::unreachable},
              {500, Outcome::unreachable},
              {504, Outcome::unreachable},
              {482, Outcome::unreachable}};
  for (const auto& [status, outcome] : rows) EXPECT_EQ(outcome_of(refusal(status)), outcome) << status;
}

TEST(SipOutcome, every_final_refusal_says_something_also_unknown_ones) {
  for (int status = 300; status <= 699; ++status) EXPECT_NE(outcome_of(refusal(status)), Outcome::none) << status;
  EXPECT_EQ(outcome_of(refusal(499)), Outcome::rejected);
  EXPECT_EQ(outcome_of(refusal(599)), Outcome::unreachable);
  EXPECT_EQ(outcome_of(refusal(699)), Outcome::rejected);
  EXPECT_EQ(outcome_of(refusal(399)), Outcome::unreachable);
}

TEST(SipOutcome, a_cause_of_the_telephone_network_goes_before_the_status) {
  EXPECT_EQ(outcome_of(refusal(503, 17)), Outcome::busy);
  EXPECT_EQ(outcome_of(refusal(480, 1)), Outcome::bad_address);
  EXPECT_EQ(outcome_of(refusal(500, 19)), Outcome::no_answer);
  EXPECT_EQ(outcome_of(refusal(486, 34)), Outcome::unreachable);  // all circuits busy is not a busy number
  EXPECT_EQ(outcome_of(refusal(480, 21)), Outcome::rejected);
}

TEST(SipOutcome, a_cause_that_says_nothing_leaves_it_to_the_status) {
  for (const int cause : {0, 16, 31, 127, 99, -5, 100000})
    EXPECT_EQ(outcome_of(refusal(486, cause)), Outcome::busy) << cause;
}

// RFC 3398 7.2.6.1 and 8.2.6.1: what gateways make of the common causes. Both columns must agree with our
// tables, or an outcome would depend on whether the gateway adds a Reason header.
TEST(SipOutcome, common_causes_agree_with_the_status_a_gateway_makes_of_them) {
  const struct {
    int cause;
    int status;
  } rows[] = {{1, 404},  {17, 486}, {18, 408}, {19, 480}, {20, 480}, {21, 403},  {22, 410},
              {27, 502}, {28, 484}, {34, 503}, {38, 503}, {41, 503}, {42, 503},  {47, 503},
              {55, 403}, {57, 403}, {58, 503}, {65, 488}, {70, 488}, {102, 504}, {111, 500}};
  for (const auto& [cause, status] : rows) EXPECT_EQ(outcome_of_cause(cause), outcome_of_status(status)) << cause;
}

TEST(SipOutcome, a_status_made_here_means_that_the_trunk_is_silent) {
  EXPECT_EQ(outcome_of(refusal(408, 0, true)), Outcome::unreachable);
  EXPECT_EQ(outcome_of(refusal(503, 0, true)), Outcome::unreachable);
}

TEST(SipOutcome, ends_that_the_fax_itself_explains_add_nothing) {
  EXPECT_EQ(outcome_of({LegEnd::by_us, true, 0, 0, false}), Outcome::none);
  EXPECT_EQ(outcome_of({LegEnd::by_far, true, 0, 16, false}), Outcome::none);
  EXPECT_EQ(outcome_of({LegEnd::by_far, true, 0, 41, false}), Outcome::none);
}

TEST(SipOutcome, other_ends_of_a_call) {
  EXPECT_EQ(outcome_of({LegEnd::cancelled, false, 487, 0, false}), Outcome::remote_cancelled);
  EXPECT_EQ(outcome_of({LegEnd::unanswered, false, 408, 0, false}), Outcome::no_answer);
  EXPECT_EQ(outcome_of({LegEnd::unsuitable, false, 488, 0, false}), Outcome::negotiation_failed);
  EXPECT_EQ(outcome_of({LegEnd::no_media, true, 0, 0, false}), Outcome::negotiation_failed);
  EXPECT_EQ(outcome_of({LegEnd::dialog_lost, true, 481, 0, false}), Outcome::cut_off);
  EXPECT_EQ(outcome_of({LegEnd::expired, true, 0, 0, false}), Outcome::cut_off);
  EXPECT_EQ(outcome_of({LegEnd::no_ack, true, 0, 0, false}), Outcome::cut_off);
  EXPECT_EQ(outcome_of({LegEnd::stopped, true, 0, 0, false}), Outcome::cut_off);
  EXPECT_EQ(outcome_of({LegEnd::stopped, false, 0, 0, false}), Outcome::unreachable);
}

TEST(SipOutcome, words_for_people) {
  EXPECT_EQ(words_of(486, 17), "486 busy here; Q.850 cause 17 user busy");
  EXPECT_EQ(words_of(486, 0), "486 busy here");
  EXPECT_EQ(words_of(0, 34), "Q.850 cause 34 no circuit available");
  EXPECT_EQ(words_of(499, 99), "499; Q.850 cause 99");
  EXPECT_EQ(words_of(0, 0), "");
}

}  // namespace
}  // namespace caselli::sip
