// What we ask the far end for: INVITE, re-INVITE, UPDATE, PRACK, and their answers.

#include <fmt/format.h>
#include <sofia-sip/nta_tag.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/sip_util.h>
#include <sofia-sip/su_tag.h>

#include "base/text.h"
#include "sip/sip_call_core.h"
#include "sip/sip_message_parts.h"
#include "sip/sip_stack_trunk.h"

namespace caselli {
namespace {

// Requests of dialogs whose tag we have not seen.
int refuse_unknown_dialog(nta_leg_magic_t*, nta_leg_t*, nta_incoming_t*, const sip_t*) { return 481; }

int on_dialog_request(nta_leg_magic_t* magic, nta_leg_t*, nta_incoming_t* transaction, const sip_t* sip) {
  auto* dialog = reinterpret_cast<SipDialog*>(magic);
  return dialog->call->on_request(*dialog, transaction, sip);
}

}  // namespace

void SipCallCore::dial(const SipOutgoing& what) {
  if (stopped_) return;
  outgoing_ = what;
  const std::string from = trunk_->from_header(what.caller, what.caller_name) + ";tag=" + random_token(6);
  const std::string to = trunk_->to_header(what.to);
  if (trunk_->nta())
    first_leg_ = nta_leg_tcreate(trunk_->nta(), refuse_unknown_dialog, nullptr, SIPTAG_CALL_ID_STR(call_id_.c_str()),
                                 SIPTAG_FROM_STR(from.c_str()), SIPTAG_TO_STR(to.c_str()), TAG_END());
  if (!first_leg_) {
    tell(SipRefused{.status = 503, .phrase = trunk_->state().text, .internal = true});
    return;
  }
  contact_ = trunk_->contact();
  send_invite();
}

void SipCallCore::send_invite() {
  SipRequestText text;
  text.method = sip_method_invite;
  text.name = "INVITE";
  text.uri = trunk_->request_uri(outgoing_.to);
  text.next_hop = trunk_->next_hop(outgoing_.to);
  text.headers = trunk_->route_line() + dialog_lines(sip_method_invite, false) + session_timer_.request_lines() +
                 trunk_->identity_line(outgoing_.caller, outgoing_.caller_name);
  text.body = outgoing_.sdp;
  invite_answered_ = false;
  invite_ = SipClientRequest::send(
      trunk_->nta(), first_leg_, std::move(text), &digest_,
      [weak = weak_from_this()](msg_t* message, char way) {
        if (const auto self = weak.lock()) self->show(message, way);
      },
      [this](const Response& response) { on_invite_response(response); });
  if (!invite_) tell(SipRefused{.status = 484, .phrase = "The number makes no SIP address", .internal = true});
}

void SipCallCore::on_invite_response(const Response& response) {
  if (!response.internal) trunk_->heard_from_proxy(response.message);
  if (response.status < 200) {
    on_progress(response);
    return;
  }
  if (response.status < 300) {
    on_answer(response);
    return;
  }
  invite_.reset();
  if (response.status == 422 && !released_ && dialogs_.empty() &&
      session_timer_.too_short(timer_terms_of(response.sip))) {
    send_invite();
    return;
  }
  tell(SipRefused{response.status, trunk_->phrase_of(response), reason_of(response.sip), retry_after_of(response.sip),
                  response.internal});
  forget_if_over();
}

// The first tag takes the leg of the INVITE; each fork after it gets a leg of its own.
SipDialog* SipCallCore::dialog_of(const sip_t* response) {
  if (!response || !response->sip_to || !response->sip_to->a_tag) return nullptr;
  const std::string tag = response->sip_to->a_tag;
  for (const auto& dialog : dialogs_)
    if (dialog->remote_tag == tag) return dialog.get();
  constexpr std::size_t kMostForks = 20;
  if (dialogs_.size() >= kMostForks) return nullptr;
  nta_leg_t* leg = std::exchange(first_leg_, nullptr);
  if (leg)
    nta_leg_rtag(leg, tag.c_str());
  else
    leg = nta_leg_tcreate(trunk_->nta(), nullptr, nullptr, SIPTAG_CALL_ID_STR(call_id_.c_str()),
                          SIPTAG_FROM(response->sip_from), SIPTAG_TO(response->sip_to), SIPTAG_CSEQ(response->sip_cseq),
                          TAG_END());
  if (!leg) return nullptr;
  SipDialog& dialog = add_dialog(leg, tag);
  nta_leg_bind(leg, on_dialog_request, reinterpret_cast<nta_leg_magic_t*>(&dialog));
  return &dialog;
}

void SipCallCore::on_progress(const Response& response) {
  SipProgress progress{.status = response.status, .phrase = trunk_->phrase_of(response)};
  SipDialog* dialog = response.status > 100 ? dialog_of(response.sip) : nullptr;
  if (dialog) {
    nta_leg_client_reroute(dialog->leg, response.sip->sip_record_route, response.sip->sip_contact, 1);
    progress.dialog = dialog->index;
    progress.remote_tag = dialog->remote_tag;
    if (response.sip->sip_rseq && supports(response.sip, "100rel")) {
      // Out of order or again: not to be taken (RFC 3262 4).
      const std::uint32_t rseq = response.sip->sip_rseq->rs_response;
      if (dialog->last_rseq != 0 && rseq != dialog->last_rseq + 1) return;
      dialog->last_rseq = rseq;
      progress.reliable = true;
      send_prack(*dialog, response.sip);
    }
    far_knows_update_ = allows_update(response.sip, far_knows_update_);
  }
  progress.sdp = sdp_of(response.sip);
  tell(std::move(progress));
}

void SipCallCore::send_prack(SipDialog& dialog, const sip_t* response) {
  SipRequestText text;
  text.method = sip_method_prack;
  text.name = "PRACK";
  text.headers = trunk_->agent_line() +
                 fmt::format("RAck: {} {} INVITE\r\n", response->sip_rseq->rs_response, response->sip_cseq->cs_seq);
  if (auto sent = send(dialog, std::move(text), {})) dialog.pracks.push_back(std::move(sent));
}

void SipCallCore::on_answer(const Response& response) {
  SipDialog* dialog = dialog_of(response.sip);
  if (!dialog) {  // a 2xx without a tag starts no dialog
    invite_.reset();
    tell(SipRefused{.status = 500, .phrase = "The answer has no To tag", .internal = true});
    return;
  }
  confirmed_ = dialog->index;
  invite_answered_ = true;
  nta_leg_client_reroute(dialog->leg, response.sip->sip_record_route, response.sip->sip_contact, 1);
  far_knows_update_ = allows_update(response.sip, far_knows_update_);
  session_timer_.answered(timer_terms_of(response.sip));
  restart_timer();
  tell(SipAnswered{dialog->index, dialog->remote_tag, sdp_of(response.sip)});
  if (released_) {
    ack({});
    bye({}, -1);
    forget_if_over();
  }
}

void SipCallCore::ack(const std::string& sdp) {
  SipDialog* dialog = confirmed();
  if (stopped_ || !dialog || !invite_ || !invite_answered_) return;
  invite_->ack(dialog->leg, dialog_lines(sip_method_ack, false), sdp);
  invite_.reset();
  invite_answered_ = false;
}

void SipCallCore::cancel(const SipReason& reason) {
  if (stopped_ || !invite_ || invite_answered_) return;
  const std::string line = print(reason);
  invite_->cancel(line.empty() ? line : line + "\r\n");
}

void SipCallCore::reinvite(const std::string& sdp) {
  SipDialog* dialog = confirmed();
  if (stopped_ || !dialog || dialog->over || invite_) return;
  SipRequestText text;
  text.method = sip_method_invite;
  text.name = "INVITE";
  text.headers = dialog_lines(sip_method_invite, false) + session_timer_.request_lines();
  text.body = sdp;
  invite_answered_ = false;
  invite_ = send(*dialog, std::move(text), [this](const Response& response) { on_reinvite_response(response); });
  if (!invite_) tell(SipReofferAnswered{.status = 500, .internal = true});
}

void SipCallCore::on_reinvite_response(const Response& response) {
  if (response.status < 200) {
    tell(SipReofferProgress{response.status});
    return;
  }
  SipDialog* dialog = confirmed();
  if (response.status < 300 && dialog) {
    invite_answered_ = true;
    nta_leg_client_reroute(dialog->leg, nullptr, response.sip->sip_contact, 0);
    session_timer_.answered(timer_terms_of(response.sip));
    if (!dialog->over) restart_timer();
  } else {
    invite_.reset();
    if (response.status == 422) session_timer_.too_short(timer_terms_of(response.sip));
  }
  tell(SipReofferAnswered{SipMethod::invite, response.status, trunk_->phrase_of(response), sdp_of(response.sip),
                          retry_after_of(response.sip), response.internal});
  if (released_) {
    ack({});
    forget_if_over();
  }
}

void SipCallCore::update(const std::string& sdp, SipDialogIndex index) {
  SipDialog* dialog = find_dialog(index);
  if (stopped_ || !dialog || dialog->over || update_) return;
  SipRequestText text;
  text.method = sip_method_update;
  text.name = "UPDATE";
  text.headers = dialog_lines(sip_method_update, false);
  if (dialog->index == confirmed_) text.headers += session_timer_.request_lines();
  text.body = sdp;
  update_ = send(*dialog, std::move(text), [this](const Response& response) { on_update_response(response, false); });
  if (!update_) tell(SipReofferAnswered{.method = SipMethod::update, .status = 500, .internal = true});
}

void SipCallCore::on_update_response(const Response& response, bool refresh) {
  if (response.status < 200) return;
  update_.reset();
  const int status = response.status;
  if (status < 300) {
    session_timer_.answered(timer_terms_of(response.sip));
    if (confirmed_ >= 0) restart_timer();
  }
  if (!refresh) {
    tell(SipReofferAnswered{SipMethod::update, status, trunk_->phrase_of(response), sdp_of(response.sip),
                            retry_after_of(response.sip), response.internal});
    return;
  }
  if (status < 300) return;
  constexpr std::chrono::seconds kAgain{3};
  if (status == 408 || status == 481) {
    tell(SipSessionExpired{});
  } else if (status == 491 || status == 500 ||
             (status == 422 && session_timer_.too_short(timer_terms_of(response.sip)))) {
    timer_ = trunk_->loop().after(kAgain, [this] { on_timer(); });
  } else {
    far_knows_update_ = false;
    tell(SipRefreshDue{});
  }
}

}  // namespace caselli
