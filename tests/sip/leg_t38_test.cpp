// How two ends come to T.38 or stay in audio: each race played by two legs over a network
// with delay.

#include <gtest/gtest.h>

#include <algorithm>

#include "leg_wire.h"

namespace caselli::sip {
namespace {

using namespace std::chrono_literals;
using enum Transport;

// --- Who asks for T.38.

TEST(LegT38, the_called_side_asks_for_t38_after_the_answer_and_both_use_it) {
  LegPair pair{kPassive, LegRules{}};
  pair.wire.run_for(5s);
  EXPECT_TRUE(pair.in(t38)) << pair.story();
  EXPECT_EQ(pair.caller.media, (std::vector{audio, t38}));
  EXPECT_EQ(pair.callee.reinvites_sent, 1);
  EXPECT_TRUE(pair.caller.rang);
  EXPECT_TRUE(pair.rests());
}

TEST(LegT38, the_calling_side_may_ask_for_t38_when_it_hears_the_answering_fax) {
  LegRules rules = kPassive;
  rules.when_calling = T38Start::when_heard;
  LegPair pair{rules, kPassive};
  pair.wire.run_for(3s);
  EXPECT_TRUE(pair.in(audio)) << pair.story();
  pair.caller.on(FaxHeard{});
  pair.wire.run_for(1s);
  EXPECT_TRUE(pair.in(t38)) << pair.story();
  EXPECT_EQ(pair.caller.reinvites_sent, 1);
  pair.caller.on(FaxHeard{});
  pair.wire.run_for(1s);
  EXPECT_EQ(pair.caller.reinvites_sent, 1);
}

TEST(LegT38, the_called_side_may_wait_for_the_callers_tone) {
  LegRules rules = kPassive;
  rules.when_called = T38Start::when_heard;
  LegPair pair{kPassive, rules};
  pair.wire.run_for(2s);
  EXPECT_TRUE(pair.in(audio));
  pair.callee.on(FaxHeard{});
  pair.wire.run_for(1s);
  EXPECT_TRUE(pair.in(t38)) << pair.story();
}

TEST(LegT38, when_nobody_asks_for_t38_both_stay_in_audio_and_say_so) {
  LegPair pair{kPassive, kPassive};
  pair.wire.run_for(9s);
  EXPECT_TRUE(pair.caller.notes.empty());
  pair.wire.run_for(20s);
  EXPECT_TRUE(pair.in(audio));
  EXPECT_EQ(pair.caller.notes, std::vector{LegNote::t38_not_asked});
  EXPECT_EQ(pair.callee.notes, std::vector{LegNote::t38_not_asked});
  EXPECT_EQ(pair.caller.reinvites_sent + pair.callee.reinvites_sent, 0);
}

TEST(LegT38, an_attempt_without_t38_never_offers_nor_takes_it) {
  LegRules eager = eager_caller();
  eager.t38 = false;
  eager.first_offer = kT38;
  LegPair pair{eager, LegRules{}};
  pair.wire.run_for(30s);
  EXPECT_TRUE(pair.in(audio)) << pair.story();
  EXPECT_TRUE(pair.callee.logged("t38_refused 488")) << pair.story();
  EXPECT_EQ(pair.callee.reinvites_sent, 1) << "what was refused is not asked again";
}

// --- T.38 in the first INVITE.

TEST(LegT38, t38_in_the_first_invite_is_taken) {
  LegRules rules = kPassive;
  rules.first_offer = kT38;
  LegPair pair{rules, kPassive};
  pair.wire.run_for(1s);
  EXPECT_EQ(pair.caller.media, std::vector{t38}) << pair.story();
  EXPECT_EQ(pair.callee.media, std::vector{t38});
}

TEST(LegT38, t38_in_the_first_invite_refused_by_488_is_followed_by_audio_in_the_same_call) {
  LegRules rules = kPassive;
  rules.first_offer = kT38;
  LegRules refusing = kPassive;
  refusing.t38_in_first = false;
  // The refusal ends the callee's leg; the second INVITE meets a new one.
  LegWire wire;
  LegPeer caller{"caller", wire, rules};
  LegPeer first{"first", wire, refusing};
  caller.call({&first});
  wire.run_for(1s);
  EXPECT_EQ(first.released, LegEnd::unsuitable);
  EXPECT_FALSE(caller.released);
  EXPECT_EQ(caller.notes, std::vector{LegNote::t38_refused});
  EXPECT_TRUE(caller.logged("INVITE audio"));
}

TEST(LegT38, t38_with_port_0_in_the_first_answer_is_followed_by_a_reinvite_to_audio) {
  LegRules rules = kPassive;
  rules.first_offer = kT38;
  LegPair pair{rules, kPassive};
  pair.callee.refuse_streams = true;
  pair.wire.run_for(2s);
  EXPECT_EQ(pair.caller.media, std::vector{audio}) << pair.story();
  EXPECT_EQ(pair.callee.now(), audio);
  EXPECT_TRUE(pair.caller.logged("re-INVITE audio"));
  EXPECT_EQ(std::ranges::count(pair.caller.notes, LegNote::t38_refused), 1);
}

TEST(LegT38, audio_and_image_in_one_offer_get_one_of_both_by_setting) {
  LegRules both = kPassive;
  both.first_offer = kAudioAndT38;
  LegRules audio_first = kPassive;
  audio_first.t38_in_first = false;
  for (const auto& [rules, expected] :
       {std::pair{kPassive, t38}, std::pair{audio_first, audio}, std::pair{kNoT38, audio}}) {
    LegPair pair{both, rules};
    pair.wire.run_for(1s);
    EXPECT_TRUE(pair.in(expected)) << pair.story();
  }
}

// --- T.38 refused.

TEST(LegT38, t38_refused_by_488_415_606_and_others_leaves_the_call_in_audio) {
  for (const int code : {488, 415, 606, 403, 500, 503}) {
    LegPair pair{kPassive, LegRules{}};
    pair.caller.refuse_reinvite = code;
    pair.wire.run_for(60s);
    EXPECT_TRUE(pair.in(audio)) << pair.story();
    EXPECT_EQ(pair.callee.reinvites_sent, 1) << code;
    EXPECT_EQ(pair.callee.notes, std::vector{LegNote::t38_refused}) << code;
    EXPECT_TRUE(pair.rests()) << code;
  }
}

TEST(LegT38, t38_with_port_0_in_the_answer_is_followed_by_audio_again) {
  LegPair pair{kPassive, LegRules{}};
  pair.caller.refuse_streams = true;
  pair.wire.run_for(30s);
  EXPECT_TRUE(pair.in(audio)) << pair.story();
  EXPECT_EQ(pair.callee.media, std::vector{audio}) << "the fax in audio is not disturbed";
  EXPECT_TRUE(pair.callee.logged("re-INVITE audio")) << pair.story();
  EXPECT_EQ(pair.callee.reinvites_sent, 2);
  EXPECT_TRUE(pair.rests());
}

TEST(LegT38, each_of_two_reinvites_in_a_row_has_its_own_time) {
  // Seven seconds there and back, of the eight that a re-INVITE has.
  LegPair pair{kPassive, LegRules{}, 3500ms};
  pair.caller.refuse_streams = true;
  pair.wire.run_for(60s);
  EXPECT_EQ(pair.callee.reinvites_sent, 2) << pair.story();
  EXPECT_TRUE(pair.in(audio) && pair.rests()) << pair.story();
}

TEST(LegT38, silence_after_a_1xx_ends_in_cancel_and_the_call_stays_in_audio) {
  LegPair pair{kPassive, LegRules{}};
  pair.caller.silent = true;
  pair.wire.run_for(8s);
  EXPECT_EQ(pair.callee.phase(), LegPhase::reinviting) << pair.story();
  pair.wire.run_for(2s);
  EXPECT_TRUE(pair.callee.logged("CANCEL re-INVITE")) << pair.story();
  EXPECT_EQ(pair.callee.notes, std::vector{LegNote::t38_unanswered});
  EXPECT_TRUE(pair.in(audio));
  EXPECT_TRUE(pair.rests());
}

TEST(LegT38, silence_without_a_1xx_stays_in_audio_and_the_far_ends_time_out_does_no_harm) {
  LegPair pair{kPassive, LegRules{}};
  pair.caller.mute = true;
  pair.wire.run_for(15s);
  EXPECT_EQ(pair.callee.phase(), LegPhase::abandoning) << pair.story();
  EXPECT_FALSE(pair.callee.logged("CANCEL re-INVITE")) << "RFC 3261 9.1: not before a 1xx";
  pair.callee.on(ReinviteRefused{408, {}});  // 64 * T1, by the stack
  pair.wire.run_for(1s);
  EXPECT_TRUE(pair.in(audio));
  EXPECT_TRUE(pair.rests());
  EXPECT_FALSE(pair.callee.released);
}

TEST(LegT38, a_200_that_crosses_the_cancel_of_our_reinvite_is_taken) {
  LegPair pair{kPassive, LegRules{.reinvite_limit = 250ms}, 100ms};
  pair.wire.delays(100ms, 100ms);
  pair.wire.run_for(10s);
  EXPECT_TRUE(pair.in(t38)) << pair.story();
  LegPair late{kPassive, LegRules{.reinvite_limit = 150ms}, 100ms};
  late.wire.run_for(10s);
  EXPECT_TRUE(late.callee.logged("reinviting > abandoning (timer)")) << late.story();
  EXPECT_TRUE(late.in(t38)) << late.story();
  EXPECT_TRUE(late.rests());
}

TEST(LegT38, a_time_out_or_an_unknown_dialog_for_a_reinvite_ends_the_call) {
  for (const int code : {408, 481}) {
    LegPair pair{kPassive, LegRules{}};
    pair.caller.refuse_reinvite = code;
    pair.wire.run_for(5s);
    EXPECT_EQ(pair.callee.released, LegEnd::dialog_lost) << pair.story();
    EXPECT_EQ(pair.caller.released, LegEnd::by_far);
    EXPECT_TRUE(pair.over());
  }
}

// --- Glare.

// Behaviour row 2: the races of RFC 6337, one by one from here on.
TEST(LegT38, glare_both_ends_ask_at_once_get_491_and_end_with_t38) {
  for (std::uint32_t seed = 1; seed <= 50; ++seed) {
    LegRules callee{};
    LegRules caller = eager_caller();
    // The callee starts 500 ms after the ACK, the caller 550 ms after sending it.
    caller.t38_start_delay = 550ms;
    LegPair pair{caller, callee, 50ms, seed};
    pair.wire.run_for(850ms);
    EXPECT_EQ(pair.caller.glares, 1) << pair.story();
    EXPECT_EQ(pair.callee.glares, 1) << pair.story();
    EXPECT_TRUE(pair.in(audio));
    pair.wire.run_for(10s);
    EXPECT_TRUE(pair.in(t38)) << pair.story();
    EXPECT_TRUE(pair.rests());
    // The other end waits 0 to 2 s, the owner of the Call-ID 2.1 to 4 s: the callee wins.
    EXPECT_EQ(pair.callee.reinvites_sent, 2);
    EXPECT_EQ(pair.caller.reinvites_sent, 1) << "its wish was fulfilled by the callee";
    const auto wait = pair.callee.reinvite_times[1] - pair.callee.reinvite_times[0];
    EXPECT_LE(wait, 2s + 100ms);
  }
}

TEST(LegT38, glare_the_owner_of_the_call_id_waits_2_1_to_4_seconds) {
  Monotonic least{1h};
  Monotonic most{};
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    LegPair pair{eager_caller(), kPassive, 50ms, seed};
    pair.callee.refuse_reinvite = 491;
    pair.wire.run_for(1s);
    pair.callee.refuse_reinvite = 0;
    pair.wire.run_for(5s);
    ASSERT_EQ(pair.caller.reinvites_sent, 2) << pair.story();
    EXPECT_TRUE(pair.in(t38));
    const auto wait = pair.caller.reinvite_times[1] - pair.caller.reinvite_times[0] - 100ms;
    least = std::min(least, wait);
    most = std::max(most, wait);
    EXPECT_EQ(wait % 10ms, 0ns) << "RFC 3261 14.1: in units of 10 ms";
  }
  EXPECT_GE(least, 2100ms);
  EXPECT_LE(most, 4000ms);
  EXPECT_GT(most - least, 1s);
}

TEST(LegT38, after_491_again_and_again_the_call_stays_in_audio) {
  LegPair pair{eager_caller(), kPassive};
  pair.callee.refuse_reinvite = 491;
  pair.wire.run_for(60s);
  EXPECT_EQ(pair.caller.reinvites_sent, 4);
  EXPECT_EQ(std::ranges::count(pair.caller.notes, LegNote::t38_unanswered), 1) << pair.story();
  EXPECT_TRUE(pair.in(audio));
  EXPECT_TRUE(pair.rests());
}

TEST(LegT38, a_500_with_retry_after_is_tried_again_after_that_time) {
  LegPair pair{eager_caller(), kPassive};
  pair.callee.refuse_reinvite = 500;
  pair.callee.retry_after = 3s;
  pair.wire.run_for(2s);
  pair.callee.refuse_reinvite = 0;
  pair.wire.run_for(10s);
  ASSERT_EQ(pair.caller.reinvites_sent, 2);
  EXPECT_EQ(pair.caller.reinvite_times[1] - pair.caller.reinvite_times[0], 3s + 100ms);
  EXPECT_TRUE(pair.in(t38)) << pair.story();
}

// --- Before the ACK, twice, late.

TEST(LegT38, our_reinvite_waits_for_the_ack_of_their_invite) {
  LegPair pair{kPassive, LegRules{.t38_start_delay = 0ms}, 200ms};
  pair.callee.on(FaxHeard{});
  pair.wire.run_for(550ms);  // INVITE 200, rings 100, 200 OK 200: no ACK at the callee yet
  EXPECT_EQ(pair.callee.phase(), LegPhase::accepted) << pair.story();
  pair.callee.on(Want{t38});
  pair.wire.run_for(100ms);
  EXPECT_EQ(pair.callee.reinvites_sent, 0);
  pair.wire.run_for(2s);
  EXPECT_TRUE(pair.in(t38)) << pair.story();
}

TEST(LegT38, a_reinvite_that_overtakes_the_ack_is_answered) {
  // The caller's re-INVITE leaves with its ACK; with these seeds it arrives before it.
  int overtaken = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    LegRules caller = eager_caller();
    caller.t38_start_delay = 0ms;
    LegPair pair{caller, kPassive, 50ms, seed};
    pair.wire.delays(20ms, 300ms);
    pair.wire.run_for(10s);
    overtaken += pair.callee.logged("accepted > reanswered (re-INVITE t38)");
    EXPECT_TRUE(pair.in(t38)) << pair.story();
    EXPECT_TRUE(pair.rests()) << pair.story();
  }
  EXPECT_GT(overtaken, 5);
}

