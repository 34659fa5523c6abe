#pragma once
// What every FaxService must do, whoever made it. Include it in one source file of a test
// program and hang a maker in:
//
//   INSTANTIATE_TEST_SUITE_P(Local, FaxServiceContract, testing::Values(local_world()), name_of_world);
//
// The world behind the service: a server that has just been started, with one loopback
// line of two ports, numbers 1001 and 1002 and the test numbers of interfaces.md 6, as fast
// as it goes. No test waits by itself: `until` runs or awaits the world.

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "core/job_state.h"
#include "service/fax_service.h"

namespace caselli {

struct FaxServiceWorld {
  std::shared_ptr<FaxService> service;
  // Runs (virtual time) or waits (real time) until `done()` holds; false when it never does.
  std::function<bool(const std::function<bool()>& done)> until;
  std::shared_ptr<void> behind;  // server, threads, folders: goes after the service
};

struct FaxServiceMaker {
  std::string name;
  std::function<FaxServiceWorld()> make;
};

inline std::string name_of_world(const testing::TestParamInfo<FaxServiceMaker>& info) { return info.param.name; }

class FaxServiceContract : public testing::TestWithParam<FaxServiceMaker> {
 protected:
  void SetUp() override {
    world_ = GetParam().make();
    ASSERT_TRUE(world_.service);
  }
  void TearDown() override { world_.service.reset(); }

  FaxService& service() { return *world_.service; }
  bool until(const std::function<bool()>& done) { return world_.until(done); }

  static NewFax letter(const std::string& to) {
    NewFax fax;
    fax.to = {{to, ""}};
    fax.documents = {{"", "Grüße aus Köln\n", "letter.txt", "text/plain"}};
    return fax;
  }
  // Submits one fax; its id, or none with a failure.
  JobId submit(const NewFax& fax) {
    auto jobs = service().submit(fax);
    EXPECT_TRUE(jobs) << jobs.error().text;
    if (!jobs || jobs->empty()) return {};
    return jobs->front().id;
  }
  // Keeps what is submitted from now on in the queue.
  void pause_queue() {
    ServerSettingsPatch patch;
    patch.pause_server_queue = true;
    const auto info = service().set_server(patch);
    ASSERT_TRUE(info) << info.error().text;
  }
  JobState state_of(JobId id) {
    const auto job = service().fax(id);
    EXPECT_TRUE(job) << job.error().text;
    return job ? job->state : JobState::failed;
  }
  bool until_state(JobId id, JobState state) {
    return until([&] { return state_of(id) == state; });
  }

