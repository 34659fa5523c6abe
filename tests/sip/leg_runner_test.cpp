// The races between two ends, each played by two legs over a network with delay.

#include <gtest/gtest.h>

#include <algorithm>

#include "leg_wire.h"

namespace caselli::sip {
namespace {

using namespace std::chrono_literals;
using enum Transport;

const LegRules kPassive{.when_called = T38Start::never, .when_calling = T38Start::never};
const LegRules kNoT38{.t38 = false};

LegRules eager_caller() { return {.when_called = T38Start::never, .when_calling = T38Start::at_answer}; }

std::size_t count(const std::vector<LegNote>& notes, LegNote note) {
  return static_cast<std::size_t>(std::ranges::count(notes, note));
}

// --- Who asks for T.38.

TEST(LegRunner, the_called_side_asks_for_t38_after_the_answer_and_both_use_it) {
  LegPair pair{kPassive, LegRules{}};
  pair.wire.run_for(5s);
  EXPECT_TRUE(pair.in(t38)) << pair.story();
  EXPECT_EQ(pair.caller.media, (std::vector{audio, t38}));
  EXPECT_EQ(pair.callee.reinvites_sent, 1);
  EXPECT_TRUE(pair.caller.rang);
  EXPECT_TRUE(pair.rests());
}

TEST(LegRunner, the_calling_side_may_ask_for_t38_when_it_hears_the_answering_fax) {
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

TEST(LegRunner, the_called_side_may_wait_for_the_callers_tone) {
  LegRules rules = kPassive;
  rules.when_called = T38Start::when_heard;
  LegPair pair{kPassive, rules};
  pair.wire.run_for(2s);
  EXPECT_TRUE(pair.in(audio));
  pair.callee.on(FaxHeard{});
  pair.wire.run_for(1s);
  EXPECT_TRUE(pair.in(t38)) << pair.story();
}

TEST(LegRunner, when_nobody_asks_for_t38_both_stay_in_audio_and_say_so) {
  LegPair pair{kPassive, kPassive};
  pair.wire.run_for(9s);
  EXPECT_TRUE(pair.caller.notes.empty());
  pair.wire.run_for(20s);
  EXPECT_TRUE(pair.in(audio));
  EXPECT_EQ(pair.caller.notes, std::vector{LegNote::t38_not_asked});
  EXPECT_EQ(pair.callee.notes, std::vector{LegNote::t38_not_asked});
  EXPECT_EQ(pair.caller.reinvites_sent + pair.callee.reinvites_sent, 0);
}

TEST(LegRunner, an_attempt_without_t38_never_offers_nor_takes_it) {
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

TEST(LegRunner, t38_in_the_first_invite_is_taken) {
  LegRules rules = kPassive;
  rules.first_offer = kT38;
  LegPair pair{rules, kPassive};
  pair.wire.run_for(1s);
  EXPECT_EQ(pair.caller.media, std::vector{t38}) << pair.story();
  EXPECT_EQ(pair.callee.media, std::vector{t38});
}

TEST(LegRunner, t38_in_the_first_invite_refused_by_488_is_followed_by_audio_in_the_same_call) {
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

TEST(LegRunner, t38_with_port_0_in_the_first_answer_is_followed_by_a_reinvite_to_audio) {
  LegRules rules = kPassive;
  rules.first_offer = kT38;
  LegPair pair{rules, kPassive};
  pair.callee.refuse_streams = true;
  pair.wire.run_for(2s);
  EXPECT_EQ(pair.caller.media, std::vector{audio}) << pair.story();
  EXPECT_EQ(pair.callee.now(), audio);
  EXPECT_TRUE(pair.caller.logged("re-INVITE audio"));
  EXPECT_EQ(count(pair.caller.notes, LegNote::t38_refused), 1u);
}

TEST(LegRunner, audio_and_image_in_one_offer_get_one_of_both_by_setting) {
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

TEST(LegRunner, t38_refused_by_488_415_606_and_others_leaves_the_call_in_audio) {
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

TEST(LegRunner, t38_with_port_0_in_the_answer_is_followed_by_audio_again) {
  LegPair pair{kPassive, LegRules{}};
  pair.caller.refuse_streams = true;
  pair.wire.run_for(30s);
  EXPECT_TRUE(pair.in(audio)) << pair.story();
  EXPECT_EQ(pair.callee.media, std::vector{audio}) << "the fax in audio is not disturbed";
  EXPECT_TRUE(pair.callee.logged("re-INVITE audio")) << pair.story();
  EXPECT_EQ(pair.callee.reinvites_sent, 2);
  EXPECT_TRUE(pair.rests());
}

TEST(LegRunner, silence_after_a_1xx_ends_in_cancel_and_the_call_stays_in_audio) {
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

TEST(LegRunner, silence_without_a_1xx_stays_in_audio_and_the_far_ends_time_out_does_no_harm) {
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

TEST(LegRunner, a_200_that_crosses_the_cancel_of_our_reinvite_is_taken) {
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

TEST(LegRunner, a_time_out_or_an_unknown_dialog_for_a_reinvite_ends_the_call) {
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

TEST(LegRunner, glare_both_ends_ask_at_once_get_491_and_end_with_t38) {
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

TEST(LegRunner, glare_the_owner_of_the_call_id_waits_2_1_to_4_seconds) {
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

TEST(LegRunner, after_491_again_and_again_the_call_stays_in_audio) {
  LegPair pair{eager_caller(), kPassive};
  pair.callee.refuse_reinvite = 491;
  pair.wire.run_for(60s);
  EXPECT_EQ(pair.caller.reinvites_sent, 4);
  EXPECT_EQ(count(pair.caller.notes, LegNote::t38_unanswered), 1u) << pair.story();
  EXPECT_TRUE(pair.in(audio));
  EXPECT_TRUE(pair.rests());
}

TEST(LegRunner, a_500_with_retry_after_is_tried_again_after_that_time) {
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

TEST(LegRunner, our_reinvite_waits_for_the_ack_of_their_invite) {
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

TEST(LegRunner, a_reinvite_that_overtakes_the_ack_is_answered) {
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

TEST(LegRunner, a_reinvite_that_overtakes_the_ack_with_the_answer_gets_491) {
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

TEST(LegRunner, two_reinvites_in_a_row_are_both_answered) {
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

TEST(LegRunner, a_late_t38_reinvite_after_dcs_gets_488_and_the_fax_goes_on_in_audio) {
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

TEST(LegRunner, a_dcs_stops_our_own_wish_for_t38) {
  LegPair pair{kPassive, LegRules{.t38_start_delay = 4s}};
  pair.wire.run_for(3s);
  pair.callee.on(PagePhaseBegun{});
  pair.wire.run_for(60s);
  EXPECT_EQ(pair.callee.reinvites_sent, 0) << pair.story();
  EXPECT_TRUE(pair.in(audio));
}

TEST(LegRunner, a_dcs_while_our_reinvite_is_out_takes_it_back_and_audio_wins) {
  LegPair pair{kPassive, LegRules{}, 100ms};
  pair.wire.run_for(1050ms);  // the ACK came at 400 ms, so the re-INVITE left at 900 ms
  ASSERT_EQ(pair.callee.phase(), LegPhase::reinviting) << pair.story();
  pair.callee.on(PagePhaseBegun{});
  pair.wire.run_for(10s);
  EXPECT_TRUE(pair.in(audio)) << pair.story();
  EXPECT_EQ(pair.callee.media, std::vector{audio}) << "its 200 came after the DCS: asked back without a break";
  EXPECT_TRUE(pair.rests());
}

// --- Refresh, hold, no offer.

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