TEST(LegT38, a_reinvite_that_overtakes_the_ack_with_the_answer_gets_491) {
  int overtaken = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    LegRules caller = eager_caller();
    caller.t38_start_delay = 0ms;
    LegPair pair{caller, kPassive, 50ms, seed};
    pair.caller.offerless = true;
    pair.wire.at(10ms, [&] { pair.caller.offerless = false; });
    pair.wire.delays(20ms, 300ms);
    pair.wire.run_for(20s);
    overtaken += pair.callee.logged("refuses 491");
    EXPECT_TRUE(pair.in(t38)) << pair.story();
    EXPECT_TRUE(pair.rests()) << pair.story();
  }
  EXPECT_GT(overtaken, 5);
}

TEST(LegT38, two_reinvites_in_a_row_are_both_answered) {
  LegPair pair{kPassive, kPassive};
  pair.wire.run_for(2s);
  pair.caller.on(Want{t38});
  pair.caller.on(Want{audio});
  pair.caller.on(Want{t38});
  pair.caller.on(Want{audio});
  pair.wire.run_for(5s);
  EXPECT_EQ(pair.caller.reinvites_sent, 2) << pair.story();
  EXPECT_EQ(pair.callee.media, (std::vector{audio, t38, audio}));
  EXPECT_TRUE(pair.in(audio));
  EXPECT_TRUE(pair.rests());
}

