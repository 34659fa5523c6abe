#include "sip/sip_call_timer.h"

#include <fmt/format.h>

#include <algorithm>

namespace caselli {
namespace {

using std::chrono::seconds;

std::string expires_line(seconds expires, std::string_view refresher) {
  if (refresher.empty()) return fmt::format("Session-Expires: {}\r\n", expires.count());
  return fmt::format("Session-Expires: {};refresher={}\r\n", expires.count(), refresher);
}

}  // namespace

std::string SipSessionTimer::request_lines() const {
  const seconds least = std::max(least_, asked_least_);
  const seconds expires = agreed_.count() > 0 ? agreed_ : wanted_;
  std::string out;
  if (expires.count() > 0) {
    const auto who = refresher_ == SipRefresher::we ? "uac" : refresher_ == SipRefresher::far ? "uas" : "";
    out = expires_line(std::max(expires, least), who);
  }
  if (asked_least_.count() > 0) out += fmt::format("Min-SE: {}\r\n", least.count());
  return out;
}

void SipSessionTimer::answered(const SipTimerTerms& terms) {
  agreed_ = terms.expires;
  refresher_ = SipRefresher::nobody;
  if (agreed_.count() > 0)
    refresher_ = terms.refresher == SipTimerTerms::Side::uas ? SipRefresher::far : SipRefresher::we;
}

bool SipSessionTimer::too_short(const SipTimerTerms& terms) {
  constexpr seconds kMost{86'400};
  if (terms.least <= asked_least_ || terms.least > kMost) return false;
  asked_least_ = terms.least;
  agreed_ = seconds{0};
  wanted_ = std::max(wanted_, terms.least);
  return true;
}

std::optional<seconds> SipSessionTimer::refuse(const SipTimerTerms& terms) const {
  // One who does not know the timer could not act on a 422 (RFC 4028 9).
  if (terms.expires.count() == 0 || terms.expires >= least_ || !terms.supported) return std::nullopt;
  return least_;
}

std::string SipSessionTimer::accept(const SipTimerTerms& terms) {
  agreed_ = terms.expires.count() > 0 ? std::max(terms.expires, least_) : seconds{0};
  if (agreed_.count() == 0 && terms.supported && wanted_.count() > 0) agreed_ = std::max(wanted_, terms.least);
  if (agreed_.count() == 0) {
    refresher_ = SipRefresher::nobody;
    return {};
  }
  const bool far = terms.supported && terms.refresher == SipTimerTerms::Side::uac;
  refresher_ = far ? SipRefresher::far : SipRefresher::we;
  return expires_line(agreed_, far ? "uac" : "uas") + (far ? "Require: timer\r\n" : "");
}

std::optional<seconds> SipSessionTimer::wait() const {
  if (refresher_ == SipRefresher::we) return agreed_ / 2;
  if (refresher_ == SipRefresher::far) return agreed_ - std::min(seconds{32}, agreed_ / 3);
  return std::nullopt;
}

}  // namespace caselli
