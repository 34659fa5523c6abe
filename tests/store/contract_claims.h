#pragma once
// Part of job_store_contract.h: which fax goes next, leases, and what a dead server left.

#include "job_store_fixture.h"

namespace caselli {

TEST_P(JobStoreContract, a_claim_takes_the_best_priority_and_then_the_oldest) {
  const auto low = add(fax_to("1", Priority::low)), normal1 = add(fax_to("2")), high = add(fax_to("3", Priority::high)),
             normal2 = add(fax_to("4"));
  EXPECT_EQ(claim()->id, high.id);
  EXPECT_EQ(claim()->id, normal1.id);
  EXPECT_EQ(claim()->id, normal2.id);
  EXPECT_EQ(claim()->id, low.id);
  EXPECT_FALSE(claim());
}

TEST_P(JobStoreContract, a_claim_opens_the_attempt_before_anything_is_dialled) {
  const auto id = add(fax_to("1")).id;
  const auto claimed = claim();
  ASSERT_TRUE(claimed);
  EXPECT_EQ(claimed->state, JobState::sending);
  ASSERT_EQ(claimed->attempts.size(), 1u);
  EXPECT_EQ(claimed->attempts[0].number, 1);
  EXPECT_EQ(claimed->attempts[0].start, kNoon);
  EXPECT_EQ(claimed->attempts[0].first_page, 1);
  EXPECT_FALSE(claimed->attempts[0].end);
  const auto kept = get(id);
  EXPECT_EQ(kept.state, JobState::sending);
  EXPECT_EQ(kept.attempts, claimed->attempts);
}

TEST_P(JobStoreContract, only_queued_faxes_are_claimed) {
  for (const auto state :
       {JobState::preparing, JobState::held, JobState::sent, JobState::failed, JobState::cancelled}) {
    Job job = fax_to("1");
    job.state = state;
    add(job);
  }
  Job later = fax_to("2");
  later.state = JobState::waiting;
  later.next_at = kNoon + seconds{1};
  add(later);
  EXPECT_FALSE(claim());
}

TEST_P(JobStoreContract, a_waiting_fax_goes_when_its_time_has_come) {
  Job job = fax_to("1");
  job.state = JobState::waiting;
  job.next_at = kNoon + minutes{3};
  const auto id = add(job).id;
  EXPECT_EQ(*store_->next_due(), job.next_at);
  EXPECT_FALSE(claim(kNoon + minutes{3} - std::chrono::milliseconds{1}));
  const auto claimed = claim(kNoon + minutes{3});
  ASSERT_TRUE(claimed);
  EXPECT_EQ(claimed->id, id);
  EXPECT_FALSE(claimed->next_at);
  EXPECT_FALSE(*store_->next_due());
}

TEST_P(JobStoreContract, due_faxes_are_queued_some_at_a_time_and_longest_due_first) {
  std::vector<JobId> ids;
  for (int i = 0; i < 3; ++i) {
    Job job = fax_to(std::to_string(i));
    job.state = JobState::waiting;
    job.next_at = kNoon + minutes{3 - i};
    ids.push_back(add(job).id);
  }
  EXPECT_TRUE(store_->release_due(kNoon, 10)->empty());
  const auto two = *store_->release_due(kNoon + minutes{9}, 2);
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0].id, ids[2]);
  EXPECT_EQ(two[1].id, ids[1]);
  EXPECT_EQ(two[0].state, JobState::queued);
  EXPECT_EQ(get(ids[2]), two[0]);
  EXPECT_EQ(get(ids[0]).state, JobState::waiting);
}

TEST_P(JobStoreContract, one_number_gets_one_call_at_a_time_however_it_is_written) {
  add(fax_to("+1 (425) 555-1234"));
  add(fax_to("+14255551234"));
  const auto other = add(fax_to("777"));
  const auto first = claim();
  ASSERT_TRUE(first);
  EXPECT_EQ(claim()->id, other.id);
  EXPECT_FALSE(claim());
  expect_done(store_->end_attempt(end_of(*first, Outcome::sent, JobState::sent)));
  EXPECT_TRUE(claim());
}

TEST_P(JobStoreContract, the_limit_to_one_number_can_be_more_than_one) {
  for (int i = 0; i < 3; ++i) add(fax_to("555"));
  auto limits = free_port_1();
  limits.per_destination = 2;
  EXPECT_TRUE(claim(kNoon, limits));
  EXPECT_TRUE(claim(kNoon, limits));
  EXPECT_FALSE(claim(kNoon, limits));
}

