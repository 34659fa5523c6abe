#pragma once
// The contract of JobStore (store/job_store.h) as tests. A store's test file makes a
// StoreKind and instantiates JobStoreContract with it.

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "store/job_store.h"

namespace caselli {

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<JobStore>()> make;
};
inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

class JobStoreContract : public testing::TestWithParam<StoreKind> {
 protected:
  static constexpr Instant kNoon{std::chrono::seconds{1'767'268'800}};  // 2026-01-01T12:00:00Z
  static constexpr PortId kPort1{1}, kPort2{2};

  JobStoreContract() : store_(GetParam().make()) {}

  static Job fax_to(const std::string& to, Priority priority = Priority::normal) {
    Job job;
    job.to = to;
    job.priority = priority;
    job.submitted_at = kNoon;
    job.document = {"doc", 1000, 3, 1728, "204x196", Compression::mr, {30, 20, 25}, {8, 7, 5}};
    return job;
  }
  Job add(Job job) {
    auto added = store_->add({std::move(job)}, "");
    EXPECT_TRUE(added) << added.error().text;
    return added->at(0);
  }
  std::optional<Job> claim(Instant now = kNoon, ClaimLimits limits = free_port_1()) {
    auto claimed = store_->claim(now, limits);
    EXPECT_TRUE(claimed) << claimed.error().text;
    if (!*claimed) return {};
    return (*claimed)->job;
  }
  static ClaimLimits free_port_1() {
    ClaimLimits limits;
    limits.free_ports = {kPort1};
    limits.free_lines = {"loop"};
    return limits;
  }
  Job get(JobId id) {
    auto job = store_->get(id);
    EXPECT_TRUE(job) << job.error().text;
    return job ? *job : Job{};
  }
  // The end of `claimed`'s open attempt with `outcome` and `next`.
  static AttemptEnd end_of(const Job& claimed, Outcome outcome, JobState next) {
    AttemptEnd end;
    end.job = claimed.id;
    end.attempt = claimed.attempts.back();
    end.attempt.end = kNoon + std::chrono::minutes{2};
    end.attempt.outcome = outcome;
    end.next = next;
    end.pages_done = claimed.pages_done;
    end.dials = 1;
    return end;
  }
  void expect_done(const Status& status) { EXPECT_TRUE(status) << status.error().text; }
  static void expect_error(Errc code, const auto& result) {
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, code) << result.error().text;
  }

  std::unique_ptr<JobStore> store_;
};

using std::chrono::minutes;
using std::chrono::seconds;

TEST_P(JobStoreContract, a_fax_is_given_back_as_it_was_added) {
  Job job = fax_to("+1 (425) 555-1234@loop", Priority::high);
  job.recipient_name = "Zoë Müller";
  job.sender_name = "山田";
  job.recipient = {{"company", "Ünïted"}, {"city", "Köln"}};
  job.sender = {{"office", "3 \"b\""}};
  job.subject = "Re: it's due; DROP TABLE job";
  job.note = "line\nline\t2";
  job.cover = "plain";
  job.document_name = "a.pdf";
  job.resolution = Resolution::superfine;
  job.send_at = kNoon + minutes{5};
  job.discount = true;
  job.tsid = "+49 30 1";
  job.billing_code = "42";
  job.email = "a@b.example";
  job.callback_url = "https://b.example/?a=b";
  job.labels = {{"case", "7"}, {"", "empty"}};
  job.port = PortId{7};
  job.user = "admin";
  job.state = JobState::waiting;
  job.next_at = kNoon + minutes{5};
  const Job added = add(job);
  EXPECT_TRUE(added.id);
  Job expected = job;
  expected.id = added.id;
  expected.revision = added.revision;
  EXPECT_EQ(added, expected);
  EXPECT_EQ(get(added.id), expected);
}

TEST_P(JobStoreContract, an_unknown_fax_is_not_found) {
  expect_error(Errc::not_found, store_->get(JobId{99}));
  expect_error(Errc::not_found, store_->command(fax_to("1"), JobState::queued));
  expect_error(Errc::not_found, store_->add_trace(JobId{99}, 1, {}));
  expect_error(Errc::not_found, store_->trace(JobId{99}, 1));
  expect_error(Errc::not_found, store_->unclaim(JobId{99}));
  expect_error(Errc::not_found, store_->page_confirmed(JobId{99}, 1, 1));
  expect_error(Errc::not_found, store_->end_attempt(end_of(
                                    [] {
                                      Job job;
                                      job.id = JobId{99};
                                      job.attempts.emplace_back();
                                      return job;
                                    }(),
                                    Outcome::sent, JobState::sent)));
}

TEST_P(JobStoreContract, the_faxes_of_a_broadcast_share_its_first_id) {
  auto added = store_->add({fax_to("1"), fax_to("2"), fax_to("3")}, "");
  ASSERT_TRUE(added);
  ASSERT_EQ(added->size(), 3u);
  const auto first = added->front().id;
  for (const auto& job : *added) {
    EXPECT_EQ(job.broadcast, first.value);
    EXPECT_EQ(get(job.id).broadcast, first.value);
  }
  EXPECT_EQ(add(fax_to("4")).broadcast, 0);
}

TEST_P(JobStoreContract, a_repeated_idempotency_key_gives_the_same_faxes) {
  Job one = fax_to("1"), two = fax_to("2");
  one.idempotency_key = two.idempotency_key = "k1";
  const auto first = store_->add({one, two}, "print");
  ASSERT_TRUE(first);
  const auto again = store_->add({one, two}, "print");
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *first);
  EXPECT_EQ(*store_->find_key("k1", "print"), *first);
  EXPECT_EQ(*store_->count({}), 2);
}

