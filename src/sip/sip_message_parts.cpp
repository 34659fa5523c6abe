#include "sip/sip_message_parts.h"

#include <sofia-sip/msg.h>
#include <sofia-sip/msg_header.h>
#include <sofia-sip/msg_parser.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_parser.h>
#include <sofia-sip/sip_util.h>

#include "base/text.h"
#include "sip/sip_stack_agent.h"
#include "sip/sip_trace.h"

namespace caselli {
namespace {

std::string_view view(const char* text) { return text ? std::string_view{text} : std::string_view{}; }

std::string address_text(const url_t* url, const char* display) {
  char* text = url_as_string(nullptr, url);
  std::string out =
      (display && *display ? std::string{display} + " " : std::string{}) + "<" + std::string{view(text)} + ">";
  su_free(nullptr, text);
  return out;
}

}  // namespace

std::string sdp_of(const sip_t* sip) {
  if (!sip || !sip->sip_payload || !sip->sip_payload->pl_data) return {};
  std::string type;
  if (const sip_content_type_t* content = sip->sip_content_type) {
    type = view(content->c_type);
    for (const msg_param_t* one = content->c_params; one && *one; ++one) type += ";" + std::string{*one};
  }
  return sdp_of_body(type, {sip->sip_payload->pl_data, static_cast<std::size_t>(sip->sip_payload->pl_len)});
}

SipReason reason_of(const sip_t* sip) {
  SipReason out;
  for (const sip_reason_t* one = sip ? sip->sip_reason : nullptr; one; one = one->re_next)
    read_reason(view(one->re_protocol), view(one->re_cause), view(one->re_text), out);
  return out;
}

std::chrono::seconds retry_after_of(const sip_t* sip) {
  return std::chrono::seconds{sip && sip->sip_retry_after ? sip->sip_retry_after->af_delta : 0};
}

std::string phrase_of(const sip_t* sip) {
  return sip && sip->sip_status ? printable_ascii(view(sip->sip_status->st_phrase), 200) : std::string{};
}

bool allows_update(const sip_t* sip, bool otherwise) {
  if (!sip || !sip->sip_allow) return otherwise;
  return sip_is_allowed(sip->sip_allow, SIP_METHOD_UPDATE) != 0;
}

bool supports(const sip_t* sip, const char* option) {
  return sip && (sip_has_feature(sip->sip_supported, option) || sip_has_feature(sip->sip_require, option));
}

std::string header_of(const sip_t* sip, std::string_view name) {
  for (const sip_unknown_t* one = sip ? sip->sip_unknown : nullptr; one; one = one->un_next)
    if (lower_ascii(view(one->un_name)) == name) return std::string{view(one->un_value)};
  return {};
}

SipIncoming describe_invite(const sip_t* sip, bool called_from_to) {
  SipIncoming out;
  const auto take_caller = [&](const std::string& text) {
    const auto address = text.empty() ? std::nullopt : parse_sip_address(text);
    if (!address || !out.caller.empty()) return;
    out.caller = address->user;
    out.caller_name = address->name;
  };
  take_caller(header_of(sip, "p-asserted-identity"));
  take_caller(header_of(sip, "remote-party-id"));
  if (sip->sip_from) take_caller(address_text(sip->sip_from->a_url, sip->sip_from->a_display));
  const url_t* called = called_from_to && sip->sip_to ? sip->sip_to->a_url : sip->sip_request->rq_url;
  if (const auto address = parse_sip_address(address_text(called, nullptr))) out.called = address->user;
  if (const auto address = parse_sip_address(header_of(sip, "diversion"))) out.diverted_from = address->user;
  out.sdp = sdp_of(sip);
  out.cseq = sip->sip_cseq->cs_seq;
  out.protocol = protocol_of(sip);
  out.reliable_provisional = supports(sip, "100rel");
  return out;
}

std::vector<std::string> parameters_of(const msg_auth_t* authorization) {
  std::vector<std::string> out;
  for (const msg_param_t* one = authorization->au_params; one && *one; ++one) out.emplace_back(*one);
  return out;
}

std::vector<DigestChallenge> challenges_of(const sip_t* sip) {
  std::vector<DigestChallenge> out;
  const auto take = [&](bool proxy, const msg_auth_t* header) {
    for (; header; header = header->au_next)
      if (auto challenge = read_challenge(proxy, view(header->au_scheme), parameters_of(header)))
        out.push_back(std::move(*challenge));
  };
  if (sip) {
    take(false, sip->sip_www_authenticate);
    take(true, sip->sip_proxy_authenticate);
  }
  return out;
}

TraceEntry trace_of(msg_t* message, char way, Instant at) {
  std::size_t size = 0;
  // A copy: printing completes headers, which the transaction may still change.
  msg_t* copy = msg_dup(message);
  std::string text;
  if (copy) {
    char* printed = msg_as_string(msg_home(copy), copy, nullptr, 0, &size);
    if (printed) text.assign(printed, size);
    msg_destroy(copy);
  }
  return TraceEntry{at, way, sip_title(text), without_secrets(text)};
}

}  // namespace caselli
