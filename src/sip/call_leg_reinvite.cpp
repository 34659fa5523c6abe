// What we want of a running call: T.38, audio again, a refresh; and what becomes of it.

#include "sip/call_leg_walk.h"

namespace caselli::sip {
namespace {

// The call runs: it has a dialog that both ends know and is not released.
bool runs(LegPhase phase) {
  return phase == LegPhase::accepted || phase == LegPhase::up || phase == LegPhase::reinviting ||
         phase == LegPhase::abandoning || phase == LegPhase::reanswered || phase == LegPhase::backing_off;
}

}  // namespace

void LegWalk::on(const Want& event) {
  if (!runs(s.phase) || event.kind == Transport::none) return;
  if (event.kind == Transport::t38 && !rules.t38) return;
  s.want = event.kind;
  s.may_start = false;  // the owner decides from here on
  s.tries = 0;
  if (s.phase == LegPhase::up) come_to_rest();
}

void LegWalk::on(const RefreshDue&) {
  if (!runs(s.phase)) return;
  s.refresh = true;
  if (s.phase == LegPhase::up) come_to_rest();
}

void LegWalk::on(const FaxHeard&) {
  if (!runs(s.phase) || !s.may_start || start() != T38Start::when_heard || s.in_page) return;
  s.may_start = false;
  s.want = Transport::t38;
  if (s.phase == LegPhase::up) come_to_rest();
}

void LegWalk::on(const PagePhaseBegun&) {
  if (!runs(s.phase)) return;
  s.in_page = true;
  s.may_start = s.hoping = false;
  if (s.want == Transport::t38) s.want = Transport::none;
  if (s.phase == LegPhase::reinviting && s.asked == Transport::t38 && s.agreed == Transport::audio) {
    note(LegNote::t38_unanswered, 0);
    return abandon();
  }
  if (s.phase == LegPhase::up) return come_to_rest();
  if (s.phase == LegPhase::backing_off && s.want == Transport::none && !s.refresh) come_to_rest();
}

void LegWalk::on(const PagePhaseOver&) { s.in_page = false; }

void LegWalk::on(const ReinviteProgress&) {
  const bool first = !s.provisional;
  if (s.phase != LegPhase::reinviting && s.phase != LegPhase::abandoning) return;
  s.provisional = true;
  if (first && s.phase == LegPhase::abandoning) act({.what = LegDo::cancel_reinvite});
}

void LegWalk::on(const ReinviteAccepted& event) {
  switch (s.phase) {
    case LegPhase::idle:
    case LegPhase::calling:
    case LegPhase::cancelling:
    case LegPhase::ringing:
    case LegPhase::accepted:
    case LegPhase::closing:
      return;  // no re-INVITE of ours
    case LegPhase::reinviting:
    case LegPhase::abandoning:  // the 200 crossed our CANCEL and holds
      act({.what = LegDo::ack, .dialog = s.dialog});
      return take_answer(event.answer);
    case LegPhase::up:
    case LegPhase::reanswered:
    case LegPhase::backing_off:
    case LegPhase::clearing:  // it crossed our BYE
    case LegPhase::ended:     // or came after theirs; a 2xx is acknowledged in any case
      return act({.what = LegDo::ack, .dialog = s.dialog});
  }
}

void LegWalk::take_answer(const std::optional<LegAnswer>& answer) {
  s.tries = 0;
  s.refresh = false;
  if (!answer && s.asked == Transport::none) return come_to_rest();  // a refresh answered without description
  const auto kind = answer ? agreed_by(s.offered, answer->accepted) : Transport::none;
  if (kind == Transport::none) {
    if (s.offered.audio) return bye(LegEnd::no_media, 0);
    // T.38 got port 0, so the session has no stream now: audio is asked back.
    if (s.want == Transport::t38) s.want = Transport::none;
    note(LegNote::t38_refused, 200);
    agree(Transport::none, false);
    return come_to_rest();
  }
  agree(kind, answer->held);
  if (kind == Transport::t38 && s.told == Transport::audio && s.in_page)
    s.want = Transport::audio;  // taken too late: the fax runs in audio already
  else
    tell_media();
  come_to_rest();
}

void LegWalk::on(const ReinviteRefused& event) {
  const bool dialog_gone = event.code == 481 || (event.code == 408 && s.phase == LegPhase::reinviting);
  switch (s.phase) {
    case LegPhase::reinviting:
      if (dialog_gone) return bye(LegEnd::dialog_lost, event.code);  // RFC 3261 12.2.1.2
      if (event.code == 491) return back_off({}, 491);
      if (event.code == 500 && event.retry_after && event.retry_after->count() <= kRetryAfterLimit)
        return back_off(event.retry_after, 500);
      // Any other refusal leaves the session as it was (RFC 3261 14.1).
      return give_up_wish(LegNote::t38_refused, event.code);
    case LegPhase::abandoning:
      // 487 as wished; also 408, since the re-INVITE alone may be what a firewall swallowed.
      if (dialog_gone) return bye(LegEnd::dialog_lost, event.code);
      return come_to_rest();
    case LegPhase::idle:
    case LegPhase::calling:
    case LegPhase::cancelling:
    case LegPhase::ringing:
    case LegPhase::accepted:
    case LegPhase::up:
    case LegPhase::reanswered:
    case LegPhase::backing_off:
    case LegPhase::closing:
    case LegPhase::clearing:
    case LegPhase::ended:
      return;
  }
}

void LegWalk::come_to_rest() {
  go(LegPhase::up);
  if (s.agreed == Transport::none) return reinvite(Transport::audio);
  if (s.want == s.agreed || (s.want == Transport::t38 && s.in_page)) s.want = Transport::none;
  if (s.want != Transport::none && !s.held) return reinvite(s.want);
  // Nothing is left to wish for: what was agreed is used, also T.38 that came too late for
  // a fax in audio when the far end does not let go of it.
  tell_media();
  if (s.refresh) {
    s.refresh = false;
    ++s.tries;
    s.asked = Transport::none;
    s.offered = kinds_of(s.agreed);
    s.provisional = false;
    act({.what = LegDo::send_refresh, .kinds = s.offered});
    return go(LegPhase::reinviting);
  }
  s.tries = 0;
}

void LegWalk::reinvite(Transport kind) {
  s.want = s.asked = kind;
  s.offered = kinds_of(kind);
  s.provisional = false;
  s.may_start = false;
  ++s.tries;
  act({.what = LegDo::send_reinvite, .kinds = s.offered});
  go(LegPhase::reinviting);
}

void LegWalk::give_up_wish(LegNote why, int code) {
  if (s.agreed == Transport::none) return bye(LegEnd::no_media, code);
  if (s.asked == Transport::t38) note(why, code);
  if (s.want == s.asked) s.want = Transport::none;
  s.tries = 0;
  come_to_rest();
}

void LegWalk::abandon() {
  if (s.agreed == Transport::none) return bye(LegEnd::no_media, 0);
  if (s.want == s.asked) s.want = Transport::none;
  s.tries = 0;
  if (s.provisional) act({.what = LegDo::cancel_reinvite});
  go(LegPhase::abandoning);
}

void LegWalk::back_off(std::optional<std::chrono::seconds> retry_after, int code) {
  if (s.tries >= rules.reinvite_tries) return give_up_wish(LegNote::t38_unanswered, code);
  if (s.asked == Transport::none) s.refresh = true;
  s.retry_after = retry_after;
  go(LegPhase::backing_off);
}

}  // namespace caselli::sip
