// The ways out: by us, by the far end, by time.

#include "sip/call_leg_walk.h"

namespace caselli::sip {

// The status that is told is the one the INVITE ended with; a call that was up ended with none.
void LegWalk::on(const HangUp& event) {
  switch (s.phase) {
    case LegPhase::idle:
      go(LegPhase::ended);
      return release(LegEnd::by_us, 0);
    case LegPhase::calling:
      if (s.provisional) act({.what = LegDo::send_cancel});
      go(LegPhase::cancelling);
      return release(LegEnd::by_us, 487);  // as a cancelled INVITE ends (RFC 3261 9.2)
    case LegPhase::ringing: {
      const int code = event.code ? event.code : 480;
      act({.what = LegDo::refuse_invite, .code = code});
      go(LegPhase::ended);
      return release(LegEnd::by_us, code);
    }
    case LegPhase::accepted:
      go(LegPhase::closing);
      return release(LegEnd::by_us, 0);
    case LegPhase::up:
    case LegPhase::reinviting:
    case LegPhase::abandoning:
    case LegPhase::reanswered:
    case LegPhase::backing_off:
      return bye(LegEnd::by_us, 0);
    case LegPhase::cancelling:
    case LegPhase::closing:
    case LegPhase::clearing:
    case LegPhase::ended:
      return;
  }
}

void LegWalk::on(const SessionExpired&) {
  switch (s.phase) {
    case LegPhase::accepted:
      go(LegPhase::closing);
      return release(LegEnd::expired, 0);
    case LegPhase::up:
    case LegPhase::reinviting:
    case LegPhase::abandoning:
    case LegPhase::reanswered:
    case LegPhase::backing_off:
      return bye(LegEnd::expired, 0);
    case LegPhase::idle:
    case LegPhase::calling:
    case LegPhase::cancelling:
    case LegPhase::ringing:
    case LegPhase::closing:
    case LegPhase::clearing:
    case LegPhase::ended:
      return;
  }
}

void LegWalk::on(const Stopped&) {
  if (s.phase == LegPhase::ended) return;
  const bool told = is_released(s.phase);
  go(LegPhase::ended);
  if (!told) release(LegEnd::stopped, 0);
}

void LegWalk::on(const ByeArrived& event) {
  const bool known = s.phase != LegPhase::idle && s.phase != LegPhase::ended;
  act({.what = LegDo::answer_bye, .code = known ? 200 : 481, .dialog = event.dialog});
  // Another branch of a fork; calls that come in have one dialog.
  if (event.dialog != s.dialog && s.phase != LegPhase::calling) return;
  switch (s.phase) {
    case LegPhase::calling:
      // A callee may not end an early dialog so (RFC 3261 15), but a BYE can overtake the
      // 200 it follows.
      early(event.dialog).gone = true;
      return;
    case LegPhase::ringing:
      act({.what = LegDo::refuse_invite, .code = 487});  // RFC 3261 15.1.2
      go(LegPhase::ended);
      return release(LegEnd::by_far, 0);
    case LegPhase::accepted:  // the ACK is lost or overtaken
    case LegPhase::up:
    case LegPhase::reinviting:
    case LegPhase::abandoning:
    case LegPhase::reanswered:
    case LegPhase::backing_off:
      go(LegPhase::ended);
      return release(LegEnd::by_far, 0);
    case LegPhase::closing:
      return go(LegPhase::ended);
    case LegPhase::clearing:  // two BYEs crossed; ours gets its answer as well
    case LegPhase::cancelling:
    case LegPhase::idle:
    case LegPhase::ended:
      return;
  }
}

void LegWalk::on(const ByeAnswered& event) {
  if (s.phase == LegPhase::clearing && event.dialog == s.dialog) go(LegPhase::ended);
}

void LegWalk::on(const NotAcked& event) {
  const bool due = s.phase == LegPhase::accepted || s.phase == LegPhase::reanswered || s.phase == LegPhase::closing;
  if (due && event.cseq == s.ack_due) on(Expired{});
}

void LegWalk::on(const Expired&) {
  switch (s.phase) {
    case LegPhase::calling:
      if (s.provisional) act({.what = LegDo::send_cancel});
      go(LegPhase::cancelling);
      return release(LegEnd::unanswered, 408);
    case LegPhase::ringing:
      act({.what = LegDo::refuse_invite, .code = 480});
      go(LegPhase::ended);
      return release(LegEnd::unanswered, 480);
    case LegPhase::accepted:
      return bye(LegEnd::no_ack, 0);
    case LegPhase::up:
      if (s.may_start && start() == T38Start::at_answer) {
        s.may_start = false;
        s.want = Transport::t38;
        return come_to_rest();
      }
      if (!s.hoping) return;
      note(LegNote::t38_not_asked, 0);
      return go(LegPhase::up);
    case LegPhase::reinviting:
      if (s.asked == Transport::t38) note(LegNote::t38_unanswered, 408);
      return abandon();
    case LegPhase::abandoning:  // 64 x T1 after the CANCEL the re-INVITE counts as gone (RFC 3261 9.1)
    case LegPhase::backing_off:
      return come_to_rest();
    case LegPhase::reanswered:
      // RFC 3261 14.2 would hang up; a fax that runs shows that the far end lives.
      s.answer_due = false;
      return s.in_page ? come_to_rest() : bye(LegEnd::no_ack, 0);
    case LegPhase::closing:
      act({.what = LegDo::send_bye, .dialog = s.dialog});
      return go(LegPhase::clearing);
    case LegPhase::cancelling:
    case LegPhase::clearing:
      return go(LegPhase::ended);
    case LegPhase::idle:
    case LegPhase::ended:
      return;
  }
}

}  // namespace caselli::sip
