#pragma once
// One trunk on the SIP thread: its addresses, its registration, its calls. Internal to this
// folder.

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "sip/peers.h"
#include "sip/registration.h"
#include "sip/sip_call_core.h"
#include "sip/sip_settings.h"
#include "sip/sip_stack.h"
#include "sip/sip_stack_agent.h"
#include "sip/sip_stack_keepalive.h"

namespace caselli {

class SipTrunk {
 public:
  using OnState = std::function<void(const std::string& trunk, const SipTrunkState& state)>;
  SipTrunk(SipLoop& loop, const Clock& clock, std::shared_ptr<SipAgent> agent, SipTrunkSettings settings, Peers peers,
           OnState on_state);
  ~SipTrunk();

  void start();  // binds, registers, asks; again by itself after a failure
  // Ends its calls and gives the registration back; `done` when the registrar answered.
  void stop(const std::function<void()>& done);

  const SipTrunkSettings& settings() const { return settings_; }
  const SipTrunkState& state() const { return state_; }
  SipAgent& agent() { return *agent_; }
  nta_agent_t* nta() const { return agent_->nta(); }
  SipLoop& loop() { return loop_; }
  const Clock& clock() const { return clock_; }

  bool is_peer(const PeerAddress& address) const { return peers_.contains(address) || proxies_.contains(address); }
  // A request for the user we registered.
  bool is_called_as(const std::string& user) const { return !settings_.user.empty() && user == settings_.user; }
  void heard_from_proxy(msg_t* response);

  std::shared_ptr<SipCallCore> take_invite(msg_t* message, const sip_t* sip, SipIncoming& about);
  void dial(const std::shared_ptr<SipCallCore>& call, const SipOutgoing& what);
  void forget(const SipCallCore& call) { calls_.erase(&call); }

  // Addresses and lines of requests.
  const std::string& auth_user() const { return settings_.auth_user.empty() ? settings_.user : settings_.auth_user; }
  std::string request_uri(const std::string& to) const;
  std::string next_hop(const std::string& to) const;  // empty: by Route or Request-URI
  std::string route_line() const;                     // to the outbound proxy; may be empty
  std::string from_header(const std::string& caller, const std::string& name) const;  // without a tag
  std::string to_header(const std::string& to) const;
  std::string identity_line(const std::string& caller, const std::string& name) const;
  std::string contact() const;  // as the proxy reaches us
  std::string contact(SipProtocol protocol, const std::string& towards) const;
  std::string agent_line() const;
  std::string proxy_name() const;  // for sentences: `sip.example:5060`
  // In words, also for statuses that were made here.
  std::string phrase_of(const SipClientRequest::Response& response) const;

 private:
  void bind();
  void look_at_certificate();
  void update_state();
  std::string ready_text() const;
  void on_tls_problem(const std::string& text);
  std::string domain() const;
  std::string proxy_uri() const;

  SipLoop& loop_;
  const Clock& clock_;
  std::shared_ptr<SipAgent> agent_;
  SipTrunkSettings settings_;
  Peers peers_;
  Peers proxies_;  // where answers of the proxy came from
  OnState on_state_;

  SipTrunkState state_;
  Status certificate_, bound_;
  Timer rebind_, certificate_look_;
  std::unique_ptr<SipRegistration> registration_;
  std::unique_ptr<SipKeepalive> keepalive_;
  std::map<const SipCallCore*, std::shared_ptr<SipCallCore>> calls_;
};

}  // namespace caselli
