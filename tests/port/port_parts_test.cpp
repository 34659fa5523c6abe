// The pure parts of a port: what is published when, when the supervisor gives up, what
// becomes of a call, what the session is told.

#include <gtest/gtest.h>

#include "base/virtual_time.h"
#include "port/call_end.h"
#include "port/fax_order.h"
#include "port/status_fill.h"
#include "port/status_publisher.h"
#include "port/watch.h"

namespace caselli::port {
namespace {

using namespace std::chrono_literals;

class Publisher : public testing::Test {
 protected:
  VirtualTime time_;
  StatusBoard board_{"test"};
  PortStatus now_ = [] {
    PortStatus status;
    status.port = PortId{1};
    return status;
  }();
  const std::shared_ptr<StatusPublisher> publisher_ =
      std::make_shared<StatusPublisher>(board_, time_.make_strand(), [this] { return std::optional{now_}; });
};

TEST_F(Publisher, the_first_counter_goes_at_once_and_the_last_is_never_lost) {
  for (int i = 1; i <= 100; ++i) {
    now_.page_bytes = i;
    publisher_->soon();
    EXPECT_EQ(board_.status(PortId{1})->page_bytes, 1);
  }
  EXPECT_EQ(board_.revision(), 1U);
  time_.run_for(kCounterPause);
  EXPECT_EQ(board_.revision(), 2U);
  EXPECT_EQ(board_.status(PortId{1})->page_bytes, 100);
}

TEST_F(Publisher, news_does_not_wait) {
  publisher_->at_once();
  now_.page = 1;
  publisher_->at_once();
  now_.page = 2;
  publisher_->at_once();
  EXPECT_EQ(board_.revision(), 3U);
  EXPECT_EQ(board_.status(PortId{1})->page, 2);
}

TEST_F(Publisher, nothing_is_published_twice) {
  publisher_->at_once();
  publisher_->at_once();
  time_.run_for(1s);
  publisher_->soon();
  time_.run_for(1s);
  EXPECT_EQ(board_.revision(), 1U);
}

TEST_F(Publisher, counters_go_5_times_a_second_at_most_also_around_news) {
  for (int i = 0; i < 500; ++i) {
    now_.page_bytes = i;
    if (i % 50 == 7) {
      ++now_.page;
      publisher_->at_once();
    } else {
      publisher_->soon();
    }
    time_.run_for(10ms);
  }
  EXPECT_LE(board_.revision(), 5 * 5 + 10 + 1U);  // five seconds, ten pieces of news
  EXPECT_GE(board_.revision(), 5 * 4U);
}

fax::FaxProgress moved(fax::FaxProgress::Phase phase, const char* last_frame, int dcs_attempts) {
  fax::FaxProgress progress;
  progress.phase = phase;
  progress.last_frame = last_frame;
  progress.dcs_attempts = dcs_attempts;
  return progress;
}

// Lets line time pass in ticks until the watch gives up; says after how many seconds.
std::pair<double, Outcome> seconds_to_verdict(Watch watch) {
  for (Samples passed = kTick; passed < 1000 * kSampleRate; passed += kTick) {
    watch.pass(kTick);
    if (const auto verdict = watch.verdict()) return {static_cast<double>(passed) / kSampleRate, verdict->outcome};
  }
  return {0, Outcome::none};
}

TEST(Watch, gives_up_by_what_was_reached) {
  using Phase = fax::FaxProgress::Phase;
  const Port::Deadlines deadlines{.training = 90s, .no_progress = 60s};
  const auto after = [&](const std::vector<fax::FaxProgress>& heard) {
    Watch watch(deadlines);
    for (const auto& progress : heard) watch.progress(progress);
    return seconds_to_verdict(watch);
  };
  EXPECT_EQ(after({}), std::pair(60.0, Outcome::not_a_fax));
  EXPECT_EQ(after({moved(Phase::identify, "> DIS", 0)}), std::pair(60.0, Outcome::not_a_fax));
  EXPECT_EQ(after({moved(Phase::negotiate, "> DCS", 1)}), std::pair(60.0, Outcome::cut_off));
  EXPECT_EQ(after({moved(Phase::page, "< CFR", 1)}), std::pair(60.0, Outcome::no_carrier));
  EXPECT_EQ(after({moved(Phase::page, "< CFR", 1), moved(Phase::after_page, "> EOP", 1)}),
            std::pair(60.0, Outcome::cut_off));
}

TEST(Watch, training_that_goes_on_and_on_is_given_up) {
  using Phase = fax::FaxProgress::Phase;
  Watch watch({.training = 90s, .no_progress = 60s});
  for (int second = 1; second < 90; ++second) {
    watch.pass(kSampleRate);
    EXPECT_FALSE(watch.verdict()) << second;
    watch.progress(moved(Phase::negotiate, "< FTT", second));
  }
  watch.pass(kSampleRate);
  ASSERT_TRUE(watch.verdict());
  EXPECT_EQ(watch.verdict().has_value(), false);  // looks once a second
}

TEST(Watch, a_page_that_moves_is_never_given_up) {
  Watch watch({.training = 90s, .no_progress = 60s});
  for (int second = 1; second < 3600; ++second) {
    watch.pass(kSampleRate);
    EXPECT_FALSE(watch.verdict());
    watch.progress(moved(fax::FaxProgress::Phase::page, "< CFR", 1));
  }
}

FaxResult fax_result(Outcome outcome) {
  FaxResult result;
  result.outcome = outcome;
  return result;
}

TEST(CallEnd, the_outcome_is_that_of_whoever_knows_best) {
  const auto outcome = [](CallEnd end) { return result_of(end).outcome; };
  const auto send = Direction::send;
  const auto receive = Direction::receive;
  EXPECT_EQ(outcome({send, false, {}, {}, Release{Outcome::busy, 486, ""}}), Outcome::busy);
  EXPECT_EQ(outcome({send, false, {}, {}, Release{}}), Outcome::no_answer);
  EXPECT_EQ(outcome({send, false, Outcome::cancelled, {}, Release{Outcome::busy, 0, ""}}), Outcome::cancelled);
  EXPECT_EQ(outcome({send, true, {}, {}, Release{}}), Outcome::cut_off);
  EXPECT_EQ(outcome({send, true, {}, fax_result(Outcome::page_failed), Release{}}), Outcome::page_failed);
  // Confirmed is confirmed, whoever hangs up afterwards.
  EXPECT_EQ(outcome({send, true, Outcome::cancelled, fax_result(Outcome::sent), {}}), Outcome::sent);
  EXPECT_EQ(outcome({receive, true, {}, fax_result(Outcome::received), Release{Outcome::cut_off, 0, ""}}),
            Outcome::received);
  EXPECT_EQ(outcome({receive, false, {}, {}, Release{}}), Outcome::remote_cancelled);
}

TEST(CallEnd, a_drop_is_a_cut_off_only_once_a_fax_was_heard) {
  EXPECT_EQ(outcome_of_drop({}, true), Outcome::cut_off);
  EXPECT_EQ(outcome_of_drop({}, false), Outcome::not_a_fax);
  EXPECT_EQ(outcome_of_drop({Outcome::no_carrier, 0, ""}, true), Outcome::no_carrier);
}

// SpanDSP takes the highest coding both ends know: only the best for the document and
// those below it may be offered.
TEST(FaxOrderOfPort, offers_no_coding_above_the_best_one) {
  SendOrder order;
  FaxLimits limits;
  const auto codings = [&] {
    const auto what = fax_order(order, limits, Transport::audio, "1001", {});
    return std::string{what.mh ? "MH " : ""} + (what.mr ? "MR " : "") + (what.mmr ? "MMR " : "");
  };
  order.facts.best = Compression::mmr;
  EXPECT_EQ(codings(), "MH MR MMR ");
  order.facts.best = Compression::mr;
  EXPECT_EQ(codings(), "MH MR ");
  order.facts.best = Compression::mh;
  EXPECT_EQ(codings(), "MH ");
  // Without ECM there is no MMR: the better of the two others counts.
  order.ecm = false;
  order.facts.best = Compression::mmr;
  EXPECT_EQ(codings(), "MH MR ");
  order.facts.coded_bytes[0] = 1000;
  order.facts.coded_bytes[1] = 2000;
  EXPECT_EQ(codings(), "MH ");
}

TEST(FaxOrderOfPort, keeps_to_the_limits_of_the_line) {
  SendOrder order;
  order.facts.best = Compression::mmr;
  const FaxLimits limits{false, 9600, Compression::mr};
  const auto sending = fax_order(order, limits, Transport::audio, "1001", {});
  const auto receiving = fax_order(limits, Transport::audio, "1002", {});
  for (const auto& what : {sending, receiving}) {
    EXPECT_FALSE(what.ecm);
    EXPECT_EQ(what.max_rate, 9600);
    EXPECT_TRUE(what.mh);
    EXPECT_FALSE(what.mmr);
  }
  EXPECT_TRUE(receiving.mr);
}

TEST(StatusFill, an_identity_stands_in_the_field_of_its_direction) {
  fax::FaxProgress progress;
  progress.remote_id = "far";
  PortStatus status;
  status.tsid = "own";
  status.direction = Direction::send;
  show_progress(status, progress, 1, 1);
  EXPECT_EQ(status.tsid, "own");
  EXPECT_EQ(status.csid, "far");
  status = {};
  status.csid = "own";
  status.direction = Direction::receive;
  show_progress(status, progress, 1, 0);
  EXPECT_EQ(status.tsid, "far");
  EXPECT_EQ(status.csid, "own");
  EXPECT_FALSE(status.percent);
}

TEST(StatusFill, only_pages_and_identities_are_news) {
  const fax::FaxProgress before;
  auto now = before;
  now.page_bytes = 5;
  now.last_frame = "> DIS";
  now.bad_rows = 3;
  EXPECT_FALSE(is_news(before, now));
  for (const auto& change : std::vector<std::function<void(fax::FaxProgress&)>>{
           [](auto& p) { p.page = 1; }, [](auto& p) { p.pages_done = 1; }, [](auto& p) { p.remote_id = "x"; },
           [](auto& p) { p.remote_vendor = "x"; }, [](auto& p) { p.remote_model = "x"; },
           [](auto& p) { p.remote_country = "x"; }}) {
    now = before;
    change(now);
    EXPECT_TRUE(is_news(before, now));
  }
}

}  // namespace
}  // namespace caselli::port
