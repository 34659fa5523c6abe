#pragma once
// What becomes of requests that belong to no call: by whom may we be called at all.
// Internal to this folder; on the SIP thread.

#include <functional>
#include <memory>
#include <vector>

#include "sip/rate_limit.h"
#include "sip/sip_message_digest.h"
#include "sip/sip_stack_trunk.h"

namespace caselli {

class SipGate {
 public:
  using OnCall = std::function<void(SipIncoming, std::shared_ptr<SipCallCore>)>;
  // `trunks` and `clock` must outlive it.
  SipGate(const Clock& clock, SipAdmissionSettings settings, const std::vector<std::unique_ptr<SipTrunk>>& trunks,
          OnCall on_call)
      : trunks_(trunks), rate_(clock, settings), guard_(clock), on_call_(std::move(on_call)) {}

  void take(SipAgent& agent, msg_t* message, const sip_t* sip);

  std::uint64_t refused() const { return refused_; }
  std::uint64_t dropped() const { return dropped_; }

 private:
  SipTrunk* trunk_for(const SipAgent& agent, msg_t* message, const sip_t* sip) const;
  // The trunk whose user gave the password; otherwise the request was answered.
  SipTrunk* authenticated(SipAgent& agent, msg_t* message, const sip_t* sip, std::string& user);

  const std::vector<std::unique_ptr<SipTrunk>>& trunks_;
  RateLimit rate_;
  DigestGuard guard_;
  OnCall on_call_;
  std::uint64_t refused_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace caselli
