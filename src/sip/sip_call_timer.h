#pragma once
// The session timer of RFC 4028: who refreshes, and when. Pure: durations only.

#include <chrono>
#include <optional>
#include <string>

namespace caselli {

enum class SipRefresher { nobody, we, far };

// What a message said of the session timer.
struct SipTimerTerms {
  bool supported = false;           // `timer` in Supported or Require
  std::chrono::seconds expires{0};  // Session-Expires; 0: none
  std::chrono::seconds least{0};    // Min-SE; 0: none
  enum class Side { none, uac, uas } refresher = Side::none;
};

class SipSessionTimer {
 public:
  // `wanted`: 0 asks for none. `least`: shorter ones are refused (422), at least 90 s by the
  // standard.
  SipSessionTimer(std::chrono::seconds wanted, std::chrono::seconds least) : wanted_(wanted), least_(least) {}

  // Lines for a request of ours: Supported is not among them.
  std::string request_lines() const;
  // The final 2xx to a request of ours (INVITE or UPDATE).
  void answered(const SipTimerTerms& terms);
  // 422 to it: whether to try again, with the far end's least.
  bool too_short(const SipTimerTerms& terms);

  // A request of the far end. Nothing: fine; otherwise the Min-SE for our 422.
  std::optional<std::chrono::seconds> refuse(const SipTimerTerms& terms) const;
  // Lines for our 2xx to it; settles who refreshes.
  std::string accept(const SipTimerTerms& terms);

  SipRefresher refresher() const { return refresher_; }
  // From the last 2xx, either way: when to refresh, or when the far end is given up
  // (RFC 4028 10). Nothing: no timer runs.
  std::optional<std::chrono::seconds> wait() const;

 private:
  std::chrono::seconds wanted_;
  std::chrono::seconds least_;
  std::chrono::seconds asked_least_{0};  // the far end's, from a 422
  std::chrono::seconds agreed_{0};       // 0: no timer
  SipRefresher refresher_ = SipRefresher::nobody;
};

}  // namespace caselli
