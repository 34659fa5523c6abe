#pragma once
// Part of job_store_contract.h: faxes that the dial plan gave their lines.

#include "job_store_fixture.h"

namespace caselli {
namespace {

Job by_lines(Job job, std::vector<std::string> lines) {
  job.lines = std::move(lines);
  return job;
}

ClaimLimits free_route(std::vector<std::string> lines) {
  ClaimLimits limits;
  limits.free_ports = {PortId{1}};
  limits.free_lines = {"trunk-b"};
  limits.free_routes = {std::move(lines)};
  return limits;
}

}  // namespace

TEST_P(JobStoreContract, a_fax_with_lines_goes_when_its_list_has_a_free_one) {
  const auto both = add(by_lines(fax_to("1"), {"trunk-a", "trunk-b"}));
  add(by_lines(fax_to("2"), {"trunk-a"}));
  const auto last = add(by_lines(fax_to("3"), {"trunk-b"}));
  EXPECT_FALSE(claim(kNoon, free_port_1()));
  EXPECT_EQ(claim(kNoon, free_route({"trunk-a", "trunk-b"}))->id, both.id);
  EXPECT_EQ(claim(kNoon, free_route({"trunk-b"}))->id, last.id);
  EXPECT_FALSE(claim(kNoon, free_route({"trunk-b", "trunk-a"})));
}

TEST_P(JobStoreContract, its_lines_stand_before_the_one_its_number_names_and_behind_its_port) {
  const auto id = add(by_lines(fax_to("1@trunk-b"), {"trunk-a"})).id;
  auto asks = by_lines(fax_to("2"), {"trunk-b"});
  asks.port = kPort2;
  add(asks);
  auto limits = free_route({"trunk-b"});
  EXPECT_FALSE(claim(kNoon, limits));
  limits.free_lines = {"trunk-a"};
  EXPECT_EQ(claim(kNoon, limits)->id, id);
}

TEST_P(JobStoreContract, the_end_of_an_attempt_leaves_a_fax_the_next_lines) {
  add(by_lines(fax_to("1"), {"trunk-a", "trunk-b"}));
  const auto claimed = claim(kNoon, free_route({"trunk-a", "trunk-b"}));
  ASSERT_TRUE(claimed);
  auto end = end_of(*claimed, Outcome::unreachable, JobState::waiting);
  end.next_at = kNoon;
  end.lines = std::vector<std::string>{"trunk-b"};
  expect_done(store_->end_attempt(end));
  EXPECT_EQ(get(claimed->id).lines, *end.lines);
  EXPECT_FALSE(claim(kNoon, free_port_1()));
  const auto again = claim(kNoon, free_route({"trunk-b"}));
  ASSERT_TRUE(again);
  expect_done(store_->end_attempt(end_of(*again, Outcome::busy, JobState::held)));
  EXPECT_EQ(get(claimed->id).lines, *end.lines);
}

TEST_P(JobStoreContract, a_claim_given_back_keeps_its_lines_and_place) {
  const auto first = add(by_lines(fax_to("1"), {"trunk-b"})), second = add(by_lines(fax_to("1"), {"trunk-b"}));
  ASSERT_TRUE(claim(kNoon, free_route({"trunk-b"})));
  expect_done(store_->unclaim(first.id));
  EXPECT_EQ(get(first.id).lines, first.lines);
  EXPECT_EQ(claim(kNoon, free_route({"trunk-b"}))->id, first.id);
}

TEST_P(JobStoreContract, faxes_in_the_queue_are_given_other_lines) {
  const auto moved = add(by_lines(fax_to("1"), {"trunk-a"})), stays = add(by_lines(fax_to("1"), {"trunk-a"})),
             any = add(fax_to("1"));
  expect_done(store_->set_lines({by_lines(moved, {"trunk-b"})}));
  EXPECT_EQ(get(moved.id).lines, (std::vector<std::string>{"trunk-b"}));
  EXPECT_GT(get(moved.id).revision, moved.revision);
  auto limits = free_route({"trunk-b"});
  limits.per_destination = 3;
  EXPECT_EQ(claim(kNoon, limits)->id, moved.id);
  limits.free_lines = {"trunk-a"};
  EXPECT_EQ(claim(kNoon, limits)->id, stays.id);
  EXPECT_EQ(claim(kNoon, limits)->id, any.id);
}

TEST_P(JobStoreContract, a_number_stays_limited_to_its_calls_when_its_lines_change) {
  add(fax_to("1"));
  const auto waits = add(by_lines(fax_to("1"), {"trunk-a"}));
  ASSERT_TRUE(claim());
  expect_done(store_->set_lines({by_lines(waits, {"trunk-b"})}));
  EXPECT_FALSE(claim(kNoon, free_route({"trunk-b"})));
}

TEST_P(JobStoreContract, faxes_that_are_sent_or_over_keep_their_lines) {
  const auto sending = add(by_lines(fax_to("1"), {"trunk-b"}));
  ASSERT_TRUE(claim(kNoon, free_route({"trunk-b"})));
  auto over = fax_to("2");
  over.state = JobState::failed;
  over = add(over);
  expect_done(store_->set_lines({by_lines(sending, {"x"}), by_lines(over, {"x"})}));
  EXPECT_EQ(get(sending.id).lines, sending.lines);
  EXPECT_TRUE(get(over.id).lines.empty());
}

}  // namespace caselli
