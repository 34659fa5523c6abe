// A fax from port to port: what both show while it moves, and what they report.

#include <gmock/gmock.h>

#include <algorithm>

#include "port/two_ports.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using test::TwoPorts;
using testing::ElementsAre;
using testing::IsSupersetOf;

class PortFax : public TwoPorts, public testing::WithParamInterface<Transport> {
 protected:
  void open(LoopbackConfig config = {}) {
    config.transport = GetParam();
    TwoPorts::open(config);
  }
};
INSTANTIATE_TEST_SUITE_P(Both, PortFax, testing::Values(Transport::audio, Transport::t38),
                         [](const auto& each) { return std::string{name_of(each.param)}; });

TEST_P(PortFax, goes_through_the_states_of_both_directions) {
  open();
  ASSERT_TRUE(send(order({2})));
  ASSERT_TRUE(run());
  EXPECT_THAT(states(1), ElementsAre(PortState::initializing, PortState::dialing, PortState::sending,
                                     PortState::completed, PortState::available));
  EXPECT_THAT(states(2), ElementsAre(PortState::ringing, PortState::answered, PortState::receiving,
                                     PortState::completed, PortState::available));
}

TEST_P(PortFax, shows_every_field_of_both_ends_in_the_middle_of_a_page) {
  open();
  const auto what = order({1, 2});
  const auto start = time_.now();
  ASSERT_TRUE(send(what));
  ASSERT_TRUE(time_.run_until([&] { return status(1).page == 2 && status(1).page_bytes > 3000 && status(2).page == 2; },
                              10min));

  const auto& sending = status(1);
  EXPECT_EQ(sending.direction, Direction::send);
  EXPECT_EQ(sending.job, JobId{17});
  EXPECT_EQ(sending.attempt, 1);
  EXPECT_EQ(sending.address, "1002");
  EXPECT_EQ(sending.caller_id, "");
  EXPECT_EQ(sending.tsid, "1001");
  EXPECT_EQ(sending.csid, "1002");
  EXPECT_EQ(sending.sender_name, "Ada");
  EXPECT_EQ(sending.recipient_name, "Charles");
  EXPECT_EQ(sending.document_name, "letter.pdf");
  EXPECT_EQ(sending.document_bytes, what.facts.bytes);
  EXPECT_EQ(sending.submitted_at, what.submitted_at);
  EXPECT_EQ(sending.started_at, start);
  EXPECT_EQ(sending.pages, 2);
  EXPECT_EQ(sending.pages_done, 1);
  EXPECT_GT(sending.page_bytes_total, sending.page_bytes);
  EXPECT_GT(sending.percent.value(), 50);
  EXPECT_LT(sending.percent.value(), 100);
  EXPECT_GT(sending.eta_seconds.value(), 0);
  EXPECT_EQ(sending.transport, GetParam());
  EXPECT_EQ(sending.modem, "V.17");
  EXPECT_EQ(sending.bit_rate, 14400);
  EXPECT_TRUE(sending.ecm);
  EXPECT_EQ(sending.compression, "MMR");
  EXPECT_EQ(sending.resolution, "204x196");
  EXPECT_EQ(sending.page_width, 1728);
  EXPECT_GE(sending.dcs_attempts, 1);
  EXPECT_FALSE(sending.last_frame.empty());

  const auto& receiving = status(2);
  EXPECT_EQ(receiving.direction, Direction::receive);
  EXPECT_TRUE(receiving.job);
  EXPECT_EQ(receiving.address, "");
  EXPECT_EQ(receiving.caller_id, "1001");
  EXPECT_EQ(receiving.routing, "1002");
  EXPECT_EQ(receiving.tsid, "1001");
  EXPECT_EQ(receiving.csid, "1002");
  EXPECT_EQ(receiving.document_bytes, 0);
  EXPECT_FALSE(receiving.submitted_at);
  EXPECT_TRUE(receiving.started_at);
  EXPECT_EQ(receiving.pages_done, 1);
  EXPECT_GT(receiving.page_bytes, 0);
  EXPECT_FALSE(receiving.percent);
  EXPECT_EQ(receiving.transport, GetParam());
  EXPECT_EQ(receiving.bit_rate, 14400);
  EXPECT_TRUE(receiving.ecm);
}

TEST_P(PortFax, everything_is_back_to_idle_values_after_the_call) {
  open();
  ASSERT_TRUE(send(order({2})));
  ASSERT_TRUE(run());
  expect_idle(1);
  expect_idle(2);
}

