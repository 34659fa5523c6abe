#include "line/loopback/loopback_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "base/virtual_time.h"
#include "line/line_end.h"
#include "support/chart_document.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using test::LineEnd;
using testing::ElementsAre;
using testing::IsEmpty;

class LoopbackLine : public testing::Test {
 protected:
  void open(LoopbackConfig config = {}) {
    config.ports = {PortId{7}, PortId{9}};
    line_ = make_loopback_line(config, time_.clock(), time_, taker_);
    caller_ = std::make_shared<LineEnd>(time_.make_strand());
    callee_ = std::make_shared<LineEnd>(time_.make_strand());
    taker_.end = callee_;
  }
  void dial(const std::string& digits, bool t38 = true) {
    OutgoingCall what;
    what.number.given = what.number.digits = digits;
    what.from = PortId{7};
    what.t38 = t38;
    caller_->call = line_->dial(what, caller_, caller_->executor());
  }
  // Both ends move a fax of these charts.
  void give_fax(const std::vector<int>& charts) {
    fax::FaxOrder send;
    send.direction = Direction::send;
    send.local_id = "1001";
    send.document = folder_ / "sent.tif";
    send.page_count = test::write_charts(send.document, charts).pages;
    caller_->order = send;
    fax::FaxOrder receive;
    receive.direction = Direction::receive;
    receive.calling = false;
    receive.local_id = "1002";
    callee_->order = receive;
  }
  bool run(std::chrono::nanoseconds limit = 30min) {
    return time_.run_until([&] { return caller_->is_over() && (!callee_->call || callee_->is_over()); }, limit);
  }
  Outcome sent() const { return caller_->session->result() ? caller_->session->result()->outcome : Outcome::none; }
  Outcome received() const { return callee_->session->result() ? callee_->session->result()->outcome : Outcome::none; }

  VirtualTime time_;
  TempFolder folder_;
  test::OneTaker taker_;
  std::shared_ptr<Line> line_;
  std::shared_ptr<LineEnd> caller_, callee_;
};

TEST_F(LoopbackLine, rings_answers_and_hangs_up_in_this_order_at_both_ends) {
  open();
  dial("1002");
  time_.run_for(1s);
  EXPECT_THAT(caller_->events, ElementsAre("ringing", "answered", "media"));
  EXPECT_THAT(callee_->events, ElementsAre("ringing", "answered", "media"));
  EXPECT_GT(caller_->line_time, 0);
  caller_->call->release({});
  EXPECT_TRUE(run(1s));
  EXPECT_EQ(caller_->events.back(), "released");
  EXPECT_EQ(callee_->events.back(), "released");
  EXPECT_EQ(caller_->releases.size(), 1U);
  EXPECT_EQ(callee_->releases.size(), 1U);
  EXPECT_EQ(callee_->releases[0].outcome, Outcome::none);
  EXPECT_FALSE(caller_->signalling.empty());
  EXPECT_FALSE(callee_->signalling.empty());
}

TEST_F(LoopbackLine, tells_the_port_called_who_calls_and_which_number) {
  open();
  dial("1002");
  time_.run_for(10ms);
  ASSERT_EQ(taker_.asked.size(), 1U);
  EXPECT_EQ(taker_.asked[0].port, PortId{9});
  EXPECT_EQ(taker_.asked[0].routing, "1002");
  EXPECT_EQ(taker_.asked[0].caller_id, "1001");
  EXPECT_EQ(taker_.asked[0].line, "loop");
}

TEST_F(LoopbackLine, goes_on_ringing_until_it_is_answered) {
  open();
  callee_->answers = false;
  dial("1002");
  time_.run_for(kLoopbackRing * 2 + 1ms);
  EXPECT_THAT(callee_->events, ElementsAre("ringing", "ringing", "ringing"));
  EXPECT_THAT(caller_->events, ElementsAre("ringing"));
  callee_->call->answer();
  time_.run_for(1s);
  EXPECT_THAT(callee_->events, ElementsAre("ringing", "ringing", "ringing", "answered", "media"));
}

TEST_F(LoopbackLine, a_caller_who_gives_up_ends_the_ringing) {
  open();
  callee_->answers = false;
  dial("1002");
  time_.run_for(100ms);
  caller_->call->release({Outcome::cancelled, 0, ""});
  EXPECT_TRUE(run(1ms));
  EXPECT_EQ(callee_->releases.at(0).outcome, Outcome::none);
  EXPECT_EQ(caller_->releases.at(0).outcome, Outcome::cancelled);
}

TEST_F(LoopbackLine, a_callee_that_turns_the_call_away_tells_the_caller_why) {
  open();
  callee_->answers = false;
  dial("1002");
  time_.run_for(100ms);
  callee_->call->release({Outcome::rejected, 603, "declined"});
  EXPECT_TRUE(run(1ms));
  EXPECT_EQ(caller_->releases.at(0).outcome, Outcome::rejected);
  EXPECT_EQ(caller_->releases.at(0).sip_code, 603);
}

