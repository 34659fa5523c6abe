#pragma once
// The sockets of one local address and the transactions on them: an nta agent. Internal to
// this folder; all on the SIP thread.

#include <sofia-sip/msg_types.h>
#include <sofia-sip/nta.h>
#include <sofia-sip/sip.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "sip/peers.h"
#include "sip/sip_settings.h"
#include "sip/sip_stack_loop.h"

struct sres_cache;

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
  Status open();
  // Names are asked for anew. The library keeps for minutes that one was not found.
  void forget_names();
  // Whether our certificate, if TLS needs one, is good at `now`. When it was replaced since
  // open(), new connections get the new one.
  Status look_at_certificate(Instant now);
  void close();  // every leg and transaction must have been given back
  bool is_open() const { return agent_ != nullptr; }

  nta_agent_t* nta() const { return agent_; }
  const SipLocalSettings& settings() const { return settings_; }
  int port(SipProtocol protocol) const;  // 0: not open
  // `<sip:user@host:port;transport=tcp>` as others reach us. `towards`: the far end's
  // address, which decides what we call ourselves when all of the machine's are open.
  std::string contact(SipProtocol protocol, const std::string& user, const std::string& towards) const;

  // Who calls over TLS from here: told when a connection of ours failed (what waits for an
  // answer will have none), and whom certificates must be for. `key` to take it back.
  struct TlsUser {
    std::vector<std::string> hosts;
    std::function<void(const std::string& text)> on_problem;
  };
  void add_tls_user(const void* key, TlsUser user) { tls_users_[key] = std::move(user); }
  void remove_tls_user(const void* key) { tls_users_.erase(key); }

  void stray(msg_t* message, const sip_t* sip) { on_stray_(*this, message, sip); }

 private:
  Status bind(SipProtocol protocol);
  void watch_tls();
  bool is_for_us(void* certificate) const;
  std::string own_host(const std::string& towards) const;

  SipLoop& loop_;
  SipLocalSettings settings_;
  OnStray on_stray_;
  std::shared_ptr<sres_cache> names_;  // what DNS said
  nta_agent_t* agent_ = nullptr;
  void* tls_context_ = nullptr;
  std::map<const void*, TlsUser> tls_users_;
  std::shared_ptr<int> life_ = std::make_shared<int>(0);
};

std::string_view name_of(SipProtocol protocol);  // `udp`, `tcp`, `tls`
// Where a message came from.
PeerAddress source_of(msg_t* message);
std::string print_source(msg_t* message);   // `192.0.2.1:5060`
SipProtocol protocol_of(const sip_t* sip);  // by the top Via

}  // namespace caselli
