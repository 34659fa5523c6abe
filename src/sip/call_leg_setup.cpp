// From nothing to the first session: INVITE, its responses, its ACK's absence, CANCEL.

#include "sip/call_leg_walk.h"

namespace caselli::sip {
namespace {

// RFC 3261 21.4.13, 21.4.26, 21.6.4: the session was refused, not the call.
bool refuses_session(int code) { return code == 415 || code == 488 || code == 606; }

}  // namespace

void LegWalk::on(const Dial&) {
  if (s.phase != LegPhase::idle) return;
  s.ours = true;
  s.hoping = rules.t38;
  s.may_start = rules.t38 && start() != T38Start::never;
  s.offered = opening_offer();
  act({.what = LegDo::send_invite, .kinds = s.offered});
  go(LegPhase::calling);
}

void LegWalk::on(const Invited& event) {
  if (s.phase != LegPhase::idle) return;
  s.dialog = 0;
  s.ack_due = event.cseq;
  s.offer = event.offer;
  s.hoping = rules.t38;
  s.may_start = rules.t38 && start() != T38Start::never;
  if (event.offer && !choose_first(*event.offer)) {
    act({.what = LegDo::refuse_invite, .code = 488});
    go(LegPhase::ended);
    return release(LegEnd::unsuitable, 488);
  }
  go(LegPhase::ringing);
  act({.what = LegDo::tell_incoming});
}

void LegWalk::on(const Ring&) {
  if (s.phase == LegPhase::ringing) act({.what = LegDo::send_ringing});
}

void LegWalk::on(const Accept&) {
  if (s.phase != LegPhase::ringing) return;
  go(LegPhase::accepted);
  if (!s.offer) {
    // RFC 3264 leaves it to us then; the answer comes in the ACK.
    s.offered = opening_offer();
    s.answer_due = true;
    act({.what = LegDo::offer_in_200, .kinds = s.offered});
    return act({.what = LegDo::tell_answered});
  }
  const auto kind = *choose_first(*s.offer);
  act({.what = LegDo::answer_invite, .kinds = kinds_of(kind)});
  act({.what = LegDo::tell_answered});
  agree(kind, s.offer->held);
  s.offer.reset();
  tell_media();
}

void LegWalk::on(const Cancelled&) {
  // Once a 200 left, a CANCEL has no effect (RFC 3261 9.2) and the stack is silent about it.
  if (s.phase == LegPhase::closing) return go(LegPhase::ended);
  if (s.phase != LegPhase::ringing && s.phase != LegPhase::accepted) return;
  go(LegPhase::ended);
  release(LegEnd::cancelled, 487);
}

void LegWalk::on(const Progress& event) {
  const bool first = !s.provisional;
  if (s.phase == LegPhase::cancelling) {
    s.provisional = true;
    if (first) act({.what = LegDo::send_cancel});
    return;
  }
  if (s.phase != LegPhase::calling) return;
  s.provisional = true;
  if (event.code <= 100) return;
  auto& dialog = early(event.dialog);
  if (event.answer && !dialog.reliable) {
    // A description in an unreliable 1xx only foretells the answer of the 200 (RFC 6337
    // 3.1.1); it is kept for those who then leave it out there.
    dialog.answer = event.answer;
    dialog.reliable = event.reliable;
  }
  if (s.rang) return;
  s.rang = true;
  act({.what = LegDo::tell_ringing});
}

void LegWalk::on(const Answered& event) {
  switch (s.phase) {
    case LegPhase::idle:
    case LegPhase::ringing:
    case LegPhase::accepted:
    case LegPhase::closing:
      return;  // no INVITE of ours
    case LegPhase::calling:
      break;
    case LegPhase::cancelling:  // the 200 crossed our CANCEL
      act({.what = LegDo::ack, .dialog = event.dialog});
      act({.what = LegDo::send_bye, .dialog = event.dialog});
      s.dialog = event.dialog;
      return go(LegPhase::clearing);
    case LegPhase::up:
    case LegPhase::reinviting:
    case LegPhase::abandoning:
    case LegPhase::reanswered:
    case LegPhase::backing_off:
    case LegPhase::clearing:
    case LegPhase::ended:
      if (!s.ours) return;
      // The same 200 again, or another branch of a forked INVITE answered too: that one
      // is acknowledged and hung up (RFC 3261 13.2.2.4).
      act({.what = LegDo::ack, .dialog = event.dialog});
      if (event.dialog != s.dialog) act({.what = LegDo::send_bye, .dialog = event.dialog});
      return;
  }
  const auto was = early(event.dialog);
  s.early.clear();
  s.dialog = event.dialog;
  act({.what = LegDo::ack, .dialog = event.dialog});
  if (was.gone) return bye(LegEnd::by_far, 0);  // the 200 came after the BYE that ended it
  const auto answer = event.answer && !was.reliable ? event.answer : was.answer;
  if (!answer) return bye(LegEnd::no_media, 0);
  const auto kind = agreed_by(s.offered, answer->accepted);
  if (kind == Transport::none && s.offered.audio) return bye(LegEnd::no_media, 0);
  act({.what = LegDo::tell_answered});
  if (kind == Transport::none || (kind == Transport::audio && s.offered.t38)) {
    s.may_start = false;  // refused once is not asked again in this call
    note(LegNote::t38_refused, 200);
  }
  agree(kind, answer->held);
  tell_media();
  come_to_rest();
}

void LegWalk::on(const Refused& event) {
  if (s.phase == LegPhase::cancelling) return go(LegPhase::ended);
  if (s.phase != LegPhase::calling) return;
  if (s.offered.t38 && refuses_session(event.code)) {
    // RFC 3261 8.1.3.5: the same request again with another body.
    s.offered = kAudio;
    s.provisional = s.may_start = false;
    s.early.clear();
    note(LegNote::t38_refused, event.code);
    act({.what = LegDo::send_invite, .kinds = kAudio});
    return go(LegPhase::calling);
  }
  go(LegPhase::ended);
  release(LegEnd::refused, event.code);
}

std::optional<Transport> LegWalk::choose_first(const LegOffer& offer) const {
  if (offer.kinds.t38 && rules.t38 && rules.t38_in_first) return Transport::t38;
  if (offer.kinds.audio) return Transport::audio;
  return {};
}

}  // namespace caselli::sip