TEST_P(JobStoreContract, an_idempotency_key_of_another_fax_is_a_conflict) {
  Job job = fax_to("1");
  job.idempotency_key = "k1";
  ASSERT_TRUE(store_->add({job}, "print"));
  expect_error(Errc::idempotency_conflict, store_->add({job}, "other"));
  expect_error(Errc::idempotency_conflict, store_->find_key("k1", "other"));
  EXPECT_TRUE(store_->find_key("k2", "other")->empty());
  EXPECT_TRUE(store_->find_key("", "")->empty());
  EXPECT_EQ(*store_->count({}), 1);
}

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

TEST_P(JobStoreContract, confirmed_pages_count_while_the_attempt_runs_and_never_go_back) {
  const auto id = add(fax_to("1")).id;
  ASSERT_TRUE(claim());
  expect_done(store_->page_confirmed(id, 1, 2));
  expect_done(store_->page_confirmed(id, 1, 1));
  EXPECT_EQ(get(id).pages_done, 2);
  EXPECT_EQ(get(id).attempts.at(0).pages_done, 2);
  expect_error(Errc::wrong_state, store_->page_confirmed(id, 2, 3));
}

TEST_P(JobStoreContract, an_end_writes_attempt_and_job_together) {
  const auto id = add(fax_to("1")).id;
  const auto claimed = claim();
  ASSERT_TRUE(claimed);
  auto end = end_of(*claimed, Outcome::cut_off, JobState::waiting);
  end.attempt.port = kPort1;
  end.attempt.transport = Transport::t38;
  end.attempt.bit_rate = 14400;
  end.attempt.ecm = true;
  end.attempt.answered = true;
  end.attempt.t30_code = 12;
  end.attempt.t30_text = "Unexpected message received";
  end.attempt.sip_code = 200;
  end.attempt.pages_done = 1;
  end.attempt.remote_id = "+49 30 2";
  end.attempt.pages = {{1, 1728, 2200, 30000, 3, 14400, "204x196", "MMR", true, true},
                       {2, 1728, 100, 700, 0, 9600, "204x196", "MR", false, false}};
  end.next_at = kNoon + minutes{3};
  end.pages_done = 1;
  end.dials = 1;
  end.tries = 1;
  end.uncertain = true;
  expect_done(store_->end_attempt(end));
  const auto kept = get(id);
  EXPECT_EQ(kept.state, JobState::waiting);
  EXPECT_EQ(kept.outcome, Outcome::cut_off);
  EXPECT_EQ(kept.next_at, end.next_at);
  EXPECT_EQ(kept.pages_done, 1);
  EXPECT_EQ(kept.dials, 1);
  EXPECT_EQ(kept.tries, 1);
  EXPECT_TRUE(kept.uncertain);
  EXPECT_FALSE(kept.ended_at);
  EXPECT_EQ(kept.attempts, std::vector{end.attempt});
  const auto again = claim(kNoon + minutes{3});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->attempts.at(1).number, 2);
  EXPECT_EQ(again->attempts.at(1).first_page, 2);
}