TEST_P(JobStoreContract, a_fax_for_another_port_or_line_stays) {
  Job job = fax_to("1", Priority::high);
  job.port = kPort2;
  const auto for_port_2 = add(job).id;
  const auto for_trunk = add(fax_to("2@trunk", Priority::high)).id;
  const auto for_any = add(fax_to("3", Priority::low)).id;
  EXPECT_EQ(claim()->id, for_any);
  EXPECT_FALSE(claim());
  auto limits = free_port_1();
  limits.free_ports = {kPort2};
  EXPECT_EQ(claim(kNoon, limits)->id, for_port_2);
  limits.free_lines = {"trunk"};
  EXPECT_EQ(claim(kNoon, limits)->id, for_trunk);
}

TEST_P(JobStoreContract, nothing_is_claimed_without_a_free_port) {
  add(fax_to("1"));
  EXPECT_FALSE(claim(kNoon, {}));
}

TEST_P(JobStoreContract, a_claim_given_back_leaves_no_attempt_and_keeps_its_place) {
  const auto first = add(fax_to("1")).id;
  add(fax_to("2"));
  ASSERT_EQ(claim()->id, first);
  expect_done(store_->unclaim(first));
  const auto back = get(first);
  EXPECT_EQ(back.state, JobState::queued);
  EXPECT_TRUE(back.attempts.empty());
  const auto again = claim();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, first);
  EXPECT_EQ(again->attempts.at(0).number, 1);
  expect_error(Errc::wrong_state, store_->unclaim(add(fax_to("3")).id));
}

TEST_P(JobStoreContract, a_claim_can_be_given_back_until_a_time) {
  const auto id = add(fax_to("1")).id;
  ASSERT_TRUE(claim());
  expect_done(store_->unclaim(id, kNoon + minutes{5}));
  EXPECT_EQ(get(id).state, JobState::waiting);
  EXPECT_EQ(get(id).next_at, kNoon + minutes{5});
  EXPECT_FALSE(claim());
  EXPECT_TRUE(claim(kNoon + minutes{5}));
}

TEST_P(JobStoreContract, the_port_that_took_a_claim_is_kept_with_the_attempt) {
  const auto id = add(fax_to("1")).id;
  ASSERT_TRUE(claim());
  expect_done(store_->renew(id, 1, kPort2, kNoon + minutes{4}));
  EXPECT_EQ(get(id).attempts.at(0).port, kPort2);
  expect_error(Errc::wrong_state, store_->renew(id, 2, kPort2, kNoon + minutes{4}));
}

TEST_P(JobStoreContract, a_cancelled_fax_gives_way_to_the_next_for_its_number) {
  Job first = add(fax_to("1"));
  const auto second = add(fax_to("1"));
  first.state = JobState::cancelled;
  expect_done(store_->command(first, JobState::queued));
  EXPECT_EQ(claim()->id, second.id);
}

TEST_P(JobStoreContract, open_faxes_are_orphans_of_a_server_that_died) {
  add(fax_to("1"));
  add(fax_to("2"));
  const auto sending = claim();
  const auto receiving = store_->open_received({});
  const auto orphans = store_->orphans({});
  ASSERT_TRUE(orphans);
  ASSERT_EQ(orphans->size(), 2u);
  EXPECT_EQ(orphans->at(0).id, sending->id);
  EXPECT_EQ(orphans->at(0).attempts.size(), 1u);
  EXPECT_EQ(orphans->at(1).id, receiving->id);
}

TEST_P(JobStoreContract, a_lease_that_ended_makes_an_orphan_and_a_renewed_one_does_not) {
  add(fax_to("1"));
  add(fax_to("2"));
  const auto one = claim(), two = claim();
  expect_done(store_->renew(two->id, 1, kPort1, kNoon + minutes{10}));
  EXPECT_TRUE(store_->orphans(kNoon + seconds{120})->empty());
  const auto ended = store_->orphans(kNoon + seconds{121});
  ASSERT_EQ(ended->size(), 1u);
  EXPECT_EQ(ended->at(0).id, one->id);
}

TEST_P(JobStoreContract, each_fax_is_claimed_once_though_many_threads_claim) {
  std::vector<Job> jobs;
  for (int i = 0; i < 100; ++i) jobs.push_back(fax_to(std::to_string(i)));
  ASSERT_TRUE(store_->add(std::move(jobs), ""));
  std::vector<JobId> claimed[4];
  {
    std::vector<std::jthread> threads;
    for (auto& mine : claimed)
      threads.emplace_back([&] {
        while (const auto job = claim()) {
          mine.push_back(job->id);
          expect_done(store_->renew(job->id, 1, kPort1, kNoon + minutes{2}));
        }
      });
  }
  std::set<JobId> all;
  for (const auto& some : claimed) all.insert(some.begin(), some.end());
  EXPECT_EQ(all.size(), 100u);
  EXPECT_EQ(claimed[0].size() + claimed[1].size() + claimed[2].size() + claimed[3].size(), 100u);
}

}  // namespace caselli