TEST_F(LoopbackLine, says_why_a_call_gets_nowhere) {
  struct {
    std::string digits;
    std::optional<Error> refusal;
    Outcome outcome;
  } const cases[] = {
      {"1002", Error{Errc::unavailable, "in use"}, Outcome::busy},
      {"1002", Error{Errc::not_found, "no such port"}, Outcome::bad_address},
      {"1003", {}, Outcome::bad_address},  // there are two ports
      {"1000", {}, Outcome::bad_address},
      {"", {}, Outcome::bad_address},
      {"10020", {}, Outcome::bad_address},
      {"99999999999999999999999", {}, Outcome::bad_address},
      {"+1002", {}, Outcome::bad_address},
      {"1901", {}, Outcome::busy},
      {"1907", {}, Outcome::bad_address},
  };
  for (const auto& each : cases) {
    open();
    taker_.refusal = each.refusal;
    dial(each.digits);
    EXPECT_TRUE(run(1s)) << each.digits;
    EXPECT_EQ(caller_->releases.at(0).outcome, each.outcome) << each.digits;
    EXPECT_FALSE(caller_->releases.at(0).text.empty());
    EXPECT_THAT(callee_->events, IsEmpty());
  }
}

TEST_F(LoopbackLine, audio_arrives_after_the_delay_and_whole) {
  open({.delay_ms = 90});  // five ticks, on top of the one every block takes
  for (int i = 0; i < 1600; ++i) caller_->says.push_back(static_cast<std::int16_t>(i + 1));
  dial("1002");
  time_.run_for(1s);
  const auto& heard = callee_->heard;
  const auto first = std::find_if(heard.begin(), heard.end(), [](auto sample) { return sample != 0; });
  ASSERT_NE(first, heard.end());
  EXPECT_EQ(first - heard.begin(), 6 * kTick);
  ASSERT_GE(heard.end() - first, 1600);
  EXPECT_TRUE(std::equal(caller_->says.begin(), caller_->says.end(), first));
  EXPECT_EQ(callee_->lost_blocks, 0);
}

TEST_F(LoopbackLine, what_is_on_the_wire_arrives_before_the_hang_up) {
  open({.delay_ms = 200});
  caller_->says.assign(1600, 77);
  dial("1002");
  time_.run_until([&] { return caller_->line_time >= 1600; }, 1s);
  caller_->call->release({});
  EXPECT_TRUE(run(1s));
  EXPECT_EQ(std::count(callee_->heard.begin(), callee_->heard.end(), 77), 1600);
}

TEST_F(LoopbackLine, lost_audio_is_missing_not_silent_and_counted) {
  open({.loss_percent = 10, .seed = 5});
  dial("1002");
  time_.run_for(100s);
  EXPECT_GT(callee_->lost_blocks, 400);
  EXPECT_LT(callee_->lost_blocks, 600);
  EXPECT_EQ(callee_->call->media_stats().packets_lost, callee_->lost_blocks);
}

