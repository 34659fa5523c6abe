#include "sip/leg_runner.h"

#include <cassert>
#include <utility>

namespace caselli::sip {
namespace {

// RFC 3261 14.1: the back-off is chosen in units of 10 ms.
constexpr std::chrono::milliseconds kGrain{10};

}  // namespace

LegRunner::LegRunner(const LegRules& rules, LegActions& actions, Executor& executor, Chance chance)
    : rules_(rules), actions_(actions), executor_(executor), chance_(std::move(chance)) {}

void LegRunner::on(const LegEvent& event) {
  assert(executor_.is_current());
  waiting_.push_back(event);
  if (stepping_) return;
  stepping_ = true;
  while (!waiting_.empty()) {
    const auto next = waiting_.front();
    waiting_.pop_front();
    step(next);
  }
  stepping_ = false;
}

void LegRunner::step(const LegEvent& event) {
  const auto before = std::exchange(state_, LegState{});
  auto made = next_step(rules_, before, event);
  state_ = std::move(made.next);
  if (state_.stage != before.stage) set_timer();
  if (state_.phase != before.phase) actions_.moved(before.phase, event, state_.phase);
  for (const auto& action : made.actions) perform(action);
}

void LegRunner::set_timer() {
  timer_.cancel();
  const auto wait = wait_of(rules_, state_);
  if (!wait) return;
  const auto grains = static_cast<std::uint32_t>((wait->most - wait->least) / kGrain);
  const auto span = wait->least + (grains ? chance_(grains + 1) * kGrain : kGrain * 0);
  timer_ = executor_.after(span, [this] { on(Expired{}); });
}

void LegRunner::perform(const LegAction& action) {
  switch (action.what) {
    case LegDo::send_invite:
      return actions_.send_invite(action.kinds);
    case LegDo::send_cancel:
      return actions_.send_cancel();
    case LegDo::send_ringing:
      return actions_.send_ringing();
    case LegDo::answer_invite:
      return actions_.answer_invite(action.kinds);
    case LegDo::offer_in_200:
      return actions_.offer_in_200(action.kinds);
    case LegDo::refuse_invite:
      return actions_.refuse_invite(action.code);
    case LegDo::ack:
      return actions_.ack(action.dialog);
    case LegDo::send_bye:
      return actions_.send_bye(action.dialog);
    case LegDo::send_reinvite:
      return actions_.send_reinvite(action.kinds);
    case LegDo::send_refresh:
      return actions_.send_refresh();
    case LegDo::cancel_reinvite:
      return actions_.cancel_reinvite();
    case LegDo::answer_bye:
      return actions_.answer_bye(action.dialog, action.code);
    case LegDo::answer_offer:
      return actions_.answer_offer(action.kinds, action.same);
    case LegDo::offer_in_answer:
      return actions_.offer_in_answer(action.kinds);
    case LegDo::confirm_offer:
      return actions_.confirm_offer();
    case LegDo::refuse_offer: {
      std::optional<std::chrono::seconds> retry_after;
      if (action.retry_after_limit)
        retry_after = std::chrono::seconds{chance_(static_cast<std::uint32_t>(action.retry_after_limit) + 1)};
      return actions_.refuse_offer(action.code, retry_after);
    }
    case LegDo::tell_incoming:
      return actions_.tell_incoming();
    case LegDo::tell_ringing:
      return actions_.tell_ringing();
    case LegDo::tell_answered:
      return actions_.tell_answered();
    case LegDo::tell_media:
      return actions_.tell_media(action.media);
    case LegDo::tell_note:
      return actions_.tell_note(action.note, action.code);
    case LegDo::tell_released:
      return actions_.tell_released(action.end, action.code);
  }
}

}  // namespace caselli::sip