TEST_P(JobStoreContract, an_attempt_ends_once) {
  add(fax_to("1"));
  const auto claimed = claim();
  const auto end = end_of(*claimed, Outcome::sent, JobState::sent);
  expect_done(store_->end_attempt(end));
  EXPECT_EQ(get(claimed->id).ended_at, end.attempt.end);
  expect_error(Errc::wrong_state, store_->end_attempt(end));
  expect_error(Errc::wrong_state, store_->page_confirmed(claimed->id, 1, 1));
  expect_error(Errc::wrong_state, store_->unclaim(claimed->id));
}

TEST_P(JobStoreContract, the_outcome_of_a_fax_may_differ_from_its_last_attempts) {
  add(fax_to("1"));
  const auto claimed = claim();
  auto end = end_of(*claimed, Outcome::uncertain, JobState::sent);
  end.outcome = Outcome::sent;
  expect_done(store_->end_attempt(end));
  EXPECT_EQ(get(claimed->id).outcome, Outcome::sent);
  EXPECT_EQ(get(claimed->id).attempts.at(0).outcome, Outcome::uncertain);
}

TEST_P(JobStoreContract, a_command_moves_a_fax_only_from_the_state_it_was_meant_for) {
  Job job = add(fax_to("1"));
  job.state = JobState::held;
  expect_done(store_->command(job, JobState::queued));
  EXPECT_EQ(get(job.id).state, JobState::held);
  EXPECT_FALSE(claim());
  job.state = JobState::cancelled;
  expect_error(Errc::wrong_state, store_->command(job, JobState::queued));
  EXPECT_EQ(get(job.id).state, JobState::held);
  job.state = JobState::queued;
  expect_done(store_->command(job, JobState::held));
  EXPECT_TRUE(claim());
}

TEST_P(JobStoreContract, a_command_while_sending_sets_marks_and_keeps_confirmed_pages) {
  const auto id = add(fax_to("1")).id;
  Job seen = *claim();
  expect_done(store_->page_confirmed(id, 1, 2));
  seen.cancel_wanted = true;
  expect_done(store_->command(seen, JobState::sending));
  const auto marked = get(id);
  EXPECT_TRUE(marked.cancel_wanted);
  EXPECT_EQ(marked.pages_done, 2);
  EXPECT_EQ(marked.state, JobState::sending);
  expect_done(store_->end_attempt(end_of(marked, Outcome::cancelled, JobState::cancelled)));
  EXPECT_FALSE(get(id).cancel_wanted);
}

TEST_P(JobStoreContract, a_cancelled_fax_gives_way_to_the_next_for_its_number) {
  Job first = add(fax_to("1"));
  const auto second = add(fax_to("1"));
  first.state = JobState::cancelled;
  expect_done(store_->command(first, JobState::queued));
  EXPECT_EQ(claim()->id, second.id);
}

