// Refresh, hold, missing offers, CANCEL, forks and ends: each race played by two legs over a network with delay.

#include <gtest/gtest.h>

#include <algorithm>

#include "leg_wire.h"

namespace caselli::sip {
namespace {

using namespace std::chrono_literals;
using enum Transport;

// --- Refresh, hold, no offer.

// Behaviour row 5, with the next one.
TEST(LegRunner, a_refresh_in_mid_page_is_answered_and_changes_nothing) {
  for (const bool in_t38 : {false, true}) {
    LegPair pair{kPassive, in_t38 ? LegRules{} : kPassive};
    pair.wire.run_for(3s);
    pair.caller.on(PagePhaseBegun{});
    pair.callee.on(PagePhaseBegun{});
    const auto before = std::pair{pair.caller.media, pair.callee.media};
    for (int i = 0; i < 5; ++i) {
      (i % 2 ? pair.caller : pair.callee).on(RefreshDue{});
      pair.wire.run_for(30s);
    }
    EXPECT_EQ((std::pair{pair.caller.media, pair.callee.media}), before) << pair.story();
    EXPECT_TRUE(pair.caller.logged(in_t38 ? "answers t38 same" : "answers audio same")) << pair.story();
    EXPECT_TRUE(pair.rests());
  }
}

TEST(LegRunner, a_refresh_by_update_is_answered_and_changes_nothing) {
  LegPair pair{kPassive, LegRules{}};
  pair.wire.run_for(3s);
  pair.callee.on(PagePhaseBegun{});
  pair.wire.post([&] { pair.caller.send_update({kT38, false, 2}); });
  pair.wire.run_for(1s);
  EXPECT_TRUE(pair.caller.logged("200 to UPDATE")) << pair.story();
  EXPECT_EQ(pair.callee.media, (std::vector{audio, t38}));
  EXPECT_EQ(pair.callee.phase(), LegPhase::up);
}

TEST(LegRunner, an_update_may_change_the_media_where_a_reinvite_may) {
  LegPair pair{kPassive, kPassive};
  pair.wire.run_for(2s);
  pair.wire.post([&] { pair.caller.send_update({kT38, false, 7}); });
  pair.wire.run_for(1s);
  EXPECT_EQ(pair.callee.now(), t38) << pair.story();
  pair.callee.on(PagePhaseBegun{});
  pair.wire.post([&] { pair.caller.send_update({kAudio, false, 8}); });
  pair.wire.run_for(1s);
  EXPECT_EQ(pair.callee.now(), t38) << pair.story();
  EXPECT_TRUE(pair.caller.logged("488 to UPDATE"));
}

TEST(LegRunner, an_update_that_meets_our_reinvite_gets_491) {
  LegPair pair{kPassive, LegRules{}, 100ms};
  pair.wire.run_for(950ms);
  ASSERT_EQ(pair.callee.phase(), LegPhase::reinviting) << pair.story();
  pair.wire.post([&] { pair.caller.send_update({kAudio, false, 9}); });
  pair.wire.run_for(5s);
  EXPECT_TRUE(pair.caller.logged("491 to UPDATE")) << pair.story();
  EXPECT_TRUE(pair.in(t38));
}

TEST(LegRunner, hold_stops_the_media_and_back_brings_it_again) {
  for (const bool in_t38 : {false, true}) {
    LegPair pair{kPassive, in_t38 ? LegRules{} : kPassive};
    const auto kind = in_t38 ? t38 : audio;
    pair.wire.run_for(3s);
    ASSERT_EQ(pair.callee.now(), kind);
    pair.caller.held = true;
    pair.caller.on(RefreshDue{});
    pair.wire.run_for(1s);
    EXPECT_EQ(pair.callee.now(), none) << pair.story();
    pair.caller.held = false;
    pair.caller.on(RefreshDue{});
    pair.wire.run_for(1s);
    EXPECT_EQ(pair.callee.now(), kind) << pair.story();
    EXPECT_TRUE(pair.rests());
  }
}

TEST(LegRunner, on_hold_nothing_is_asked_but_the_wish_is_kept) {
  LegPair pair{kPassive, kPassive};
  pair.wire.run_for(2s);
  pair.caller.held = true;
  pair.caller.on(RefreshDue{});
  pair.wire.run_for(1s);
  pair.callee.on(Want{t38});
  pair.wire.run_for(5s);
  EXPECT_EQ(pair.callee.reinvites_sent, 0) << pair.story();
  pair.caller.held = false;
  pair.caller.on(RefreshDue{});
  pair.wire.run_for(1s);
  EXPECT_TRUE(pair.in(t38)) << pair.story();
}

TEST(LegRunner, an_invite_without_offer_gets_ours_in_the_200_and_media_with_the_ack) {
  LegPair pair{kPassive, LegRules{}, 100ms};
  pair.caller.offerless = true;
  pair.wire.run_for(450ms);  // 100 + 100 rings + 100: 200 at the caller at 300, ACK at 400
  EXPECT_EQ(pair.callee.media, std::vector{audio}) << pair.story();
  pair.wire.run_for(5s);
  EXPECT_TRUE(pair.in(t38)) << pair.story();
}

TEST(LegRunner, a_reinvite_without_offer_gets_what_stands_and_changes_nothing) {
  for (const bool in_t38 : {false, true}) {
    LegPair pair{kPassive, in_t38 ? LegRules{} : kPassive};
    pair.wire.run_for(3s);
    pair.caller.offerless = true;
    const auto before = std::pair{pair.caller.media, pair.callee.media};
    pair.caller.on(RefreshDue{});
    pair.wire.run_for(2s);
    EXPECT_TRUE(pair.callee.logged("reanswered > up (ACK " + std::string(in_t38 ? "t38)" : "audio)"))) << pair.story();
    EXPECT_EQ((std::pair{pair.caller.media, pair.callee.media}), before);
    EXPECT_TRUE(pair.rests());
  }
}

TEST(LegRunner, an_answer_without_any_session_ends_the_call) {
  LegPair pair{kPassive, kPassive};
  pair.callee.hide_answer = true;
  pair.wire.run_for(2s);
  EXPECT_EQ(pair.caller.released, LegEnd::no_media) << pair.story();
  EXPECT_FALSE(pair.caller.answered);
  EXPECT_TRUE(pair.over());
}

// --- CANCEL and forks.

TEST(LegRunner, a_cancel_before_any_1xx_waits_for_one) {
  LegPair pair{kPassive, kPassive, 100ms};
  pair.callee.answers_at_once = 0;
  pair.wire.run_for(50ms);
  pair.caller.on(HangUp{});
  pair.wire.run_for(1ms);
  EXPECT_EQ(pair.caller.released, LegEnd::by_us) << "the port is free at once";
  EXPECT_FALSE(pair.caller.logged("CANCEL"));
  pair.wire.run_for(1s);
  EXPECT_TRUE(pair.caller.logged("CANCEL")) << pair.story();
  EXPECT_EQ(pair.callee.released, LegEnd::cancelled);
  EXPECT_TRUE(pair.over());
}

TEST(LegRunner, cancel_against_200_ends_in_ack_and_bye) {
  int crossed = 0;
  for (int when = 150; when <= 500; when += 10) {
    LegPair pair{kPassive, LegRules{}, 100ms};
    pair.wire.run_for(LegWire::Span{when});
    pair.caller.on(HangUp{});
    pair.wire.run_for(2s);
    EXPECT_EQ(pair.caller.released, LegEnd::by_us) << pair.story();
    EXPECT_TRUE(pair.callee.released == LegEnd::cancelled || pair.callee.released == LegEnd::by_far) << pair.story();
    EXPECT_TRUE(pair.over()) << when << pair.story();
    if (pair.caller.logged("cancelling > clearing (200 to INVITE audio)")) {
      ++crossed;
      EXPECT_TRUE(pair.caller.media.empty());
      EXPECT_EQ(pair.callee.released, LegEnd::by_far);
    }
  }
  EXPECT_GT(crossed, 5);
}

TEST(LegRunner, of_several_branches_one_wins_and_the_others_are_cancelled_or_hung_up) {
  int hung_up = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    LegWire wire{50ms, seed};
    wire.delays(20ms, 200ms);
    LegPeer caller{"caller", wire, kPassive};
    LegPeer first{"first", wire, kPassive};
    LegPeer second{"second", wire, kPassive};
    LegPeer silent{"silent", wire, kPassive};
    first.answers_at_once = second.answers_at_once = 100;
    caller.call({&first, &second, &silent});
    wire.run_for(3s);
    EXPECT_EQ(caller.phase(), LegPhase::up);
    EXPECT_FALSE(caller.released);
    EXPECT_EQ(silent.released, LegEnd::cancelled);
    EXPECT_EQ((first.phase() == LegPhase::up) + (second.phase() == LegPhase::up), 1);
    auto& winner = first.phase() == LegPhase::up ? first : second;
    auto& loser = &winner == &first ? second : first;
    EXPECT_TRUE(loser.runner.is_over());
    hung_up += loser.released == LegEnd::by_far;
    winner.on(HangUp{});
    wire.run_for(1s);
    EXPECT_EQ(caller.released, LegEnd::by_far);
    EXPECT_TRUE(caller.runner.is_over() && winner.runner.is_over());
  }
  EXPECT_GT(hung_up, 5);
}

TEST(LegRunner, when_every_branch_refuses_the_call_is_refused) {
  LegWire wire;
  LegPeer caller{"caller", wire, kPassive};
  LegPeer first{"first", wire, kPassive};
  LegPeer second{"second", wire, kPassive};
  caller.call({&first, &second});
  wire.run_for(1s);
  first.on(HangUp{486});
  wire.run_for(1s);
  EXPECT_FALSE(caller.released);
  second.on(HangUp{486});
  wire.run_for(1s);
  EXPECT_EQ(caller.released, LegEnd::refused);
  EXPECT_TRUE(caller.logged("released refused 486"));
}

// --- The ends.

TEST(LegRunner, nobody_answers_in_time) {
  LegRules rules = kPassive;
  rules.answer_limit = 20s;
  LegPair pair{rules, kPassive};
  pair.callee.answers_at_once = 0;
  pair.wire.run_for(25s);
  EXPECT_EQ(pair.caller.released, LegEnd::unanswered);
  EXPECT_EQ(pair.callee.released, LegEnd::cancelled);
  EXPECT_TRUE(pair.over());
}

TEST(LegRunner, a_hang_up_at_any_moment_by_either_end_or_both_ends_the_call) {
  for (const int who : {1, 2, 3}) {
    for (int when = who == 2 ? 60 : 0; when <= 2500; when += 10) {
      LegRules caller = eager_caller();
      caller.t38_start_delay = 550ms;  // glare at 850 ms, and what follows from it
      LegPair pair{caller, LegRules{}, 50ms, static_cast<std::uint32_t>(when)};
      pair.wire.run_for(LegWire::Span{when});
      if (who & 1) pair.caller.on(HangUp{});
      if (who & 2) pair.callee.on(HangUp{});
      pair.wire.run_for(1ms);
      EXPECT_TRUE((who & 1) == 0 || pair.caller.released) << when << pair.story();
      pair.wire.run_for(1999ms);
      EXPECT_TRUE(pair.caller.released) << when << pair.story();
      EXPECT_TRUE(pair.callee.released) << when << pair.story();
      EXPECT_TRUE(pair.over()) << when << pair.story();
    }
  }
}

TEST(LegRunner, a_hang_up_before_the_ack_sends_bye_after_it) {
  LegPair pair{kPassive, LegRules{}, 100ms};
  pair.wire.run_for(250ms);  // the 200 left at 200 ms
  pair.callee.on(HangUp{});
  pair.wire.run_for(1ms);
  EXPECT_EQ(pair.callee.released, LegEnd::by_us) << "the port is free at once";
  EXPECT_FALSE(pair.callee.logged("BYE"));
  pair.wire.run_for(2s);
  EXPECT_TRUE(pair.callee.logged("closing > clearing (ACK no answer)")) << pair.story();
  EXPECT_EQ(pair.caller.released, LegEnd::by_far);
  EXPECT_TRUE(pair.over());
}

TEST(LegRunner, the_session_timer_and_a_stopped_stack_end_the_call) {
  LegPair pair{kPassive, LegRules{}};
  pair.wire.run_for(3s);
  pair.callee.on(SessionExpired{});
  pair.wire.run_for(1s);
  EXPECT_EQ(pair.callee.released, LegEnd::expired);
  EXPECT_TRUE(pair.over()) << pair.story();

  LegPair other{kPassive, LegRules{}};
  other.wire.run_for(3s);
  other.callee.on(Stopped{});
  other.wire.run_for(1s);
  EXPECT_EQ(other.callee.released, LegEnd::stopped);
  EXPECT_TRUE(other.callee.runner.is_over());
}

TEST(LegRunner, a_missing_ack_ends_the_call_unless_a_fax_runs) {
  for (const bool in_page : {false, true}) {
    LegPair pair{kPassive, kPassive};
    pair.wire.run_for(2s);
    if (in_page) pair.callee.on(PagePhaseBegun{});
    // Below the caller's leg, so that no ACK comes.
    pair.wire.post([&] { pair.caller.send_stray_reinvite({kAudio, false, 9}); });
    pair.wire.run_for(40s);
    EXPECT_EQ(pair.callee.released.has_value(), !in_page) << pair.story();
    if (!in_page) {
      EXPECT_EQ(pair.callee.released, LegEnd::no_ack);
    }
  }
}

}  // namespace
}  // namespace caselli::sip
