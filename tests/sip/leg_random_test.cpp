// Two legs, a network that delays each message as it likes, and commands by chance.

#include <gtest/gtest.h>

#include "leg_wire.h"

namespace caselli::sip {
namespace {

using namespace std::chrono_literals;
using enum Transport;

// The longest that one stage may last before a timer moves it on: 64 * T1.
constexpr auto kSlowest = 32s;

constexpr std::uint32_t kSeeds = 400;

LegRules random_rules(LegWire& wire, bool calling) {
  const T38Start starts[] = {T38Start::never, T38Start::when_heard, T38Start::at_answer};
  const Kinds offers[] = {kAudio, kAudio, kAudioAndT38, kT38};
  LegRules rules;
  rules.when_calling = starts[wire.below(3)];
  rules.when_called = starts[wire.below(3)];
  // A T.38 offer alone may be refused, and the second INVITE would need a new callee.
  rules.first_offer = offers[wire.below(calling ? 3 : 4)];
  rules.t38_in_first = wire.below(3) != 0;
  rules.t38 = wire.below(8) != 0;
  rules.t38_start_delay = LegWire::Span{wire.below(1500)};
  rules.reinvite_limit = LegWire::Span{100 + wire.below(8000)};
  return rules;
}

void command_by_chance(LegWire& wire, LegPeer& peer) {
  switch (wire.below(9)) {
    case 0:
    case 1:
      return peer.on(Want{t38});
    case 2:
      return peer.on(Want{audio});
    case 3:
      return peer.on(RefreshDue{});
    case 4:
      return peer.on(FaxHeard{});
    case 5:
      return peer.on(PagePhaseBegun{});
    case 6:
      return peer.on(PagePhaseOver{});
    case 7: {
      const int codes[] = {0, 0, 488, 491, 503, 500};
      peer.refuse_reinvite = codes[wire.below(6)];
      peer.retry_after.reset();
      if (peer.refuse_reinvite == 500) peer.retry_after = std::chrono::seconds{wire.below(10)};
      return;
    }
    default:
      peer.offerless = wire.below(4) == 0;
      return;
  }
}

struct RandomCall {
  explicit RandomCall(std::uint32_t seed)
      : dice(LegWire::Span{0}, seed), pair(random_rules(dice, true), random_rules(dice, false), 1ms, seed) {
    pair.wire.delays(1ms, LegWire::Span{1 + dice.below(600)});
    pair.callee.answers_at_once = static_cast<int>(1 + dice.below(3000));
  }
  // Runs on while both ends are watched: how long they used different media at most.
  void watch(std::chrono::milliseconds span) {
    for (auto passed = 0ms; passed < span; passed += 50ms) {
      pair.wire.run_for(50ms);
      const bool live = pair.caller.answered && pair.callee.answered && !pair.caller.released && !pair.callee.released;
      apart = live && pair.caller.now() != pair.callee.now() ? apart + 50ms : 0ms;
      longest = std::max(longest, apart);
    }
  }
  LegWire dice;
  LegPair pair;
  std::chrono::milliseconds apart{0};
  std::chrono::milliseconds longest{0};
};

TEST(LegRandom, two_legs_agree_on_the_media_and_always_end_whatever_crosses) {
  int in_t38 = 0;
  int glares = 0;
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    RandomCall call{seed};
    auto& [dice, pair, apart, longest] = call;
    const auto commands = dice.below(25);
    for (std::uint32_t i = 0; i < commands; ++i) {
      command_by_chance(dice, dice.below(2) ? pair.caller : pair.callee);
      call.watch(std::chrono::milliseconds{dice.below(2000)});
    }
    // Left alone, both come to rest in the same media, or have ended.
    pair.caller.refuse_reinvite = pair.callee.refuse_reinvite = 0;
    call.watch(40s);
    ASSERT_TRUE(pair.rests() || pair.over()) << "seed " << seed << pair.story();
    ASSERT_EQ(pair.caller.released.has_value(), pair.callee.released.has_value()) << "seed " << seed << pair.story();
    if (pair.rests()) {
      ASSERT_EQ(pair.caller.now(), pair.callee.now()) << "seed " << seed << pair.story();
    }
    ASSERT_LE(longest, kSlowest) << "seed " << seed << pair.story();
    in_t38 += pair.caller.now() == t38;
    glares += pair.caller.glares + pair.callee.glares;
    // Hanging up ends it at once for who does it, and soon for the other.
    command_by_chance(dice, dice.below(2) ? pair.caller : pair.callee);
    (dice.below(2) ? pair.caller : pair.callee).on(HangUp{});
    if (dice.below(3) == 0) (dice.below(2) ? pair.caller : pair.callee).on(HangUp{});
    pair.wire.run_for(3s);
    ASSERT_TRUE(pair.over()) << "seed " << seed << pair.story();
    ASSERT_FALSE(HasFailure()) << "seed " << seed << pair.story();
  }
  EXPECT_GT(in_t38, 80);
  EXPECT_GT(glares, 30);
}

TEST(LegRandom, a_hang_up_amid_anything_ends_both_legs) {
  for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
    RandomCall call{seed};
    auto& [dice, pair, apart, longest] = call;
    pair.wire.run_for(700ms);  // the INVITE has arrived
    for (std::uint32_t i = dice.below(12); i > 0; --i) {
      command_by_chance(dice, dice.below(2) ? pair.caller : pair.callee);
      pair.wire.run_for(LegWire::Span{dice.below(1000)});
    }
    (dice.below(2) ? pair.caller : pair.callee).on(HangUp{});
    pair.wire.run_for(40s);
    ASSERT_TRUE(pair.over()) << "seed " << seed << pair.story();
    ASSERT_TRUE(pair.caller.released && pair.callee.released) << "seed " << seed << pair.story();
    ASSERT_FALSE(HasFailure()) << "seed " << seed << pair.story();
  }
}

}  // namespace
}  // namespace caselli::sip
