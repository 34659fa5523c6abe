#include "sip/sip_stack_request.h"

#include <sofia-sip/msg.h>
#include <sofia-sip/nta_tag.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/sip_util.h>
#include <sofia-sip/su_tag.h>

#include "sip/sip_message_parts.h"

namespace caselli {
namespace {

int on_client_response(nta_outgoing_magic_t* magic, nta_outgoing_t* transaction, const sip_t* sip) {
  return reinterpret_cast<SipClientRequest*>(magic)->on_response(transaction, sip);
}

const char* or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }
const url_string_t* url_or_null(const std::string& text) {
  return reinterpret_cast<const url_string_t*>(or_null(text));
}

}  // namespace

SipClientRequest::SipClientRequest(nta_agent_t* agent, nta_leg_t* leg, SipRequestText text, DigestClient* digest,
                                   OnMessage on_message, OnResponse on_response)
    : agent_(agent),
      leg_(leg),
      text_(std::move(text)),
      digest_(digest),
      on_message_(std::move(on_message)),
      on_response_(std::move(on_response)) {}

SipClientRequest::~SipClientRequest() { drop(); }

void SipClientRequest::drop() {
  if (transaction_) nta_outgoing_destroy(transaction_);
  transaction_ = nullptr;
}

std::shared_ptr<SipClientRequest> SipClientRequest::send(nta_agent_t* agent, nta_leg_t* leg, SipRequestText text,
                                                         DigestClient* digest, OnMessage on_message,
                                                         OnResponse on_response) {
  std::shared_ptr<SipClientRequest> out(
      new SipClientRequest(agent, leg, std::move(text), digest, std::move(on_message), std::move(on_response)));
  return out->start() ? out : nullptr;
}

bool SipClientRequest::start() {
  // The digest is over the Request-URI as it is sent, which a dialog knows by itself.
  std::string uri = text_.uri;
  const sip_contact_t* target = nullptr;
  if (uri.empty() && nta_leg_get_route(leg_, nullptr, &target) >= 0 && target) {
    char* printed = url_as_string(nullptr, target->m_url);
    if (printed) uri = printed;
    su_free(nullptr, printed);
  }
  authorization_ = digest_ ? digest_->headers(text_.name, uri) : std::string{};
  const std::string headers = authorization_ + text_.headers;
  transaction_ = nta_outgoing_tcreate(leg_, on_client_response, reinterpret_cast<nta_outgoing_magic_t*>(this),
                                      url_or_null(text_.next_hop), text_.method, text_.name, url_or_null(text_.uri),
                                      TAG_IF(!headers.empty(), SIPTAG_HEADER_STR(headers.c_str())),
                                      TAG_IF(!text_.body.empty(), SIPTAG_CONTENT_TYPE_STR(text_.content_type.c_str())),
                                      TAG_IF(!text_.body.empty(), SIPTAG_PAYLOAD_STR(text_.body.c_str())), TAG_END());
  if (!transaction_) return false;
  msg_t* sent = nta_outgoing_getrequest(transaction_);
  show(sent, '>');
  msg_destroy(sent);
  return true;
}

void SipClientRequest::show(msg_t* message, char way) const {
  if (message && on_message_) on_message_(message, way);
}

int SipClientRequest::on_response(nta_outgoing_t* transaction, const sip_t* sip) {
  const auto self = shared_from_this();  // the listener may let go of us
  const int status = nta_outgoing_status(transaction);
  Response response{status, sip, nta_sip_is_internal(sip) != 0, {}, nullptr, false};
  msg_t* message = sip ? nta_outgoing_getresponse(transaction) : nullptr;
  response.message = message;
  if (!response.internal) {
    heard_ = true;
    show(message, '<');
  }
  if ((status == 401 || status == 407) && !response.internal && digest_ && !cancelled_) {
    const auto verdict = digest_->take(challenges_of(sip), answered_);
    if (verdict == DigestClient::Verdict::answer) {
      drop();
      if (start()) {
        msg_destroy(message);
        return 0;
      }
    }
    response.wrong_password = verdict == DigestClient::Verdict::refused;
  }
  final_ = status >= 200;
  // A copy: it may replace itself, or us.
  const OnResponse tell = on_response_;
  if (tell) tell(response);
  if (message) msg_destroy(message);
  return 0;
}

void SipClientRequest::fail(int status, const std::string& phrase) {
  if (final_ || heard_) return;
  const auto self = shared_from_this();
  final_ = true;
  drop();
  const OnResponse tell = on_response_;
  if (tell) tell({status, nullptr, true, phrase, nullptr, false});
}

void SipClientRequest::cancel(const std::string& headers) {
  if (final_ || cancelled_ || !transaction_) return;
  cancelled_ = true;
  nta_outgoing_t* cancel = nta_outgoing_tcancel(
      transaction_, nullptr, nullptr, TAG_IF(!headers.empty(), SIPTAG_HEADER_STR(headers.c_str())), TAG_END());
  if (!cancel || cancel == reinterpret_cast<nta_outgoing_t*>(-1)) return;
  msg_t* sent = nta_outgoing_getrequest(cancel);
  show(sent, '>');
  msg_destroy(sent);
}

void SipClientRequest::ack(nta_leg_t* leg, const std::string& headers, const std::string& sdp) {
  if (!transaction_) return;
  msg_t* message = nta_msg_create(agent_, 0);
  sip_t* sip = sip_object(message);
  sip_cseq_t* number = sip_cseq_create(msg_home(message), cseq(), SIP_METHOD_ACK);
  const std::string all = authorization_ + headers;
  const bool made = sip_header_insert(message, sip, reinterpret_cast<sip_header_t*>(number)) >= 0 &&
                    sip_add_tl(message, sip, TAG_IF(!all.empty(), SIPTAG_HEADER_STR(all.c_str())),
                               TAG_IF(!sdp.empty(), SIPTAG_CONTENT_TYPE_STR("application/sdp")),
                               TAG_IF(!sdp.empty(), SIPTAG_PAYLOAD_STR(sdp.c_str())), TAG_END()) >= 0 &&
                    nta_msg_request_complete(message, leg, SIP_METHOD_ACK, nullptr) >= 0;
  nta_outgoing_t* ack = nullptr;
  if (made)
    ack = nta_outgoing_mcreate(agent_, nullptr, nullptr, nullptr, message,
                               NTATAG_ACK_BRANCH(nta_outgoing_branch(transaction_)), TAG_END());
  if (!ack) {
    msg_destroy(message);
    return;
  }
  msg_t* sent = nta_outgoing_getrequest(ack);
  show(sent, '>');
  msg_destroy(sent);
  // The library keeps it and sends it again for each 2xx that comes again.
  nta_outgoing_destroy(ack);
}

}  // namespace caselli
