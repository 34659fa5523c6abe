#include "sip/sip_stack_keepalive.h"

#include <fmt/format.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/su_tag.h>

#include <algorithm>

#include "base/text.h"
#include "sip/sip_message_parts.h"
#include "sip/sip_stack_trunk.h"

namespace caselli {
namespace {

int refuse_keepalive_request(nta_leg_magic_t*, nta_leg_t*, nta_incoming_t*, const sip_t*) { return 481; }

}  // namespace

SipKeepalive::SipKeepalive(SipTrunk& trunk, std::function<void()> changed)
    : trunk_(trunk),
      changed_(std::move(changed)),
      digest_(trunk.auth_user(), trunk.settings().password),
      retry_(trunk.settings().first_retry) {
  state_.text = fmt::format("asking {} whether it is there", trunk.proxy_name());
}

SipKeepalive::~SipKeepalive() {
  request_.reset();
  if (leg_) nta_leg_destroy(leg_);
}

void SipKeepalive::start() {
  const std::string from = trunk_.from_header({}, {}) + ";tag=" + random_token(6);
  const std::string to = trunk_.to_header({});
  const std::string call_id = random_token(16);
  leg_ = nta_leg_tcreate(trunk_.nta(), refuse_keepalive_request, nullptr, SIPTAG_CALL_ID_STR(call_id.c_str()),
                         SIPTAG_FROM_STR(from.c_str()), SIPTAG_TO_STR(to.c_str()), TAG_END());
  send();
}

void SipKeepalive::send() {
  SipRequestText text;
  text.method = sip_method_options;
  text.name = "OPTIONS";
  text.uri = trunk_.request_uri({});
  text.next_hop = trunk_.next_hop({});
  text.headers =
      trunk_.route_line() + trunk_.agent_line() + "Contact: " + trunk_.contact() + "\r\nAccept: application/sdp\r\n";
  if (leg_)
    request_ = SipClientRequest::send(trunk_.nta(), leg_, std::move(text), &digest_, {},
                                      [this](const SipClientRequest::Response& response) { on_response(response); });
  if (request_) return;
  state_ = {SipTrunkState::Kind::unreachable, fmt::format("{} makes no SIP address", trunk_.proxy_name())};
  changed_();
}

void SipKeepalive::on_response(const SipClientRequest::Response& response) {
  if (response.status < 200) return;
  const auto finished = std::move(request_);
  const auto& settings = trunk_.settings();
  // Any answer but this shows that it is there: many know no OPTIONS (404, 405, 501).
  const bool gone = response.internal || response.status == 503;
  std::chrono::milliseconds pause = settings.options_interval;
  if (gone) {
    trunk_.agent().forget_names();
    state_ = {SipTrunkState::Kind::unreachable,
              fmt::format("{} {} OPTIONS: {} {}", trunk_.proxy_name(),
                          response.internal ? "does not answer" : "is out of service by its answer to", response.status,
                          trunk_.phrase_of(response))};
    pause = std::min(retry_, settings.options_interval);
    retry_ = std::min(retry_ * 2, settings.longest_retry);
  } else {
    if (!response.internal) trunk_.heard_from_proxy(response.message);
    state_ = {SipTrunkState::Kind::ready, {}};
    retry_ = settings.first_retry;
  }
  timer_ = trunk_.loop().after(pause, [this] { send(); });
  changed_();
}

}  // namespace caselli
