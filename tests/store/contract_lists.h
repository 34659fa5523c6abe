#pragma once
// Part of job_store_contract.h: lists, traces, settings.

#include "job_store_fixture.h"

namespace caselli {

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
