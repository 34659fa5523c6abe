#pragma once
// Part of job_store_contract.h: faxes, attempts and received faxes as they are kept.

#include "job_store_fixture.h"

namespace caselli {

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
  job.lines = {"trunk-b", "loop"};
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

}  // namespace caselli
