#pragma once
// The sockets of one local address and the transactions on them: an nta agent. Internal to
// this folder; all on the SIP thread.

#include <sofia-sip/msg_types.h>
#include <sofia-sip/nta.h>
#include <sofia-sip/sip.h>

#include <functional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "sip/peers.h"
#include "sip/sip_settings.h"
#include "sip/sip_stack_loop.h"

namespace caselli {

class SipAgent {
 public:
  // Requests that belong to no call; the message is the taker's.
  using OnStray = std::function<void(SipAgent&, msg_t*, const sip_t*)>;

  SipAgent(SipLoop& loop, SipLocalSettings settings, OnStray on_stray)
      : loop_(loop), settings_(std::move(settings)), on_stray_(std::move(on_stray)) {}
  ~SipAgent() { close(); }
  SipAgent(const SipAgent&) = delete;
  SipAgent& operator=(const SipAgent&) = delete;

  // Opens the sockets. On an Error (address_in_use, bad_config) none is open; may be tried again.
  Status open(Instant now);
  void close();  // every leg and transaction must have been given back
  bool is_open() const { return agent_ != nullptr; }

  nta_agent_t* nta() const { return agent_; }
  const SipLocalSettings& settings() const { return settings_; }
  int port(SipProtocol protocol) const;  // 0: not open
  // `<sip:user@host:port;transport=tcp>` as others reach us. `towards`: the far end's
  // address, which decides what we call ourselves when all of the machine's are open.
  std::string contact(SipProtocol protocol, const std::string& user, const std::string& towards) const;

  void stray(msg_t* message, const sip_t* sip) { on_stray_(*this, message, sip); }

 private:
  Status bind(SipProtocol protocol);
  std::string own_host(const std::string& towards) const;

  SipLoop& loop_;
  SipLocalSettings settings_;
  OnStray on_stray_;
  nta_agent_t* agent_ = nullptr;
};

std::string_view name_of(SipProtocol protocol);  // `udp`, `tcp`, `tls`
// Where a message came from.
PeerAddress source_of(msg_t* message);
std::string print_source(msg_t* message);   // `192.0.2.1:5060`
SipProtocol protocol_of(const sip_t* sip);  // by the top Via

}  // namespace caselli