TEST_F(LoopbackLine, the_same_seed_loses_the_same) {
  const auto lost_at = [&](std::uint64_t seed) {
    open({.loss_percent = 3, .seed = seed});
    caller_->says.assign(80'000, 1);
    dial("1002");
    time_.run_for(10s);
    return std::pair{callee_->heard, caller_->heard.size()};
  };
  const auto first = lost_at(1);
  EXPECT_EQ(first, lost_at(1));
  EXPECT_NE(first, lost_at(2));
}

TEST_F(LoopbackLine, keeps_real_time_at_speed_1_and_n_times_it_at_speed_n) {
  for (const double speed : {1.0, 4.0, 0.5}) {
    open({.speed = speed});
    dial("1002");
    time_.run_until([&] { return caller_->line_time > 0; }, 1s);
    const auto from = caller_->line_time;
    time_.run_for(10s);
    EXPECT_NEAR(static_cast<double>(caller_->line_time - from), 80'000 * speed, kTick + 1) << speed;
  }
}

TEST_F(LoopbackLine, at_speed_0_no_time_passes_but_the_engines_own) {
  open({.speed = 0});
  give_fax({2});
  dial("1002");
  const auto start = time_.now();
  EXPECT_TRUE(run());
  EXPECT_EQ(time_.now(), start);
  EXPECT_EQ(sent(), Outcome::sent);
  EXPECT_EQ(received(), Outcome::received);
}

TEST_F(LoopbackLine, an_end_that_went_away_ends_the_call) {
  open();
  dial("1002");
  time_.run_for(1s);
  const std::weak_ptr<LineEnd> gone = caller_;
  auto executor = caller_->executor();
  caller_ = std::make_shared<LineEnd>(executor);
  EXPECT_TRUE(gone.expired());
  time_.run_for(1s);
  EXPECT_TRUE(callee_->is_over());
}

TEST_F(LoopbackLine, carries_a_fax_in_audio_and_in_t38_with_delay) {
  for (const auto transport : {Transport::audio, Transport::t38})
    for (const int delay : {0, 200}) {
      open({.transport = transport, .delay_ms = delay});
      give_fax({1, 2});
      dial("1002");
      EXPECT_TRUE(run());
      EXPECT_EQ(caller_->media, transport);
      EXPECT_EQ(callee_->media, transport);
      EXPECT_EQ(sent(), Outcome::sent);
      EXPECT_EQ(received(), Outcome::received);
      EXPECT_EQ(callee_->pages.size(), 2U);
    }
}

TEST_F(LoopbackLine, stays_in_audio_when_the_attempt_asks_for_it) {
  open({.transport = Transport::t38});
  dial("1002", false);
  time_.run_for(1s);
  EXPECT_EQ(caller_->media, Transport::audio);
  EXPECT_EQ(callee_->media, Transport::audio);
}

class TestNumbers : public LoopbackLine {
 protected:
  void send(const std::string& digits, Transport transport, const std::vector<int>& charts) {
    open({.transport = transport});
    give_fax(charts);
    dial(digits);
    EXPECT_TRUE(run()) << digits;
    EXPECT_TRUE(taker_.asked.empty());
  }
  std::vector<std::string> frames() {
    std::vector<std::string> found;
    for (const auto& entry : caller_->session->take_trace())
      if (entry.way == '<') found.push_back(entry.what);
    return found;
  }
};

TEST_F(TestNumbers, a_1900_receives_normally) {
  for (const auto transport : {Transport::audio, Transport::t38}) {
    send("1900", transport, {1, 2});
    EXPECT_EQ(sent(), Outcome::sent);
    EXPECT_EQ(caller_->session->result()->pages_done, 2);
    EXPECT_EQ(caller_->session->result()->remote_id, "1900");
    EXPECT_EQ(caller_->media, transport);
  }
}

TEST_F(TestNumbers, b_1902_never_answers) {
  open();
  dial("1902");
  time_.run_for(1h);
  EXPECT_THAT(caller_->events, ElementsAre("ringing"));
  caller_->call->release({});
  EXPECT_TRUE(run(1s));
}

TEST_F(TestNumbers, c_1903_drops_the_call_after_page_1) {
  for (const auto transport : {Transport::audio, Transport::t38}) {
    send("1903", transport, {1, 2, 1});
    EXPECT_EQ(sent(), Outcome::cut_off);
    EXPECT_EQ(caller_->session->result()->pages_done, 1);
  }
}

TEST_F(TestNumbers, d_1904_refuses_t38_and_takes_the_fax_in_audio) {
  send("1904", Transport::t38, {2});
  EXPECT_EQ(caller_->media, Transport::audio);
  EXPECT_EQ(sent(), Outcome::sent);
}

TEST_F(TestNumbers, e_1905_says_rtn_once_and_takes_the_page_sent_again) {
  for (const auto transport : {Transport::audio, Transport::t38}) {
    send("1905", transport, {2, 1});
    EXPECT_EQ(sent(), Outcome::sent) << code_of(sent());
    EXPECT_EQ(caller_->session->progress().rtn, 1);
    const auto heard = frames();
    EXPECT_EQ(std::count(heard.begin(), heard.end(), "RTN"), 1);
  }
}

// A sender may give up on RTN behind its last page, as the engine of ours does.
TEST_F(TestNumbers, e_1905_takes_the_page_of_a_caller_who_calls_again) {
  open();
  give_fax({2});
  dial("1905");
  EXPECT_TRUE(run());
  EXPECT_EQ(sent(), Outcome::page_failed) << code_of(sent());
  for (const auto expected : {Outcome::sent, Outcome::page_failed}) {
    caller_ = std::make_shared<LineEnd>(time_.make_strand());
    give_fax({2});
    dial("1905");
    EXPECT_TRUE(run());
    EXPECT_EQ(sent(), expected) << code_of(sent());
  }
}

TEST_F(TestNumbers, f_1906_is_a_voice_in_audio_even_on_a_t38_line) {
  for (const auto transport : {Transport::audio, Transport::t38}) {
    send("1906", transport, {1});
    EXPECT_EQ(caller_->media, Transport::audio);
    EXPECT_EQ(sent(), Outcome::not_a_fax) << code_of(sent());
    EXPECT_THAT(frames(), IsEmpty());
  }
}

}  // namespace
}  // namespace caselli