TEST_P(JobStoreContract, a_document_that_was_prepared_later_is_kept_with_the_command) {
  Job job = fax_to("1");
  job.state = JobState::preparing;
  job.document = {};
  job = add(job);
  job.state = JobState::queued;
  job.document = {"key", 5, 1, 2048, "204x98", Compression::mh, {1, 2, 3}, {1}};
  expect_done(store_->command(job, JobState::preparing));
  EXPECT_EQ(claim()->document, job.document);
}

TEST_P(JobStoreContract, a_received_fax_is_open_until_its_end_is_written) {
  Job job;
  job.submitted_at = kNoon;
  job.port = kPort2;
  job.caller_id = "555";
  job.routing = "1002";
  auto opened = store_->open_received(job);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->state, JobState::receiving);
  EXPECT_EQ(opened->direction, Direction::receive);
  ASSERT_EQ(opened->attempts.size(), 1u);
  EXPECT_EQ(opened->attempts[0].port, kPort2);
  EXPECT_EQ(get(opened->id), *opened);
  expect_done(store_->page_confirmed(opened->id, 1, 1));
  EXPECT_EQ(get(opened->id).pages_done, 1);

  Job closed = *opened;
  closed.state = JobState::received;
  closed.outcome = Outcome::received;
  closed.remote_id = "+49 30 3";
  closed.csid = "me";
  closed.pages_done = 1;
  closed.ended_at = kNoon + minutes{1};
  closed.document = {"doc", 9, 1, 1728, "204x196", Compression::mmr, {0, 0, 0}, {}};
  closed.attempts[0].end = closed.ended_at;
  closed.attempts[0].outcome = Outcome::received;
  closed.attempts[0].pages = {{1, 1728, 2200, 30000, 0, 14400, "204x196", "MMR", true, true}};
  expect_done(store_->close_received(closed));
  Job kept = get(closed.id);
  kept.revision = closed.revision;
  EXPECT_EQ(kept, closed);
  expect_error(Errc::wrong_state, store_->close_received(closed));
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

TEST_P(JobStoreContract, lists_are_newest_first_and_page_by_cursor) {
  std::vector<JobId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(add(fax_to(std::to_string(i))).id);
  JobFilter filter;
  filter.limit = 2;
  auto page = *store_->list(filter);
  ASSERT_EQ(page.size(), 2u);
  EXPECT_EQ(page[0].id, ids[4]);
  EXPECT_EQ(page[1].id, ids[3]);
  filter.before = page[1].id;
  page = *store_->list(filter);
  EXPECT_EQ(page[0].id, ids[2]);
  filter.before = ids[0];
  EXPECT_TRUE(store_->list(filter)->empty());
}

TEST_P(JobStoreContract, lists_are_filtered) {
  Job one = fax_to("+49 (30) 123@trunk");
  one.sender_name = "Anna Ärmel";
  one = add(one);
  Job two = fax_to("456");
  two.state = JobState::held;
  two.submitted_at = kNoon + minutes{1};
  two = add(two);
  Job in;
  in.submitted_at = kNoon;
  in.caller_id = "0815";
  in.remote_id = "TSID of X";
  in = *store_->open_received(in);
  const auto ids = [&](const JobFilter& filter) {
    const auto jobs = *store_->list(filter);
    std::vector<JobId> found;
    for (const auto& job : jobs) found.push_back(job.id);
    return found;
  };
  const auto only = [](auto... id) { return std::vector<JobId>{id...}; };
  JobFilter filter;
  EXPECT_EQ(ids(filter), only(in.id, two.id, one.id));
  filter.direction = Direction::receive;
  EXPECT_EQ(ids(filter), only(in.id));
  filter = {};
  filter.states = {JobState::held, JobState::receiving};
  EXPECT_EQ(ids(filter), only(in.id, two.id));
  filter = {};
  filter.to = "+4930123";
  EXPECT_EQ(ids(filter), only(one.id));
  filter.to = "+49 (30) 123@trunk";
  EXPECT_EQ(ids(filter), only(one.id));
  filter = {};
  filter.from = "anna";
  EXPECT_EQ(ids(filter), only(one.id));
  filter.from = "081";
  EXPECT_EQ(ids(filter), only(in.id));
  filter.from = "tsid of";
  EXPECT_EQ(ids(filter), only(in.id));
  filter = {};
  filter.since = kNoon + minutes{1};
  EXPECT_EQ(ids(filter), only(two.id));
  EXPECT_EQ(*store_->count({JobState::queued, JobState::held}), 2);
}

