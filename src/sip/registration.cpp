#include "sip/registration.h"

#include <fmt/format.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/su_tag.h>

#include <algorithm>

#include "base/text.h"
#include "sip/sip_message_parts.h"
#include "sip/sip_stack_trunk.h"

namespace caselli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A wrong password is not tried often: registrars lock accounts out.
constexpr seconds kWrongPasswordPause{60};

int refuse_registrar_request(nta_leg_magic_t*, nta_leg_t*, nta_incoming_t*, const sip_t*) { return 481; }

// What was granted: by our Contact's expires, else the Expires header, else what we asked for.
seconds granted(const sip_t* sip, seconds asked) {
  seconds out = asked;
  if (sip->sip_expires) out = seconds{sip->sip_expires->ex_delta};
  if (sip->sip_contact && sip->sip_contact->m_expires && !sip->sip_contact->m_next)
    out = seconds{std::strtol(sip->sip_contact->m_expires, nullptr, 10)};
  return std::clamp(out, seconds{1}, seconds{86'400});
}

}  // namespace

SipRegistration::SipRegistration(SipTrunk& trunk, std::function<void()> changed)
    : trunk_(trunk),
      changed_(std::move(changed)),
      digest_(trunk.auth_user(), trunk.settings().password),
      expires_(trunk.settings().expires),
      retry_(trunk.settings().first_retry) {
  state_.text = fmt::format("registering {} at {}", trunk.settings().user, trunk.proxy_name());
}

SipRegistration::~SipRegistration() {
  request_.reset();
  if (leg_) nta_leg_destroy(leg_);
}

void SipRegistration::start() {
  const std::string address = trunk_.to_header(trunk_.settings().user);
  const std::string from = address + ";tag=" + random_token(6);
  const std::string call_id = random_token(16);
  leg_ = nta_leg_tcreate(trunk_.nta(), refuse_registrar_request, nullptr, SIPTAG_CALL_ID_STR(call_id.c_str()),
                         SIPTAG_FROM_STR(from.c_str()), SIPTAG_TO_STR(address.c_str()), TAG_END());
  send(expires_);
}

void SipRegistration::send(seconds expires) {
  SipRequestText text;
  text.method = sip_method_register;
  text.name = "REGISTER";
  text.uri = trunk_.request_uri({});
  text.next_hop = trunk_.next_hop({});
  text.headers =
      trunk_.route_line() + trunk_.agent_line() +
      fmt::format("Contact: {};expires={}\r\nExpires: {}\r\n", trunk_.contact(), expires.count(), expires.count());
  if (leg_)
    request_ = SipClientRequest::send(trunk_.nta(), leg_, std::move(text), &digest_, {},
                                      [this](const SipClientRequest::Response& response) { on_response(response); });
  if (request_ || left_) return;
  state_ = {SipTrunkState::Kind::refused,
            fmt::format("`{}` at {} makes no SIP address", trunk_.settings().user, trunk_.proxy_name())};
  changed_();
}

bool SipRegistration::leave(std::function<void()> done) {
  timer_.cancel();
  if (!registered_) return false;
  left_ = std::move(done);
  send(seconds{0});
  return request_ != nullptr;
}

void SipRegistration::on_response(const SipClientRequest::Response& response) {
  if (response.status < 200) return;
  const auto finished = std::move(request_);
  if (left_) {
    std::exchange(left_, nullptr)();
    return;
  }
  if (!response.internal) trunk_.heard_from_proxy(response.message);
  if (response.status < 300)
    on_registered(response.sip);
  else
    on_refused(response);
  changed_();
}

void SipRegistration::on_registered(const sip_t* sip) {
  registered_ = true;
  retry_ = trunk_.settings().first_retry;
  state_ = {SipTrunkState::Kind::ready, {}};
  // Before it ends, with time for some retransmissions.
  const seconds time = granted(sip, expires_);
  again_after(time > seconds{64} ? time - seconds{32} : milliseconds{time} / 2);
}

void SipRegistration::on_refused(const SipClientRequest::Response& response) {
  if (response.status == 423 && response.sip && response.sip->sip_min_expires) {
    const seconds least{response.sip->sip_min_expires->me_delta};
    if (least > expires_ && least <= seconds{86'400}) {
      expires_ = least;
      again_after(milliseconds{0});
      return;
    }
  }
  registered_ = false;
  const auto& settings = trunk_.settings();
  const std::string who = fmt::format("{} refuses to register {}", trunk_.proxy_name(), settings.user);
  const std::string answer = fmt::format("{} {}", response.status, trunk_.phrase_of(response));
  milliseconds pause = retry_;
  if (response.internal) {
    trunk_.agent().forget_names();
    state_ = {SipTrunkState::Kind::unreachable,
              fmt::format("{} does not answer the registration of {}: {}", trunk_.proxy_name(), settings.user, answer)};
  } else if (response.wrong_password) {
    state_ = {SipTrunkState::Kind::wrong_password,
              fmt::format("{}: it answered {} to the password of `{}`", who, answer, trunk_.auth_user())};
    pause = std::max<milliseconds>(pause, std::min<milliseconds>(kWrongPasswordPause, settings.longest_retry));
  } else if (response.status == 401 || response.status == 407) {
    state_ = {SipTrunkState::Kind::wrong_password,
              fmt::format("{}: it answered {} and its challenge cannot be answered (no user set, or a method other "
                          "than digest with MD5 or SHA-256)",
                          who, answer)};
  } else {
    state_ = {SipTrunkState::Kind::refused, fmt::format("{}: it answered {}", who, answer)};
  }
  retry_ = std::min(retry_ * 2, settings.longest_retry);
  const auto asked = retry_after_of(response.sip);
  again_after(std::max<milliseconds>(pause, std::min<milliseconds>(asked, seconds{3600})));
}

void SipRegistration::again_after(milliseconds pause) {
  timer_ = trunk_.loop().after(pause, [this] { send(expires_); });
}

}  // namespace caselli
