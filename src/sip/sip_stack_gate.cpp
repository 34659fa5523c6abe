#include "sip/sip_stack_gate.h"

#include <sofia-sip/msg.h>
#include <sofia-sip/nta_stateless.h>
#include <sofia-sip/sip_status.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/su_tag.h>

#include <algorithm>

#include "base/text.h"
#include "sip/sip_message_parts.h"

namespace caselli {
namespace {

constexpr const char* kAllowLine = "Allow: INVITE, ACK, CANCEL, BYE, UPDATE, PRACK, OPTIONS, INFO\r\n";

// To requests that can have no meaning outside a call.
struct StrayAnswer {
  int status;
  const char* phrase;
};
StrayAnswer answer_to_stray(sip_method_t method, bool has_tag) {
  switch (method) {
    case sip_method_bye:
    case sip_method_cancel:
    case sip_method_prack:
    case sip_method_update:
    case sip_method_info:
    case sip_method_invite:
      return {SIP_481_NO_TRANSACTION};
    default:
      if (has_tag) return {SIP_481_NO_TRANSACTION};
      return {SIP_405_METHOD_NOT_ALLOWED};
  }
}

}  // namespace

void SipGate::take(SipAgent& agent, msg_t* message, const sip_t* sip) {
  // Answers that belong to no request of ours, and ACKs of what was refused without a trace.
  if (!sip->sip_request || sip->sip_request->rq_method == sip_method_ack) {
    msg_destroy(message);
    return;
  }
  const sip_method_t method = sip->sip_request->rq_method;
  const bool has_tag = sip->sip_to && sip->sip_to->a_tag;
  SipTrunk* trunk = trunk_for(agent, message, sip);
  if (!trunk && !rate_.allow(source_of(message))) {
    ++dropped_;
    msg_destroy(message);
    return;
  }
  std::string user;
  if (!trunk) {
    ++refused_;
    if (method != sip_method_invite || has_tag) {
      nta_msg_treply(agent.nta(), message, SIP_403_FORBIDDEN, TAG_END());
      return;
    }
    trunk = authenticated(agent, message, sip, user);
    if (!trunk) return;
    --refused_;
  }
  if (method == sip_method_options && !has_tag) {
    nta_msg_treply(agent.nta(), message, SIP_200_OK,
                   SIPTAG_HEADER_STR((trunk->agent_line() + kAllowLine + "Accept: application/sdp\r\n").c_str()),
                   TAG_END());
    return;
  }
  if (method != sip_method_invite || has_tag) {
    const auto answer = answer_to_stray(method, has_tag);
    nta_msg_treply(agent.nta(), message, answer.status, answer.phrase, SIPTAG_HEADER_STR(kAllowLine), TAG_END());
    return;
  }
  SipIncoming about;
  about.user = std::move(user);
  if (auto call = trunk->take_invite(message, sip, about)) on_call_(std::move(about), std::move(call));
}

// Several trunks may have one peer: then the one whose user is called, else the first.
SipTrunk* SipGate::trunk_for(const SipAgent& agent, msg_t* message, const sip_t* sip) const {
  const PeerAddress source = source_of(message);
  const char* user = sip->sip_request->rq_url->url_user;
  SipTrunk* found = nullptr;
  for (const auto& trunk : trunks_) {
    if (&trunk->agent() != &agent || !trunk->is_peer(source)) continue;
    if (user && trunk->is_called_as(user)) return trunk.get();
    if (!found) found = trunk.get();
  }
  return found;
}

SipTrunk* SipGate::authenticated(SipAgent& agent, msg_t* message, const sip_t* sip, std::string& user) {
  const std::string source = print(source_of(message));
  SipTrunk* asking = nullptr;  // whose realm is asked for
  bool stale = false;
  for (const auto& trunk : trunks_) {
    if (&trunk->agent() != &agent || trunk->settings().users.empty()) continue;
    if (!asking) asking = trunk.get();
    for (const msg_auth_t* one = sip->sip_authorization; one; one = one->au_next) {
      if (!one->au_scheme || lower_ascii(one->au_scheme) != "digest") continue;
      const auto judged = guard_.judge(parameters_of(one), sip->sip_request->rq_method_name, trunk->settings().realm,
                                       source, trunk->settings().users);
      if (judged.verdict == DigestGuard::Verdict::accepted) {
        user = judged.user;
        return trunk.get();
      }
      stale = stale || judged.verdict == DigestGuard::Verdict::stale;
    }
  }
  if (!asking) {
    nta_msg_treply(agent.nta(), message, SIP_403_FORBIDDEN, TAG_END());
    return nullptr;
  }
  const std::string lines =
      guard_.challenges(asking->settings().realm, source, asking->settings().challenges_sha256, stale);
  nta_msg_treply(agent.nta(), message, SIP_401_UNAUTHORIZED, SIPTAG_HEADER_STR(lines.c_str()), TAG_END());
  return nullptr;
}

}  // namespace caselli
