#pragma once
// Private to call_leg*.cpp: one step being made. on(event) walks from the state before
// to the state after; each answers for every phase, and the compiler sees to it that none
// is forgotten (no `default`).

#include <optional>
#include <vector>

#include "sip/call_leg.h"

namespace caselli::sip {

// Seconds a re-INVITE that comes too early is told to wait at most (RFC 3261 14.2).
inline constexpr int kRetryAfterLimit = 10;

struct LegWalk {
  const LegRules& rules;
  LegState s;
  std::vector<LegAction> actions;

  // call_leg_setup.cpp
  void on(const Dial&);
  void on(const Ring&);
  void on(const Accept&);
  void on(const Invited&);
  void on(const Cancelled&);
  void on(const Progress&);
  void on(const Answered&);
  void on(const Refused&);
  // call_leg_answer.cpp: what the far end offers
  void on(const Offered&);
  void on(const Acked&);
  // call_leg_reinvite.cpp: what we offer
  void on(const Want&);
  void on(const RefreshDue&);
  void on(const FaxHeard&);
  void on(const PagePhaseBegun&);
  void on(const PagePhaseOver&);
  void on(const ReinviteProgress&);
  void on(const ReinviteAccepted&);
  void on(const ReinviteRefused&);
  // call_leg_end.cpp
  void on(const HangUp&);
  void on(const SessionExpired&);
  void on(const Stopped&);
  void on(const ByeArrived&);
  void on(const ByeAnswered&);
  void on(const Expired&);
  void on(const NotAcked&);

  // --- Shared parts.

  void act(LegAction action) { actions.push_back(action); }
  void go(LegPhase phase) {
    s.phase = phase;
    ++s.stage;
  }
  T38Start start() const { return s.ours ? rules.when_calling : rules.when_called; }
  Kinds opening_offer() const;
  EarlyDialog& early(DialogIndex dialog);

  // Tells the call of its media when that changed. While no stream is left (T.38 got port
  // 0 and audio is asked back) it is not told: the fax bridges the gap.
  void tell_media();
  void note(LegNote note, int code);
  void release(LegEnd end, int code);
  void bye(LegEnd end, int code);

  // An answer to our offer settled on `kind`.
  void agree(Transport kind, bool held);
  // No INVITE is in progress: what we still want goes out, or the call rests.
  void come_to_rest();
  void reinvite(Transport kind);
  // The re-INVITE in hand will not be answered as we like.
  void give_up_wish(LegNote why, int code);
  void abandon();
  void back_off(std::optional<std::chrono::seconds> retry_after, int code);
  void take_answer(const std::optional<LegAnswer>& answer);
  void take_offer(const Offered& event);
  std::optional<Transport> choose(const LegOffer& offer) const;
  std::optional<Transport> choose_first(const LegOffer& offer) const;
  void refuse_offer(int code, int retry_after_limit = 0);
};

inline Kinds kinds_of(Transport kind) { return {.audio = kind == Transport::audio, .t38 = kind == Transport::t38}; }

// The session an answer leaves of what was offered: T.38 when both were taken, since we
// offer it where we want it.
inline Transport agreed_by(Kinds offered, Kinds accepted) {
  if (offered.t38 && accepted.t38) return Transport::t38;
  return offered.audio && accepted.audio ? Transport::audio : Transport::none;
}

}  // namespace caselli::sip
