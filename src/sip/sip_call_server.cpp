// What the far end asks us for, and our answers.

#include <fmt/format.h>
#include <sofia-sip/msg.h>
#include <sofia-sip/nta_stateless.h>
#include <sofia-sip/nta_tag.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_status.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/su_tag.h>

#include <algorithm>

#include "sip/sip_call_core.h"
#include "sip/sip_message_parts.h"
#include "sip/sip_stack_trunk.h"

namespace caselli {
namespace {

SipDialog& dialog_of_magic(void* magic) { return *static_cast<SipDialog*>(magic); }

int on_server_request(nta_leg_magic_t* magic, nta_leg_t*, nta_incoming_t* transaction, const sip_t* sip) {
  SipDialog& dialog = dialog_of_magic(magic);
  return dialog.call->on_request(dialog, transaction, sip);
}

int on_server_ack_or_cancel(nta_incoming_magic_t* magic, nta_incoming_t* transaction, const sip_t* sip) {
  SipDialog& dialog = dialog_of_magic(magic);
  dialog.call->on_ack_or_cancel(dialog, transaction, sip);
  return 0;
}

int on_server_prack(nta_reliable_magic_t* magic, nta_reliable_t* reliable, nta_incoming_t* prack, const sip_t* sip) {
  SipDialog& dialog = dialog_of_magic(magic);
  return dialog.call->on_prack(dialog, reliable, prack, sip);
}

bool is_offer(sip_method_t method) {
  return method == sip_method_invite || method == sip_method_update || method == sip_method_prack;
}

}  // namespace

bool SipCallCore::take_invite(msg_t* message, const sip_t* sip) {
  nta_leg_t* leg =
      nta_leg_tcreate(trunk_->nta(), nullptr, nullptr, SIPTAG_CALL_ID(sip->sip_call_id), SIPTAG_FROM(sip->sip_to),
                      SIPTAG_TO(sip->sip_from), NTATAG_REMOTE_CSEQ(sip->sip_cseq->cs_seq), TAG_END());
  if (!leg) {
    nta_msg_treply(trunk_->nta(), message, SIP_500_INTERNAL_SERVER_ERROR, TAG_END());
    return false;
  }
  nta_leg_tag(leg, nullptr);
  nta_leg_server_route(leg, sip->sip_record_route, sip->sip_contact);
  SipDialog& dialog = add_dialog(leg, sip->sip_from->a_tag ? sip->sip_from->a_tag : "");
  nta_leg_bind(leg, on_server_request, reinterpret_cast<nta_leg_magic_t*>(&dialog));
  first_cseq_ = sip->sip_cseq->cs_seq;
  far_knows_update_ = allows_update(sip, false);
  show(message, '<');
  const std::string towards = print(source_of(message));
  contact_ = trunk_->contact(protocol_of(sip), towards);
  nta_incoming_t* transaction = nta_incoming_create(trunk_->nta(), leg, message, const_cast<sip_t*>(sip), TAG_END());
  if (!transaction) return false;
  const int refused = on_invite(dialog, transaction, sip);
  if (refused == 0) {
    nta_incoming_treply(transaction, SIP_100_TRYING, TAG_END());
    return true;
  }
  if (nta_incoming_status(transaction) < 200) nta_incoming_treply(transaction, refused, nullptr, TAG_END());
  nta_incoming_destroy(transaction);
  return false;
}

int SipCallCore::on_request(SipDialog& dialog, nta_incoming_t* transaction, const sip_t* sip) {
  if (stopped_) return 481;
  msg_t* message = nta_incoming_getrequest(transaction);
  show(message, '<');
  msg_destroy(message);
  switch (sip->sip_request->rq_method) {
    case sip_method_invite:
      return on_invite(dialog, transaction, sip);
    case sip_method_update:
      if (dialog.over) return 481;
      return on_offer(dialog, transaction, sip, SipOfferBy::update);
    case sip_method_bye:
      if (released_ || dialog.over) {
        dialog.over = true;
        forget_if_over();
        return 200;
      }
      dialog.over = true;
      if (dialog.index == confirmed_ || confirmed_ < 0) timer_.cancel();
      dialog.pending[sip->sip_cseq->cs_seq] = {transaction, sip_method_bye, {}, false};
      tell(SipByeReceived{sip->sip_cseq->cs_seq, dialog.index, reason_of(sip)});
      return 0;
    case sip_method_options:
    case sip_method_info:
      return 200;
    case sip_method_ack:  // of a 2xx whose transaction is gone
      return 0;
    default:
      return 405;
  }
}

int SipCallCore::on_invite(SipDialog& dialog, nta_incoming_t* transaction, const sip_t* sip) {
  if (dialog.over) return 481;
  static const sip_supported_t* const supported = sip_supported_make(nullptr, "timer, 100rel");  // kept for good
  if (nta_check_required(transaction, sip, supported, TAG_END())) return 420;
  if (sip->sip_payload && sip->sip_payload->pl_len > 0 && sdp_of(sip).empty()) return 415;
  nta_incoming_bind(transaction, on_server_ack_or_cancel, reinterpret_cast<nta_incoming_magic_t*>(&dialog));
  if (confirmed_ < 0 && sip->sip_cseq->cs_seq == first_cseq_) {
    if (!sip->sip_contact) return 400;
    if (refused_by_timer(transaction, sip)) return 422;
    dialog.pending[first_cseq_] = {transaction, sip_method_invite, timer_terms_of(sip), false};
    return 0;
  }
  return on_offer(dialog, transaction, sip, SipOfferBy::reinvite);
}

bool SipCallCore::refused_by_timer(nta_incoming_t* transaction, const sip_t* sip) {
  const auto least = session_timer_.refuse(timer_terms_of(sip));
  if (!least) return false;
  const std::string line = fmt::format("Min-SE: {}\r\n", least->count());
  nta_incoming_treply(transaction, 422, "Session Interval Too Small", SIPTAG_HEADER_STR(line.c_str()), TAG_END());
  return true;
}

int SipCallCore::on_offer(SipDialog& dialog, nta_incoming_t* transaction, const sip_t* sip, SipOfferBy by) {
  if (refused_by_timer(transaction, sip)) return 422;
  if (released_) return 481;
  nta_leg_server_route(dialog.leg, nullptr, sip->sip_contact);  // the target may move (RFC 3261 12.2.2)
  far_knows_update_ = allows_update(sip, far_knows_update_);
  const SipCseq cseq = sip->sip_cseq->cs_seq;
  dialog.pending[cseq] = {transaction, sip->sip_request->rq_method, timer_terms_of(sip), false};
  tell(SipOffered{by, cseq, dialog.index, sdp_of(sip)});
  return 0;
}

void SipCallCore::respond(SipCseq cseq, const SipResponse& response, SipDialogIndex index) {
  SipDialog* dialog = find_dialog(index < 0 ? confirmed_ : index);
  if (stopped_ || !dialog || response.status < 100 || response.status > 699) return;
  const auto found = dialog->pending.find(cseq);
  if (found == dialog->pending.end() || found->second.answered) return;
  SipPending& pending = found->second;
  const bool success = response.status >= 200 && response.status < 300;
  std::string lines;
  if (is_offer(pending.method) && (success || response.status < 200)) {
    lines = dialog_lines(pending.method == sip_method_prack ? sip_method_unknown : pending.method, true);
    if (success && pending.method != sip_method_prack) lines += session_timer_.accept(pending.timer);
  } else {
    lines = trunk_->agent_line();
  }
  for (const auto& header : response.headers) lines += sip_line(header) + "\r\n";
  reply(*dialog, pending, response, lines);
  if (response.status < 200) return;

  if (success && is_offer(pending.method) && pending.method != sip_method_prack && !dialog->over) {
    if (pending.method == sip_method_invite) confirmed_ = dialog->index;
    restart_timer();
  }
  if (success && pending.method == sip_method_invite) {
    pending.answered = true;  // until its ACK
    return;
  }
  nta_incoming_destroy(pending.transaction);
  dialog->pending.erase(found);
  forget_if_over();
}

void SipCallCore::reply(SipDialog& dialog, SipPending& pending, const SipResponse& response, const std::string& lines) {
  const bool has_sdp = !response.sdp.empty();
  const auto tags_of = [&](auto&& use) {
    return use(SIPTAG_HEADER_STR(lines.c_str()), TAG_IF(has_sdp, SIPTAG_CONTENT_TYPE_STR("application/sdp")),
               TAG_IF(has_sdp, SIPTAG_PAYLOAD_STR(response.sdp.c_str())), TAG_END());
  };
  bool sent = false;
  if (response.reliable && response.status > 100 && response.status < 200 && pending.method == sip_method_invite)
    sent = tags_of([&](auto... tags) {
      return nta_reliable_treply(pending.transaction, on_server_prack, reinterpret_cast<nta_reliable_magic_t*>(&dialog),
                                 response.status, nullptr, tags...) != nullptr;
    });
  if (!sent)
    tags_of([&](auto... tags) { return nta_incoming_treply(pending.transaction, response.status, nullptr, tags...); });
  msg_t* message = nta_incoming_getresponse(pending.transaction);
  show(message, '>');
  if (message) msg_destroy(message);
}

void SipCallCore::on_ack_or_cancel(SipDialog& dialog, nta_incoming_t* transaction, const sip_t* sip) {
  if (stopped_) return;
  const auto found = std::find_if(dialog.pending.begin(), dialog.pending.end(),
                                  [&](const auto& one) { return one.second.transaction == transaction; });
  if (found == dialog.pending.end()) return;
  const SipCseq cseq = found->first;
  const bool first = cseq == first_cseq_;
  if (msg_t* message = nta_incoming_getrequest_ackcancel(transaction)) {
    show(message, '<');
    msg_destroy(message);
  }
  if (sip && sip->sip_request->rq_method == sip_method_cancel) {
    if (found->second.answered) return;
    reply(dialog, found->second, {.status = 487}, trunk_->agent_line());
    if (first) tell(SipCancelled{reason_of(sip)});
  } else if (sip) {
    tell(SipAcked{cseq, sdp_of(sip)});
  } else if (found->second.answered) {
    tell(SipNotAcked{cseq});
  } else {  // our reliable provisional answer was never acknowledged; the library refuses the call
    if (first) tell(SipCancelled{{.text = "No PRACK came"}});
  }
  nta_incoming_destroy(transaction);
  dialog.pending.erase(found);
  if (released_ && dialog.index == confirmed_) bye({}, dialog.index);
  forget_if_over();
}

int SipCallCore::on_prack(SipDialog& dialog, nta_reliable_t* reliable, nta_incoming_t* prack, const sip_t* sip) {
  nta_reliable_destroy(reliable);
  if (!prack || !sip || stopped_) return 0;
  msg_t* message = nta_incoming_getrequest(prack);
  show(message, '<');
  msg_destroy(message);
  const std::string sdp = sdp_of(sip);
  if (sdp.empty() || released_) return 200;
  const SipCseq cseq = sip->sip_cseq->cs_seq;
  dialog.pending[cseq] = {prack, sip_method_prack, {}, false};
  tell(SipOffered{SipOfferBy::prack, cseq, dialog.index, sdp});
  return 0;
}

}  // namespace caselli