TEST_P(PortFax, reports_the_call_once_at_each_end_with_its_trace_in_order) {
  open();
  ASSERT_TRUE(send(order({1, 2})));
  ASSERT_TRUE(run());
  time_.run_for(1min);
  ASSERT_EQ(queue_.reports.size(), 2U);
  EXPECT_THAT(queue_.pages_sent, ElementsAre(1, 2));
  EXPECT_THAT(queue_.pages_received, testing::UnorderedElementsAre(-1, 2));
  EXPECT_THAT(queue_.freed, testing::UnorderedElementsAre(PortId{1}, PortId{2}));

  const auto& sent = queue_.report(Direction::send);
  EXPECT_EQ(sent.port, PortId{1});
  EXPECT_EQ(sent.job, JobId{17});
  EXPECT_EQ(sent.fax.outcome, Outcome::sent);
  EXPECT_EQ(sent.fax.pages_done, 2);
  EXPECT_EQ(sent.fax.remote_id, "1002");
  EXPECT_TRUE(sent.answered);
  EXPECT_TRUE(sent.ecm);
  EXPECT_EQ(sent.transport, GetParam());
  EXPECT_GT(sent.end - sent.start, 20s);

  const auto& received = queue_.report(Direction::receive);
  EXPECT_EQ(received.port, PortId{2});
  EXPECT_EQ(received.fax.outcome, Outcome::received);
  EXPECT_EQ(received.fax.pages_done, 2);
  EXPECT_EQ(received.caller_id, "1001");
  EXPECT_EQ(received.routing, "1002");
  EXPECT_EQ(received.csid, "1002");
  EXPECT_TRUE(received.job);

  for (const auto* report : {&sent, &received}) {
    std::vector<std::string> words;
    for (const auto& entry : report->trace) words.push_back(entry.what);
    EXPECT_THAT(words, IsSupersetOf({"answer", "DIS", "DCS", "CFR", "MCF", "DCN", "release"}));
    EXPECT_TRUE(std::ranges::is_sorted(report->trace, {}, &TraceEntry::at));
    EXPECT_LT(std::ranges::find(words, "answer"), std::ranges::find(words, "DIS"));
    EXPECT_LT(std::ranges::find(words, "DCN"), std::ranges::find(words, "release"));
  }
}

// What readers get at once; everything else is a moving counter.
auto news_of(const PortStatus& status) {
  return std::tuple(status.state, status.page, status.pages_done, status.tsid, status.csid, status.job,
                    status.transport, status.remote_vendor, status.remote_model, status.remote_country);
}

TEST_P(PortFax, counters_are_published_at_most_5_times_a_second_and_grow_4_times_a_second_in_a_page) {
  open();
  ASSERT_TRUE(send(order({1, 2})));
  ASSERT_TRUE(run());
  for (const int port : {1, 2}) {
    const auto shown = story(port);
    std::vector<Instant> counters;
    std::vector<Instant> bytes;
    for (std::size_t i = 1; i < shown.size(); ++i) {
      EXPECT_NE(shown[i].status, shown[i - 1].status);
      const auto& before = shown[i - 1].status;
      const auto& now = shown[i].status;
      if (news_of(now) == news_of(before)) counters.push_back(shown[i].at);
      if (now.page == 1 && now.page_bytes > before.page_bytes) bytes.push_back(shown[i].at);
    }
    for (std::size_t i = 5; i < counters.size(); ++i) EXPECT_GE(counters[i] - counters[i - 5], 1s);
    ASSERT_GT(bytes.size(), 8U);
    const auto seconds = std::chrono::duration<double>(bytes.back() - bytes.front()).count();
    EXPECT_GE(static_cast<double>(bytes.size() - 1) / seconds, 4.0) << "port " << port;
  }
}

TEST_P(PortFax, percent_never_falls_and_ends_at_100) {
  open();
  ASSERT_TRUE(send(order({1, 2, 1})));
  ASSERT_TRUE(run());
  double last = 0;
  for (const auto& shown : story(1)) {
    if (!shown.status.percent) continue;
    EXPECT_GE(*shown.status.percent, last);
    last = *shown.status.percent;
  }
  EXPECT_EQ(last, 100);
}

