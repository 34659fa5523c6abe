// What the far end offers inside the dialog: re-INVITE, UPDATE, PRACK; and the ACK that
// may hold an answer.

#include "sip/call_leg_walk.h"

namespace caselli::sip {

void LegWalk::on(const Offered& event) {
  const bool by_reinvite = event.by == OfferBy::reinvite;
  if (s.phase == LegPhase::idle || is_released(s.phase)) return refuse_offer(481);
  if (!by_reinvite && !event.offer) return act({.what = LegDo::confirm_offer});
  switch (s.phase) {
    case LegPhase::calling: {
      // Our INVITE is in progress (RFC 3261 14.2); only an UPDATE may come between, once
      // our offer was answered for good in a reliable 1xx (RFC 3311 5.2).
      auto& dialog = early(event.dialog);
      if (by_reinvite || !dialog.reliable) return refuse_offer(491);
      const auto kind = choose(*event.offer);
      if (!kind) return refuse_offer(488);
      dialog.answer = LegAnswer{kinds_of(*kind), event.offer->held};
      s.offered.audio |= *kind == Transport::audio;
      s.offered.t38 |= *kind == Transport::t38;
      return act({.what = LegDo::answer_offer, .kinds = kinds_of(*kind)});
    }
    case LegPhase::ringing:  // their first INVITE has no final response (RFC 3261 14.2, 3311 5.2)
      return refuse_offer(500, kRetryAfterLimit);
    case LegPhase::reinviting:
    case LegPhase::abandoning:  // glare (RFC 3261 14.2, 3311 5.2)
      return refuse_offer(491);
    case LegPhase::accepted:
    case LegPhase::reanswered:
      // Before the ACK: with our own offer open there can be no other; otherwise offer and
      // answer are complete and the request itself shows that our 200 arrived.
      if (s.answer_due) return refuse_offer(491);
      return take_offer(event);
    case LegPhase::up:
    case LegPhase::backing_off:
      return take_offer(event);
    case LegPhase::idle:
    case LegPhase::cancelling:
    case LegPhase::closing:
    case LegPhase::clearing:
    case LegPhase::ended:
      return;  // answered above
  }
}

void LegWalk::take_offer(const Offered& event) {
  if (!event.offer) {
    s.offered = s.agreed == Transport::none ? kAudio : kinds_of(s.agreed);
    s.answer_due = true;
    act({.what = LegDo::offer_in_answer, .kinds = s.offered});
  } else if (event.offer->same && s.agreed != Transport::none) {
    act({.what = LegDo::answer_offer, .kinds = kinds_of(s.agreed), .same = true});
    s.refresh = false;
  } else {
    const auto kind = choose(*event.offer);
    if (!kind) {
      refuse_offer(488);
      if (s.in_page && event.offer->kinds.any()) note(LegNote::change_refused, 488);
      return;
    }
    act({.what = LegDo::answer_offer, .kinds = kinds_of(*kind)});
    agree(*kind, event.offer->held);
    s.refresh = false;
    tell_media();
  }
  if (event.by == OfferBy::reinvite) {
    s.ack_due = event.cseq;
    return go(LegPhase::reanswered);
  }
  const bool wish = s.want != Transport::none || s.refresh;
  if (s.phase == LegPhase::up ? wish : s.phase == LegPhase::backing_off && !wish) come_to_rest();
}

std::optional<Transport> LegWalk::choose(const LegOffer& offer) const {
  // A fax that has begun to negotiate pages does not survive a change of its media.
  if (s.in_page && s.agreed != Transport::none)
    return offer.kinds.has(s.agreed) ? std::optional{s.agreed} : std::nullopt;
  if (offer.kinds.t38 && rules.t38) return Transport::t38;
  if (offer.kinds.audio) return Transport::audio;
  return {};
}

void LegWalk::on(const Acked& event) {
  if (event.cseq != s.ack_due) return;  // of an earlier INVITE, overtaken by the next
  switch (s.phase) {
    case LegPhase::closing:
      act({.what = LegDo::send_bye, .dialog = s.dialog});
      return go(LegPhase::clearing);
    case LegPhase::accepted:
    case LegPhase::reanswered:
      if (s.answer_due) {
        s.answer_due = false;
        // Without an answer a first session cannot begin; one that runs goes on.
        const bool first = s.phase == LegPhase::accepted;
        if (first && !event.answer) return bye(LegEnd::no_media, 0);
        if (event.answer) {
          const auto kind = agreed_by(s.offered, event.answer->accepted);
          if (kind == Transport::none) return bye(LegEnd::no_media, 0);
          agree(kind, event.answer->held);
          tell_media();
        }
      }
      return come_to_rest();
    case LegPhase::idle:
    case LegPhase::calling:
    case LegPhase::cancelling:
    case LegPhase::ringing:
    case LegPhase::up:
    case LegPhase::reinviting:
    case LegPhase::abandoning:
    case LegPhase::backing_off:
    case LegPhase::clearing:
    case LegPhase::ended:
      return;
  }
}

}  // namespace caselli::sip
