#pragma once
// Asks a trunk's proxy by OPTIONS whether it is there. Internal to this folder; on the SIP
// thread.

#include <sofia-sip/nta.h>

#include <functional>
#include <memory>

#include "base/executor.h"
#include "sip/sip_message_digest.h"
#include "sip/sip_stack.h"
#include "sip/sip_stack_request.h"

namespace caselli {

class SipTrunk;

class SipKeepalive {
 public:
  SipKeepalive(SipTrunk& trunk, std::function<void()> changed);
  ~SipKeepalive();

  void start();
  void fail(const std::string& text) {  // what waits for an answer will have none
    if (const auto request = request_) request->fail(503, text);
  }
  const SipTrunkState& state() const { return state_; }

 private:
  void send();
  void on_response(const SipClientRequest::Response& response);

  SipTrunk& trunk_;
  std::function<void()> changed_;
  DigestClient digest_;
  std::chrono::milliseconds retry_;
  nta_leg_t* leg_ = nullptr;
  std::shared_ptr<SipClientRequest> request_;
  SipTrunkState state_;
  Timer timer_;
};

}  // namespace caselli