  FaxServiceWorld world_;
};

template <class T>
::testing::AssertionResult fails_as(const Result<T>& result, Errc code) {
  if (result.ok()) return ::testing::AssertionFailure() << "it worked";
  if (result.error().text.empty()) return ::testing::AssertionFailure() << "the error has no text";
  if (result.error().code == code) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "another error: " << result.error().text;
}

constexpr JobId kNoFax{999'999};
constexpr PortId kNoPort{999'999};

// Ports.

TEST_P(FaxServiceContract, all_ports_come_in_one_read) {
  const auto ports = service().ports();
  ASSERT_TRUE(ports) << ports.error().text;
  EXPECT_FALSE(ports->boot.empty());
  EXPECT_GT(ports->revision, 0u);
  ASSERT_EQ(ports->ports.size(), 2u);
  std::set<std::int64_t> numbers;
  for (const auto& status : ports->ports) {
    numbers.insert(status->port.value);
    EXPECT_EQ(status->state, PortState::available);
    EXPECT_EQ(status->description, "Available");
    EXPECT_LE(status->revision, ports->revision);
    EXPECT_FALSE(status->name.empty());
    EXPECT_FALSE(status->job);
  }
  EXPECT_EQ(numbers, (std::set<std::int64_t>{1, 2}));
}

TEST_P(FaxServiceContract, a_status_that_is_known_is_null) {
  const auto status = service().port_status(PortId{1}, 0);
  ASSERT_TRUE(status) << status.error().text;
  ASSERT_TRUE(*status);
  EXPECT_EQ((*status)->port, PortId{1});
  const auto again = service().port_status(PortId{1}, (*status)->revision);
  ASSERT_TRUE(again) << again.error().text;
  EXPECT_EQ(*again, nullptr);
  const auto other = service().port_status(PortId{1}, (*status)->revision + 1000);
  ASSERT_TRUE(other) << other.error().text;
  EXPECT_TRUE(*other);
}

TEST_P(FaxServiceContract, a_port_that_is_not_there_is_not_found) {
  EXPECT_TRUE(fails_as(service().port_status(kNoPort, 0), Errc::not_found));
  EXPECT_TRUE(fails_as(service().port_settings(kNoPort), Errc::not_found));
  EXPECT_TRUE(fails_as(service().set_port(kNoPort, {}), Errc::not_found));
  EXPECT_TRUE(fails_as(service().release_port(kNoPort), Errc::not_found));
}

TEST_P(FaxServiceContract, settings_of_a_port_change_as_far_as_they_are_given) {
  const auto before = service().port_settings(PortId{2});
  ASSERT_TRUE(before) << before.error().text;
  PortSettingsPatch patch;
  patch.tsid = "+49 30 123456";
  patch.rings = 7;
  const auto changed = service().set_port(PortId{2}, patch);
  ASSERT_TRUE(changed) << changed.error().text;
  auto expected = *before;
  expected.tsid = "+49 30 123456";
  expected.rings = 7;
  EXPECT_EQ(*changed, expected);
  EXPECT_EQ(*service().port_settings(PortId{2}), expected);
}

TEST_P(FaxServiceContract, settings_of_a_port_have_their_limits) {
  PortSettingsPatch patch;
  patch.rings = 100;
  EXPECT_TRUE(fails_as(service().set_port(PortId{1}, patch), Errc::invalid_argument));
  patch = {};
  patch.name = "";
  EXPECT_TRUE(fails_as(service().set_port(PortId{1}, patch), Errc::invalid_argument));
  patch = {};
  patch.tsid = "a very long identity of a station";
  const auto cut = service().set_port(PortId{1}, patch);
  ASSERT_TRUE(cut) << cut.error().text;
  EXPECT_EQ(cut->tsid, "a very long identity");  // T.30 5.3.6.2.4: 20 characters
}

TEST_P(FaxServiceContract, a_free_port_may_be_released) { EXPECT_TRUE(service().release_port(PortId{1})); }

// The server.

TEST_P(FaxServiceContract, the_server_tells_version_and_settings_and_takes_changes) {
  const auto before = service().server();
  ASSERT_TRUE(before) << before.error().text;
  EXPECT_FALSE(before->version.empty());
  EXPECT_EQ(before->boot, service().ports()->boot);
  ServerSettingsPatch patch;
  patch.retries = before->settings.retries + 1;
  patch.archive_directory = "/somewhere/ü";
  const auto after = service().set_server(patch);
  ASSERT_TRUE(after) << after.error().text;
  auto expected = before->settings;
  ++expected.retries;
  expected.archive_directory = "/somewhere/ü";
  EXPECT_EQ(after->settings, expected);
  EXPECT_EQ(service().server()->settings, expected);
  patch = {};
  patch.discount_start_hour = 24;
  EXPECT_TRUE(fails_as(service().set_server(patch), Errc::invalid_argument));
  EXPECT_TRUE(service().ready());
}

// Submitting.

TEST_P(FaxServiceContract, a_fax_is_kept_with_all_that_was_asked) {
  pause_queue();
  auto fax = letter("+1 (425) 5551234");
  fax.to[0].name = "Ana";
  fax.sender_name = "Ben \"B\"";
  fax.recipient = {{"company", "Acme"}};
  fax.sender = {{"homePhone", "1"}};
  fax.subject = "Angebot ü";
  fax.note = "two\nlines";
  fax.document_name = "offer";
  fax.resolution = Resolution::standard;
  fax.priority = Priority::low;
  fax.tsid = "OURS";
  fax.billing_code = "B1";
  fax.email = "a@example.com";
  fax.labels = {{"case", "12"}};
  fax.port = PortId{2};
  const auto jobs = service().submit(fax);
  ASSERT_TRUE(jobs) << jobs.error().text;
  ASSERT_EQ(jobs->size(), 1u);
  const auto job = service().fax(jobs->front().id);
  ASSERT_TRUE(job) << job.error().text;
  EXPECT_EQ(job->direction, Direction::send);
  EXPECT_EQ(job->state, JobState::queued);
  EXPECT_EQ(job->outcome, Outcome::none);
  EXPECT_EQ(job->to, fax.to[0].to);
  EXPECT_EQ(job->recipient_name, "Ana");
  EXPECT_EQ(job->sender_name, fax.sender_name);
  EXPECT_EQ(job->recipient, fax.recipient);
  EXPECT_EQ(job->sender, fax.sender);
  EXPECT_EQ(job->subject, fax.subject);
  EXPECT_EQ(job->note, fax.note);
  EXPECT_EQ(job->document_name, "offer");
  EXPECT_EQ(job->resolution, Resolution::standard);
  EXPECT_EQ(job->priority, Priority::low);
  EXPECT_EQ(job->tsid, "OURS");
  EXPECT_EQ(job->billing_code, "B1");
  EXPECT_EQ(job->email, "a@example.com");
  EXPECT_EQ(job->labels, fax.labels);
  EXPECT_EQ(job->port, PortId{2});
  EXPECT_EQ(job->document.pages, 1);
  EXPECT_GT(job->document.bytes, 0);
  EXPECT_EQ(job->pages_done, 0);
  EXPECT_TRUE(job->attempts.empty());
}

TEST_P(FaxServiceContract, a_fax_that_cannot_be_sent_is_refused) {
  EXPECT_TRUE(fails_as(service().submit(letter("call me")), Errc::bad_number));
  auto fax = letter("1900");
  fax.documents.clear();
  EXPECT_TRUE(fails_as(service().submit(fax), Errc::empty_document));
  fax = letter("1900");
  fax.documents[0].content = "";
  EXPECT_TRUE(fails_as(service().submit(fax), Errc::empty_document));
  fax = letter("1900");
  fax.port = kNoPort;
  EXPECT_TRUE(fails_as(service().submit(fax), Errc::invalid_argument));
  const auto all = service().faxes({});
  ASSERT_TRUE(all) << all.error().text;
  EXPECT_TRUE(all->items.empty()) << "what was refused leaves nothing behind";
}

TEST_P(FaxServiceContract, one_key_is_one_fax) {
  pause_queue();
  auto fax = letter("1900");
  fax.idempotency_key = "key-1";
  const auto first = submit(fax);
  EXPECT_EQ(submit(fax), first);
  fax.subject = "another";
  EXPECT_TRUE(fails_as(service().submit(fax), Errc::idempotency_conflict));
  EXPECT_EQ(service().faxes({})->items.size(), 1u);
}

TEST_P(FaxServiceContract, several_recipients_are_a_broadcast) {
  pause_queue();
  auto fax = letter("1900");
  fax.to.push_back({"1901", "Two"});
  const auto jobs = service().submit(fax);
  ASSERT_TRUE(jobs) << jobs.error().text;
  ASSERT_EQ(jobs->size(), 2u);
  EXPECT_EQ((*jobs)[0].to, "1900");
  EXPECT_EQ((*jobs)[1].to, "1901");
  EXPECT_EQ((*jobs)[1].recipient_name, "Two");
  for (const auto& job : *jobs) EXPECT_EQ(job.broadcast, (*jobs)[0].id.value);
}

// The queue.

TEST_P(FaxServiceContract, faxes_are_listed_newest_first_page_by_page) {
  pause_queue();
  std::vector<JobId> ids;
  for (int i = 0; i < 3; ++i) ids.push_back(submit(letter("1900")));
  FaxFilter filter;
  filter.limit = 2;
  const auto first = service().faxes(filter);
  ASSERT_TRUE(first) << first.error().text;
  ASSERT_EQ(first->items.size(), 2u);
  EXPECT_EQ(first->items[0].id, ids[2]);
  EXPECT_EQ(first->items[1].id, ids[1]);
  ASSERT_FALSE(first->next.empty());
  filter.cursor = first->next;
  const auto second = service().faxes(filter);
  ASSERT_TRUE(second) << second.error().text;
  ASSERT_EQ(second->items.size(), 1u);
  EXPECT_EQ(second->items[0].id, ids[0]);
  EXPECT_TRUE(second->next.empty());
  filter.cursor = "nonsense";
  EXPECT_TRUE(fails_as(service().faxes(filter), Errc::invalid_argument));
}

TEST_P(FaxServiceContract, faxes_are_found_by_state_direction_and_number) {
  pause_queue();
  const auto queued = submit(letter("1900"));
  const auto held = submit(letter("1901"));
  ASSERT_TRUE(service().hold(held));
  FaxFilter filter;
  filter.states = {JobState::held, JobState::cancelled};
  ASSERT_EQ(service().faxes(filter)->items.size(), 1u);
  EXPECT_EQ(service().faxes(filter)->items[0].id, held);
  filter = {};
  filter.to = "1900";
  ASSERT_EQ(service().faxes(filter)->items.size(), 1u);
  EXPECT_EQ(service().faxes(filter)->items[0].id, queued);
  filter = {};
  filter.direction = Direction::receive;
  EXPECT_TRUE(service().faxes(filter)->items.empty());
}

TEST_P(FaxServiceContract, a_queued_fax_is_held_resumed_cancelled_and_restarted) {
  pause_queue();
  const auto id = submit(letter("1900"));
  EXPECT_EQ(service().hold(id)->state, JobState::held);
  EXPECT_EQ(state_of(id), JobState::held);
  EXPECT_TRUE(fails_as(service().hold(id), Errc::wrong_state));
  EXPECT_EQ(service().resume(id)->state, JobState::queued);
  EXPECT_TRUE(fails_as(service().resume(id), Errc::wrong_state));
  EXPECT_EQ(service().cancel(id)->state, JobState::cancelled);
  EXPECT_EQ(service().fax(id)->outcome, Outcome::cancelled);
  EXPECT_TRUE(fails_as(service().cancel(id), Errc::wrong_state));
  EXPECT_EQ(service().restart(id)->state, JobState::queued);
}

TEST_P(FaxServiceContract, a_fax_that_is_not_there_is_not_found) {
  EXPECT_TRUE(fails_as(service().fax(kNoFax), Errc::not_found));
  EXPECT_TRUE(fails_as(service().cancel(kNoFax), Errc::not_found));
  EXPECT_TRUE(fails_as(service().hold(kNoFax), Errc::not_found));
  EXPECT_TRUE(fails_as(service().resume(kNoFax), Errc::not_found));
  EXPECT_TRUE(fails_as(service().restart(kNoFax), Errc::not_found));
  EXPECT_TRUE(fails_as(service().document(kNoFax, DocumentFormat::tiff), Errc::not_found));
  EXPECT_TRUE(fails_as(service().page_png(kNoFax, 1, 0), Errc::not_found));
  EXPECT_TRUE(fails_as(service().trace(kNoFax), Errc::not_found));
}

TEST_P(FaxServiceContract, the_document_of_a_fax_is_given_as_tiff_pdf_and_png) {
  pause_queue();
  const auto id = submit(letter("1900"));
  const auto tiff = service().document(id, DocumentFormat::tiff);
  ASSERT_TRUE(tiff) << tiff.error().text;
  EXPECT_TRUE(tiff->starts_with(std::string_view{"II*\0", 4}) || tiff->starts_with(std::string_view{"MM\0*", 4}));
  const auto pdf = service().document(id, DocumentFormat::pdf);
  ASSERT_TRUE(pdf) << pdf.error().text;
  EXPECT_TRUE(pdf->starts_with("%PDF-"));
  const auto png = service().page_png(id, 1, 300);
  ASSERT_TRUE(png) << png.error().text;
  EXPECT_TRUE(png->starts_with("\x89PNG\r\n\x1A\n"));
  EXPECT_TRUE(fails_as(service().page_png(id, 2, 300), Errc::not_found));
}

// Whole faxes.

TEST_P(FaxServiceContract, a_fax_from_port_to_port_is_sent_and_received) {
  auto fax = letter("1002");
  fax.port = PortId{1};
  const auto id = submit(fax);
  ASSERT_TRUE(until_state(id, JobState::sent)) << "it is " << name_of(state_of(id));
  const auto job = service().fax(id);
  EXPECT_EQ(job->outcome, Outcome::sent);
  EXPECT_EQ(job->pages_done, 1);
  ASSERT_EQ(job->attempts.size(), 1u);
  EXPECT_EQ(job->attempts[0].port, PortId{1});
  EXPECT_EQ(job->attempts[0].outcome, Outcome::sent);
  EXPECT_TRUE(job->attempts[0].end);
  EXPECT_GT(job->attempts[0].bit_rate, 0);
  ASSERT_EQ(job->attempts[0].pages.size(), 1u);
  EXPECT_TRUE(job->attempts[0].pages[0].confirmed);

  const auto trace = service().trace(id);
  ASSERT_TRUE(trace) << trace.error().text;
  ASSERT_EQ(trace->size(), 1u);
  const auto& entries = (*trace)[0].entries;
  EXPECT_TRUE(std::any_of(entries.begin(), entries.end(), [](const auto& entry) { return entry.what == "DCS"; }));

  FaxFilter inbox;
  inbox.direction = Direction::receive;
  ASSERT_TRUE(until([&] {
    const auto page = service().faxes(inbox);
    return page && page->items.size() == 1 && page->items[0].state == JobState::received;
  }));
  const auto received = service().faxes(inbox)->items[0];
  EXPECT_EQ(received.outcome, Outcome::received);
  EXPECT_EQ(received.document.pages, 1);
  EXPECT_TRUE(service().document(received.id, DocumentFormat::tiff));
}

TEST_P(FaxServiceContract, a_busy_number_is_tried_again_later) {
  const auto id = submit(letter("1901"));
  ASSERT_TRUE(until_state(id, JobState::waiting));
  const auto job = service().fax(id);
  EXPECT_EQ(job->outcome, Outcome::busy);
  EXPECT_EQ(job->dials, 1);
  EXPECT_EQ(job->tries, 0);
  ASSERT_TRUE(job->next_at);
  ASSERT_EQ(job->attempts.size(), 1u);
  ASSERT_TRUE(job->attempts[0].end);
  EXPECT_GE(*job->next_at - *job->attempts[0].end, std::chrono::seconds{179});  // interfaces.md 5: after 180 s
  EXPECT_EQ(service().cancel(id)->state, JobState::cancelled);
}

// News.

TEST_P(FaxServiceContract, news_begin_with_everything_and_go_on_with_what_changed) {
  pause_queue();
  const auto before = submit(letter("1900"));
  const auto woken = std::make_shared<std::atomic<int>>(0);
  const auto subscription = service().subscribe([woken] { ++*woken; });
  ASSERT_TRUE(until([&] {
    const auto all = service().changes(0);
    return all.ports.size() == 2 && all.jobs.size() == 1 && all.server;
  }));
  EXPECT_TRUE(service().link().up) << service().link().text;
  const auto all = service().changes(0);
  EXPECT_EQ(all.boot, service().ports()->boot);
  EXPECT_EQ(all.jobs[0]->id, before);
  EXPECT_TRUE(all.server->pause_server_queue);
  const auto idle = service().changes(all.revision);
  EXPECT_TRUE(idle.ports.empty() && idle.jobs.empty() && !idle.server);

  const int wakes = *woken;
  const auto after = submit(letter("1901"));
  ASSERT_TRUE(until([&] { return !service().changes(all.revision).jobs.empty(); }));
  EXPECT_TRUE(until([&] { return *woken > wakes; }));
  const auto news = service().changes(all.revision);
  ASSERT_EQ(news.jobs.size(), 1u);
  EXPECT_EQ(news.jobs[0]->id, after);
  EXPECT_GT(news.revision, all.revision);
}

TEST_P(FaxServiceContract, news_show_the_states_of_a_call_and_the_end_of_the_fax) {
  Revision at = 0;
  bool seen_sending = false, seen_sent = false;
  JobId id;
  const auto subscription = service().subscribe([] {});
  const auto look = [&] {
    const auto news = service().changes(at);
    at = news.revision;
    for (const auto& status : news.ports)
      if (status->job == id && id) seen_sending |= status->direction == Direction::send && !status->address.empty();
    for (const auto& job : news.jobs) seen_sent |= job->id == id && job->state == JobState::sent;
    return seen_sending && seen_sent;
  };
  ASSERT_TRUE(until([&] {
    look();
    return at > 0;
  }));
  id = submit(letter("1900"));
  EXPECT_TRUE(until(look)) << "sending " << seen_sending << ", sent " << seen_sent;
}

TEST_P(FaxServiceContract, a_subscription_that_ended_is_not_woken) {
  const auto woken = std::make_shared<std::atomic<int>>(0);
  auto subscription = service().subscribe([woken] { ++*woken; });
  subscription.reset();
  const int wakes = *woken;
  const auto id = submit(letter("1900"));
  ASSERT_TRUE(until_state(id, JobState::sent));
  EXPECT_EQ(*woken, wakes);
}

}  // namespace caselli
