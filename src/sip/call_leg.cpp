#include "sip/call_leg.h"

#include <algorithm>
#include <variant>

#include "sip/call_leg_walk.h"

namespace caselli::sip {
namespace {

using namespace std::chrono_literals;

// 64 x T1 (RFC 3261 17.1.1.2): after it no response or ACK is to be hoped for.
constexpr auto kTransaction = 32'000ms;

// RFC 3261 14.1: who owns the Call-ID waits longer, so the other end's re-INVITE wins.
constexpr Wait kGlareOwner{2100ms, 4000ms};
constexpr Wait kGlareOther{0ms, 2000ms};

// More branches of one INVITE are answered alike, but not remembered.
constexpr std::size_t kMaxForks = 16;

Wait exactly(std::chrono::milliseconds span) { return {span, span}; }

}  // namespace

LegStep next_step(const LegRules& rules, const LegState& at, const LegEvent& event) {
  LegWalk walk{rules, at, {}};
  std::visit([&](const auto& what) { walk.on(what); }, event);
  return {std::move(walk.s), std::move(walk.actions)};
}

std::optional<Wait> wait_of(const LegRules& rules, const LegState& at) {
  switch (at.phase) {
    case LegPhase::calling:
      return exactly(rules.answer_limit);
    case LegPhase::ringing:
      return exactly(rules.ring_limit);
    case LegPhase::reinviting:
      return exactly(rules.reinvite_limit);
    case LegPhase::backing_off:
      if (at.retry_after) return exactly(*at.retry_after);
      return at.ours ? kGlareOwner : kGlareOther;
    case LegPhase::up: {
      if (at.agreed != Transport::audio) return {};
      const auto start = at.ours ? rules.when_calling : rules.when_called;
      if (at.may_start && start == T38Start::at_answer) return exactly(rules.t38_start_delay);
      if (at.hoping) return exactly(rules.t38_hope);
      return {};
    }
    case LegPhase::cancelling:
    case LegPhase::accepted:
    case LegPhase::abandoning:
    case LegPhase::reanswered:
    case LegPhase::closing:
    case LegPhase::clearing:
      return exactly(kTransaction);
    case LegPhase::idle:
    case LegPhase::ended:
      return {};
  }
  return {};
}

bool is_released(LegPhase phase) {
  return phase == LegPhase::cancelling || phase == LegPhase::closing || phase == LegPhase::clearing ||
         phase == LegPhase::ended;
}

Kinds LegWalk::opening_offer() const {
  Kinds kinds = rules.first_offer;
  if (!rules.t38) kinds.t38 = false;
  return kinds.any() ? kinds : kAudio;
}

EarlyDialog& LegWalk::early(DialogIndex dialog) {
  const auto found = std::ranges::find(s.early, dialog, &EarlyDialog::dialog);
  if (found != s.early.end()) return *found;
  if (s.early.size() >= kMaxForks) s.early.erase(s.early.begin());
  auto& fresh = s.early.emplace_back();
  fresh.dialog = dialog;
  return fresh;
}

void LegWalk::tell_media() {
  if (s.agreed == Transport::none) return;
  const auto media = s.held ? Transport::none : s.agreed;
  if (media == s.told) return;
  s.told = media;
  act({.what = LegDo::tell_media, .media = media});
}

void LegWalk::note(LegNote note, int code) {
  s.hoping = false;
  act({.what = LegDo::tell_note, .code = code, .note = note});
}

void LegWalk::release(LegEnd end, int code) { act({.what = LegDo::tell_released, .code = code, .end = end}); }

void LegWalk::bye(LegEnd end, int code) {
  act({.what = LegDo::send_bye, .dialog = s.dialog});
  go(LegPhase::clearing);
  release(end, code);
}

void LegWalk::agree(Transport kind, bool held) {
  s.agreed = kind;
  s.held = held;
  if (s.want == kind) s.want = Transport::none;
  if (kind == Transport::t38) s.hoping = s.may_start = false;
}

void LegWalk::refuse_offer(int code, int retry_after_limit) {
  act({.what = LegDo::refuse_offer, .code = code, .retry_after_limit = retry_after_limit});
}

}  // namespace caselli::sip