TEST_P(PortFax, a_page_change_is_shown_in_the_moment_it_happens) {
  open();
  ASSERT_TRUE(send(order({2, 2})));
  ASSERT_TRUE(run());
  // The queue hears of a page in the same tick, so does the board.
  int page = 0;
  for (const auto& shown : story(1)) page = std::max(page, shown.status.pages_done);
  EXPECT_EQ(page, 2);
  const auto shown = story(1);
  const auto first = std::ranges::find_if(shown, [](const auto& each) { return each.status.pages_done == 1; });
  ASSERT_NE(first, shown.end());
  const auto& trace = queue_.report(Direction::send).trace;
  const auto mcf = std::ranges::find(trace, "MCF", &TraceEntry::what);
  ASSERT_NE(mcf, trace.end());
  EXPECT_LE(first->at - mcf->at, 60ms);
}

// "Page 2 of 2" must not become "1 of 2" while the last page waits for its confirmation.
TEST_P(PortFax, the_page_shown_never_goes_back) {
  open();
  ASSERT_TRUE(send(order({2, 2})));
  ASSERT_TRUE(run());
  for (const int port : {1, 2}) {
    int last = 0;
    for (const auto& shown : story(port)) {
      if (shown.status.state == PortState::available) continue;
      const int page = shown.status.page > 0 ? shown.status.page : shown.status.pages_done;
      EXPECT_GE(page, last) << "port " << port;
      last = page;
    }
    EXPECT_EQ(last, 2) << "port " << port;
  }
}

TEST_P(PortFax, goes_on_from_the_page_asked_for_and_counts_the_whole_document) {
  open();
  auto what = order({1, 2, 2});
  what.first_page = 3;
  what.attempt = 2;
  ASSERT_TRUE(send(what));
  ASSERT_TRUE(time_.run_until([&] { return status(1).page_bytes > 0; }, 10min));
  EXPECT_EQ(status(1).page, 3);
  EXPECT_EQ(status(1).pages, 3);
  EXPECT_EQ(status(1).pages_done, 2);
  EXPECT_EQ(status(1).attempt, 2);
  EXPECT_GE(status(1).percent.value(), 66);
  ASSERT_TRUE(run());
  EXPECT_THAT(queue_.pages_sent, ElementsAre(3));
  EXPECT_EQ(queue_.report(Direction::send).fax.outcome, Outcome::sent);
  EXPECT_THAT(queue_.pages_received, testing::UnorderedElementsAre(-1, 1));
}

TEST_P(PortFax, an_attempt_without_ecm_or_t38_goes_without) {
  open();
  auto what = order({2});
  what.ecm = false;
  what.t38 = false;
  ASSERT_TRUE(send(what));
  ASSERT_TRUE(run());
  const auto& report = queue_.report(Direction::send);
  EXPECT_EQ(report.fax.outcome, Outcome::sent);
  EXPECT_FALSE(report.ecm);
  EXPECT_EQ(report.transport, Transport::audio);
  EXPECT_NE(report.fax.pages.at(0).compression, "MMR");
}

TEST_P(PortFax, does_the_same_at_the_same_instants_each_run_with_the_same_seed) {
  std::vector<Shown> first;
  for (int run_number = 0; run_number < 2; ++run_number) {
    VirtualTime time;
    StatusBoard board("test");
    test::RecordingQueue queue;
    PortBank bank;
    LoopbackConfig config;
    config.ports = {PortId{1}, PortId{2}};
    config.transport = GetParam();
    config.loss_percent = 0.1;
    config.seed = 42;
    const auto line = make_loopback_line(config, time.clock(), time, bank);
    for (const int id : {1, 2}) {
      PortSettings settings;
      settings.port = PortId{id};
      settings.tsid = settings.csid = std::to_string(id);
      bank.add(Port::make({time.clock(), time.make_strand(), board, *line, queue, {}}, settings));
    }
    std::vector<Shown> shown;
    Revision seen = 0;
    const auto watching = board.subscribe([&] {
      for (const auto& snapshot : board.changes(seen).ports) shown.push_back({time.now(), *snapshot});
      seen = board.revision();
    });
    auto what = order({2});
    what.submitted_at = time.now();
    ASSERT_TRUE(bank.find(PortId{1})->send(what));
    ASSERT_TRUE(time.run_until([&] { return queue.reports.size() == 2; }, 30min));
    time.run_for(5s);
    if (run_number == 0) {
      first = shown;
    } else {
      ASSERT_EQ(first.size(), shown.size());
      for (std::size_t i = 0; i < shown.size(); ++i) {
        EXPECT_EQ(first[i].at, shown[i].at);
        EXPECT_EQ(first[i].status, shown[i].status);
      }
    }
  }
  EXPECT_GT(first.size(), 50U);
}

}  // namespace
}  // namespace caselli
