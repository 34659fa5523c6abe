// Every state with every event. The table is written from the RFCs, see docs/wire/sip.md.

#include "sip/call_leg.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

#include "call_leg_table.h"

namespace caselli::sip {
namespace {

using enum Transport;

const LegRules kRules{.when_called = T38Start::never, .when_calling = T38Start::never};

LegOffer offer(Kinds kinds, bool held = false, bool same = false) { return {kinds, held, same}; }
Offered reinvited(std::optional<LegOffer> what) { return {OfferBy::reinvite, what, 2, 0}; }
Offered updated(std::optional<LegOffer> what) { return {OfferBy::update, what, 2, 0}; }
LegAnswer answer(Kinds kinds) { return {kinds, false}; }

LegState after(const std::vector<LegEvent>& events) {
  LegState state;
  for (const auto& event : events) state = next_step(kRules, state, event).next;
  return state;
}

std::vector<LegEvent> operator+(std::vector<LegEvent> events, const LegEvent& next) {
  events.push_back(next);
  return events;
}

// Every state that differs in what it answers, made by the events that lead to it.
std::map<std::string, LegState> all_states() {
  using Events = std::vector<LegEvent>;
  const Events idle, calling{Dial{}}, ringing{Invited{offer(kAudio), 1}}, ringing_bare{Invited{}};
  const Events calling_180 = calling + Progress{}, up = calling + Answered{0, answer(kAudio)};
  const Events reinviting = up + Want{t38}, reinviting_1xx = reinviting + ReinviteProgress{};
  const Events accepted = ringing + Accept{};
  const std::pair<const char*, Events> made[] = {
      {"idle", idle},
      {"calling", calling},
      {"calling_180", calling_180},
      {"calling_183", calling + Progress{183, 0, answer(kAudio), true}},  // answered for good, reliably
      {"cancelling", calling + HangUp{}},
      {"cancelling_180", calling_180 + HangUp{}},
      {"ringing", ringing},
      {"ringing_bare", ringing_bare},  // bare: without offer
      {"accepted", accepted},
      {"accepted_bare", ringing_bare + Accept{}},
      {"up", up},
      {"up_t38", reinviting + ReinviteAccepted{answer(kT38)}},
      {"up_page", up + PagePhaseBegun{}},
      {"up_held", up + reinvited(offer(kAudio, true)) + Acked{2, {}}},
      {"reinviting", reinviting},
      {"reinviting_1xx", reinviting_1xx},
      {"falling_back", reinviting + ReinviteAccepted{answer({})}},  // T.38 got port 0, audio is asked back
      {"refreshing", up + RefreshDue{}},
      {"abandoning", reinviting + Expired{}},
      {"abandoning_1xx", reinviting_1xx + Expired{}},
      {"reanswered", up + reinvited(offer(kAudio))},
      {"reanswered_bare", up + reinvited({})},
      {"backing_off", reinviting + ReinviteRefused{491, {}}},
      {"closing", accepted + HangUp{}},
      {"clearing", up + HangUp{}},
      {"ended", up + ByeArrived{}},
  };
  std::map<std::string, LegState> states;
  for (const auto& [name, events] : made) states[name] = after(events);
  return states;
}

using MakeEvent = LegEvent (*)(const LegState&);
const std::map<std::string, MakeEvent> kEvents = {
    {"dial", [](const LegState&) -> LegEvent { return Dial{}; }},
    {"ring", [](const LegState&) -> LegEvent { return Ring{}; }},
    {"accept", [](const LegState&) -> LegEvent { return Accept{}; }},
    {"hang_up", [](const LegState&) -> LegEvent { return HangUp{}; }},
    {"want_t38", [](const LegState&) -> LegEvent { return Want{t38}; }},
    {"want_audio", [](const LegState&) -> LegEvent { return Want{audio}; }},
    {"refresh_due", [](const LegState&) -> LegEvent { return RefreshDue{}; }},
    {"session_expired", [](const LegState&) -> LegEvent { return SessionExpired{}; }},
    {"stopped", [](const LegState&) -> LegEvent { return Stopped{}; }},
    {"fax_heard", [](const LegState&) -> LegEvent { return FaxHeard{}; }},
    {"page_begun", [](const LegState&) -> LegEvent { return PagePhaseBegun{}; }},
    {"page_over", [](const LegState&) -> LegEvent { return PagePhaseOver{}; }},
    {"timer", [](const LegState&) -> LegEvent { return Expired{}; }},
    {"invited",
     [](const LegState&) -> LegEvent {
       return Invited{offer(kAudio), 1};
     }},
    {"invited_video",
     [](const LegState&) -> LegEvent {
       return Invited{offer({}), 1};
     }},
    {"cancelled", [](const LegState&) -> LegEvent { return Cancelled{}; }},
    {"acked",
     [](const LegState& at) -> LegEvent {
       return Acked{at.ack_due, {}};
     }},
    {"acked_audio",
     [](const LegState& at) -> LegEvent {
       return Acked{at.ack_due, answer(kAudio)};
     }},
    {"acked_nothing",
     [](const LegState& at) -> LegEvent {
       return Acked{at.ack_due, answer({})};
     }},
    {"acked_other",
     [](const LegState& at) -> LegEvent {
       return Acked{at.ack_due + 7, answer(kT38)};
     }},
    {"not_acked", [](const LegState& at) -> LegEvent { return NotAcked{at.ack_due}; }},
    {"100",
     [](const LegState&) -> LegEvent {
       return Progress{100, -1};
     }},
    {"180",
     [](const LegState&) -> LegEvent {
       return Progress{180, 0};
     }},
    {"183_fork",
     [](const LegState&) -> LegEvent {
       return Progress{183, 1};
     }},
    {"200_audio",
     [](const LegState&) -> LegEvent {
       return Answered{0, answer(kAudio)};
     }},
    {"200_fork",
     [](const LegState&) -> LegEvent {
       return Answered{1, answer(kAudio)};
     }},
    {"200_bare",
     [](const LegState&) -> LegEvent {
       return Answered{0, {}};
     }},
    {"200_port_0",
     [](const LegState&) -> LegEvent {
       return Answered{0, answer({})};
     }},
    {"refused_486", [](const LegState&) -> LegEvent { return Refused{486}; }},
    {"refused_488", [](const LegState&) -> LegEvent { return Refused{488}; }},
    {"re_1xx", [](const LegState&) -> LegEvent { return ReinviteProgress{}; }},
    {"re_t38", [](const LegState&) -> LegEvent { return ReinviteAccepted{answer(kT38)}; }},
    {"re_audio", [](const LegState&) -> LegEvent { return ReinviteAccepted{answer(kAudio)}; }},
    {"re_port_0", [](const LegState&) -> LegEvent { return ReinviteAccepted{answer({})}; }},
    {"re_bare", [](const LegState&) -> LegEvent { return ReinviteAccepted{}; }},
    {"re_488",
     [](const LegState&) -> LegEvent {
       return ReinviteRefused{488, {}};
     }},
    {"re_491",
     [](const LegState&) -> LegEvent {
       return ReinviteRefused{491, {}};
     }},
    {"re_500_after_3",
     [](const LegState&) -> LegEvent {
       return ReinviteRefused{500, std::chrono::seconds{3}};
     }},
    {"re_500_after_60",
     [](const LegState&) -> LegEvent {
       return ReinviteRefused{500, std::chrono::seconds{60}};
     }},
    {"re_408",
     [](const LegState&) -> LegEvent {
       return ReinviteRefused{408, {}};
     }},
    {"re_481",
     [](const LegState&) -> LegEvent {
       return ReinviteRefused{481, {}};
     }},
    {"offer_t38", [](const LegState&) -> LegEvent { return reinvited(offer(kT38)); }},
    {"offer_audio", [](const LegState&) -> LegEvent { return reinvited(offer(kAudio)); }},
    {"offer_both", [](const LegState&) -> LegEvent { return reinvited(offer(kAudioAndT38)); }},
    {"offer_held", [](const LegState&) -> LegEvent { return reinvited(offer(kAudio, true)); }},
    {"offer_same", [](const LegState&) -> LegEvent { return reinvited(offer(kAudio, false, true)); }},
    {"offer_video", [](const LegState&) -> LegEvent { return reinvited(offer({})); }},
    {"offer_bare", [](const LegState&) -> LegEvent { return reinvited({}); }},
    {"update_t38", [](const LegState&) -> LegEvent { return updated(offer(kT38)); }},
    {"prack_t38",
     [](const LegState&) -> LegEvent {
       return Offered{OfferBy::prack, offer(kT38), 2, 0};
     }},
    {"update_bare", [](const LegState&) -> LegEvent { return updated({}); }},
    {"bye", [](const LegState&) -> LegEvent { return ByeArrived{0}; }},
    {"bye_fork", [](const LegState&) -> LegEvent { return ByeArrived{1}; }},
    {"bye_answered", [](const LegState&) -> LegEvent { return ByeAnswered{0}; }},
    {"bye_fork_answered", [](const LegState&) -> LegEvent { return ByeAnswered{1}; }},
};

const std::map<std::string, std::string> kGroups = {
    {"OUT", "calling calling_180 calling_183"},
    {"CAN", "cancelling cancelling_180"},
    {"IN", "ringing ringing_bare"},
    {"ACC", "accepted accepted_bare"},
    {"UP", "up up_t38 up_page up_held"},
    {"RE", "reinviting reinviting_1xx falling_back refreshing"},
    {"AB", "abandoning abandoning_1xx"},
    {"REA", "reanswered reanswered_bare"},
    {"RUN", "ACC UP RE AB REA backing_off"},
    {"DIALOG", "UP RE AB REA backing_off"},  // RUN, and whatever opened it is acknowledged
    {"OVER", "CAN closing clearing ended"},
    {"ALL", "idle OUT IN RUN OVER"},
    {"rest", "ALL"},
};

std::set<std::string> expand(const std::string& words) {
  std::set<std::string> out;
  std::istringstream in(words);
  for (std::string word; in >> word;) {
    const auto group = kGroups.find(word);
    if (group == kGroups.end())
      out.insert(word);
    else
      out.merge(expand(group->second));
  }
  return out;
}

std::string spell(const LegStep& step) {
  std::string text(name_of(step.next.phase));
  text += " |";
  for (const auto& action : step.actions) text += " " + text_of(action) + ";";
  if (!step.actions.empty()) text.pop_back();
  return text;
}

// "event state" -> what must come of it.
std::map<std::string, std::string> expectations(const std::map<std::string, LegState>& states) {
  std::map<std::string, std::string> expected;
  for (const auto& row : kWalk) {
    std::istringstream events(row.events);
    for (std::string event; events >> event;) {
      EXPECT_TRUE(kEvents.contains(event)) << event;
      for (const auto& state : expand(row.states)) {
        EXPECT_TRUE(states.contains(state)) << state;
        const bool fresh = expected.emplace(event + " " + state, row.then).second;
        EXPECT_TRUE(fresh || std::string(row.states) == "rest") << "two rows for " << event << " in " << state;
      }
    }
  }
  return expected;
}

TEST(CallLeg, each_state_does_with_each_event_what_the_table_says) {
  const auto states = all_states();
  const auto expected = expectations(states);
  for (const auto& [event_name, make] : kEvents) {
    for (const auto& [name, at] : states) {
      const auto key = event_name + " " + name;
      const auto row = expected.find(key);
      ASSERT_NE(row, expected.end()) << "no row for " << key;
      const auto step = next_step(kRules, at, make(at));
      auto then = row->second;
      if (then == "ignored") {
        EXPECT_TRUE(step.actions.empty() && step.next == at) << key << ": " << spell(step);
        continue;
      }
      if (then == "noted") then = "= |";
      if (then.starts_with("=")) then = std::string(name_of(at.phase)) + then.substr(1);
      EXPECT_EQ(spell(step), then) << key;
    }
  }
}

// What holds in any state, whatever comes, also after any second event.
TEST(CallLeg, in_every_state_the_rules_of_the_interface_hold) {
  const auto states = all_states();
  for (const auto& [first_name, first] : kEvents) {
    for (const auto& [name, start] : states) {
      const auto at = next_step(kRules, start, first(start)).next;
      for (const auto& [event_name, make] : kEvents) {
        const auto event = make(at);
        const auto step = next_step(kRules, at, event);
        const auto where = name + ", " + first_name + ", " + event_name;
        int answers = 0, released = 0, tells = 0;
        for (const auto& action : step.actions) {
          answers += action.what >= LegDo::answer_offer && action.what <= LegDo::refuse_offer;
          released += action.what == LegDo::tell_released;
          tells += action.what >= LegDo::tell_incoming;
        }
        EXPECT_EQ(answers, std::holds_alternative<Offered>(event)) << where;
        EXPECT_EQ(released, is_released(step.next.phase) && !is_released(at.phase)) << where;
        if (is_released(at.phase)) {
          EXPECT_EQ(tells, 0) << where;
        }
        if (released) {
          EXPECT_EQ(step.actions.back().what, LegDo::tell_released) << where;
        }
        if (step.next.phase != at.phase) {
          EXPECT_NE(step.next.stage, at.stage) << where;
        }
        EXPECT_EQ(wait_of(kRules, step.next).has_value() || step.next.phase == LegPhase::idle ||
                      step.next.phase == LegPhase::up || step.next.phase == LegPhase::ended,
                  true)
            << where << ": a stage that may last for ever";
      }
    }
  }
}

TEST(CallLeg, the_back_off_is_that_of_rfc_3261_14_1) {
  auto state = after({Dial{}, Answered{0, answer(kAudio)}, Want{t38}, ReinviteRefused{491, {}}});
  ASSERT_EQ(state.phase, LegPhase::backing_off);
  EXPECT_EQ(wait_of(kRules, state), (Wait{std::chrono::milliseconds{2100}, std::chrono::milliseconds{4000}}));
  state = after({Invited{offer(kAudio), 1}, Accept{}, Acked{1, {}}, Want{t38}, ReinviteRefused{491, {}}});
  ASSERT_EQ(state.phase, LegPhase::backing_off);
  EXPECT_EQ(wait_of(kRules, state), (Wait{std::chrono::milliseconds{0}, std::chrono::milliseconds{2000}}));
}

TEST(CallLeg, a_bye_that_overtakes_the_200_ends_the_call_with_it) {
  const auto at = after({Dial{}, Progress{}, ByeArrived{0}});
  const auto step = next_step(kRules, at, Answered{0, answer(kAudio)});
  EXPECT_EQ(spell(step), "clearing | ack; send_bye; tell_released by_far");
}

TEST(CallLeg, the_answer_of_a_reliable_1xx_holds_for_its_own_branch_only) {
  const auto at = after({Dial{}, Progress{183, 0, answer(kAudio), true}, Progress{183, 1}});
  EXPECT_EQ(spell(next_step(kRules, at, Answered{0, {}})), "up | ack; tell_answered; tell_media audio");
  EXPECT_EQ(spell(next_step(kRules, at, Answered{1, {}})), "clearing | ack [1]; send_bye [1]; tell_released no_media");
}

TEST(CallLeg, t38_refused_in_the_first_invite_is_offered_again_as_audio_once) {
  for (const int code : {488, 415, 606}) {
    LegRules rules = kRules;
    rules.first_offer = kT38;
    rules.when_calling = T38Start::at_answer;
    auto step = next_step(rules, {}, Dial{});
    EXPECT_EQ(spell(step), "calling | send_invite t38");
    step = next_step(rules, step.next, Refused{code});
    EXPECT_EQ(spell(step), "calling | tell_note t38_refused " + std::to_string(code) + "; send_invite audio");
    EXPECT_EQ(spell(next_step(rules, step.next, Refused{code})),
              "ended | tell_released refused " + std::to_string(code));
    step = next_step(rules, step.next, Answered{0, answer(kAudio)});
    EXPECT_FALSE(step.next.may_start) << "refused, then asked again";
    EXPECT_EQ(wait_of(rules, step.next), std::nullopt);
  }
}

TEST(CallLeg, hundreds_of_branches_cost_no_memory) {
  auto state = after({Dial{}});
  for (int i = 0; i < 1000; ++i) state = next_step(kRules, state, Progress{183, i, answer(kAudio), true}).next;
  EXPECT_LE(state.early.size(), 16u);
  EXPECT_EQ(next_step(kRules, state, Answered{999, {}}).next.phase, LegPhase::up);
}

}  // namespace
}  // namespace caselli::sip
