#pragma once
// Keeps a trunk registered (RFC 3261 10). Internal to this folder; on the SIP thread.

#include <sofia-sip/nta.h>

#include <functional>
#include <memory>

#include "base/executor.h"
#include "sip/sip_message_digest.h"
#include "sip/sip_stack.h"
#include "sip/sip_stack_request.h"

namespace caselli {

class SipTrunk;

class SipRegistration {
 public:
  SipRegistration(SipTrunk& trunk, std::function<void()> changed);
  ~SipRegistration();

  void start();
  // Gives the registration back; `done` once the registrar answered or nothing will come.
  // False: nothing was registered, `done` is not called.
  bool leave(std::function<void()> done);
  void fail(const std::string& text) {  // what waits for an answer will have none
    if (const auto request = request_) request->fail(503, text);
  }
  const SipTrunkState& state() const { return state_; }

 private:
  void send(std::chrono::seconds expires);
  void on_response(const SipClientRequest::Response& response);
  void on_registered(const sip_t* sip);
  void on_refused(const SipClientRequest::Response& response);
  void again_after(std::chrono::milliseconds pause);

  SipTrunk& trunk_;
  std::function<void()> changed_;
  DigestClient digest_;
  std::chrono::seconds expires_;  // asked for: ours, or the registrar's least
  std::chrono::milliseconds retry_;
  nta_leg_t* leg_ = nullptr;
  std::shared_ptr<SipClientRequest> request_;
  SipTrunkState state_;
  Timer timer_;
  bool registered_ = false;
  std::function<void()> left_;
};

}  // namespace caselli