// Behaviour row 3.
TEST(LegT38, a_late_t38_reinvite_after_dcs_gets_488_and_the_fax_goes_on_in_audio) {
  LegPair pair{kPassive, LegRules{.t38_start_delay = 4s}};
  pair.wire.run_for(3s);
  pair.caller.on(PagePhaseBegun{});
  pair.wire.run_for(60s);
  EXPECT_EQ(pair.caller.notes, std::vector{LegNote::change_refused}) << pair.story();
  EXPECT_EQ(pair.callee.notes, std::vector{LegNote::t38_refused});
  EXPECT_EQ(pair.caller.media, std::vector{audio});
  EXPECT_EQ(pair.callee.media, std::vector{audio});
  EXPECT_TRUE(pair.rests());
}

TEST(LegT38, a_dcs_stops_our_own_wish_for_t38) {
  LegPair pair{kPassive, LegRules{.t38_start_delay = 4s}};
  pair.wire.run_for(3s);
  pair.callee.on(PagePhaseBegun{});
  pair.wire.run_for(60s);
  EXPECT_EQ(pair.callee.reinvites_sent, 0) << pair.story();
  EXPECT_TRUE(pair.in(audio));
}

TEST(LegT38, a_dcs_while_our_reinvite_is_out_takes_it_back_and_audio_wins) {
  LegPair pair{kPassive, LegRules{}, 100ms};
  pair.wire.run_for(1050ms);  // the ACK came at 400 ms, so the re-INVITE left at 900 ms
  ASSERT_EQ(pair.callee.phase(), LegPhase::reinviting) << pair.story();
  pair.callee.on(PagePhaseBegun{});
  pair.wire.run_for(10s);
  EXPECT_TRUE(pair.in(audio)) << pair.story();
  EXPECT_EQ(pair.callee.media, std::vector{audio}) << "its 200 came after the DCS: asked back without a break";
  EXPECT_TRUE(pair.rests());
}

TEST(LegT38, t38_that_came_too_late_is_used_after_all_when_the_far_end_keeps_it) {
  LegPair pair{kPassive, LegRules{}, 100ms};
  pair.wire.run_for(1050ms);
  ASSERT_EQ(pair.callee.phase(), LegPhase::reinviting) << pair.story();
  pair.callee.on(PagePhaseBegun{});
  pair.caller.on(PagePhaseBegun{});  // its fax runs in T.38 already: a re-INVITE to audio gets 488
  pair.wire.run_for(10s);
  EXPECT_TRUE(pair.callee.logged("re-INVITE audio")) << pair.story();
  EXPECT_TRUE(pair.in(t38)) << pair.story();
  EXPECT_TRUE(pair.rests());
}

}  // namespace
}  // namespace caselli::sip