TEST_P(JobStoreContract, the_job_that_could_have_gone_longest_is_found) {
  EXPECT_FALSE(*store_->oldest_unsent());
  Job planned = fax_to("1");  // submitted first, but not to go before
  planned.submitted_at = kNoon - minutes{60};
  planned.send_at = kNoon + minutes{60};
  planned.state = JobState::waiting;
  planned.next_at = planned.send_at;
  add(planned);
  Job done = fax_to("2");
  done.submitted_at = kNoon - minutes{50};
  done.state = JobState::sent;
  add(done);
  Job held = fax_to("3");
  held.submitted_at = kNoon - minutes{40};
  held.state = JobState::held;
  held = add(held);
  add(fax_to("4"));
  const auto oldest = *store_->oldest_unsent();
  ASSERT_TRUE(oldest);
  EXPECT_EQ(oldest->job.id, held.id);
  EXPECT_EQ(oldest->since, held.submitted_at);
}

TEST_P(JobStoreContract, a_restarted_fax_has_its_full_time_again) {
  Job old = fax_to("1");
  old.submitted_at = kNoon - minutes{60};
  old.state = JobState::failed;
  old = add(old);
  old.state = JobState::queued;
  expect_done(store_->command(old, JobState::failed, kNoon));
  EXPECT_EQ((*store_->oldest_unsent())->since, kNoon);
  EXPECT_EQ(get(old.id).submitted_at, kNoon - minutes{60});
}

TEST_P(JobStoreContract, the_trace_of_each_attempt_is_kept_in_order) {
  const auto id = add(fax_to("1")).id;
  const std::vector<TraceEntry> some{{kNoon, '>', "INVITE", "sip:1"}, {kNoon + seconds{1}, '<', "DIS", "ff 13"}};
  const std::vector<TraceEntry> more{{kNoon + seconds{2}, '.', "phase C", ""}};
  expect_done(store_->add_trace(id, 1, some));
  expect_done(store_->add_trace(id, 1, more));
  expect_done(store_->add_trace(id, 2, more));
  EXPECT_EQ(*store_->trace(id, 1), (std::vector{some[0], some[1], more[0]}));
  EXPECT_EQ(*store_->trace(id, 2), more);
  EXPECT_TRUE(store_->trace(id, 3)->empty());
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

TEST_P(JobStoreContract, settings_are_kept) {
  EXPECT_FALSE(*store_->server_settings());
  ServerSettings server;
  server.retries = 5;
  server.dirty_days = -1;
  server.branding = false;
  server.archive_directory = "/var/ärchive";
  server.discount_end_minute = 59;
  expect_done(store_->save(server));
  EXPECT_EQ(*store_->server_settings(), server);
  server.retries = 1;
  expect_done(store_->save(server));
  EXPECT_EQ(*store_->server_settings(), server);

  EXPECT_TRUE(store_->port_settings()->empty());
  PortSettings one{kPort2, "two", "loop", "t", "c", false, true, 9, 2, true, {}};
  PortSettings other{kPort1, "one", "loop", "", "", true, false, 0, 1, false, {{"{g}", "n", "f", "i", "e", "d", true}}};
  expect_done(store_->save(std::vector{one, other}));
  EXPECT_EQ(*store_->port_settings(), (std::vector{one, other}));
  expect_done(store_->save(std::vector{other}));
  EXPECT_EQ(*store_->port_settings(), std::vector{other});
}

TEST_P(JobStoreContract, a_store_that_works_answers_a_ping) { expect_done(store_->ping()); }

}  // namespace caselli
