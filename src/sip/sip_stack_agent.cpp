#include "sip/sip_stack_agent.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <openssl/x509v3.h>
#include <sofia-sip/msg_addr.h>
#include <sofia-sip/nta_tag.h>
#include <sofia-sip/nta_tport.h>
#include <sofia-sip/sresolv.h>
#include <sofia-sip/su_tag.h>
#include <sofia-sip/tport_tag.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <system_error>

#include "base/text.h"
#include "sip/sip_message.h"
#include "sip/sip_stack_tls.h"
#include "sip/sip_stack_tls_watch.h"

// The library's header of these cannot be read as C++: it has a parameter named `template`.
extern "C" {
sres_cache* sres_cache_new(int size);
void sres_cache_unref(sres_cache* cache);
void sres_cache_clean(sres_cache* cache, time_t now);
}

namespace caselli {
namespace {

constexpr std::size_t kMostMessageBytes = 64u << 10;
constexpr unsigned kIdleConnectionMs = 1'800'000;
constexpr unsigned kReceiveBuffer = 1u << 20;  // what a flood may fill before calls suffer

int on_message(nta_agent_magic_t* magic, nta_agent_t*, msg_t* message, sip_t* sip) {
  reinterpret_cast<SipAgent*>(magic)->stray(message, sip);
  return 0;
}

bool is_any(const std::string& address) { return address == "0.0.0.0" || address == "::" || address.empty(); }

struct Endpoint {
  sockaddr_storage address{};
  socklen_t size = 0;
};

Endpoint endpoint_of(const std::string& literal, int port) {
  Endpoint out;
  auto& v4 = reinterpret_cast<sockaddr_in&>(out.address);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(out.address);
  if (inet_pton(AF_INET, literal.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(static_cast<std::uint16_t>(port));
    out.size = sizeof v4;
  } else if (inet_pton(AF_INET6, literal.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(static_cast<std::uint16_t>(port));
    out.size = sizeof v6;
  }
  return out;
}

// Our address on the way to `towards`: no packet leaves for it.
std::string address_towards(const std::string& towards, bool v6) {
  Endpoint far = endpoint_of(towards, 9);
  if (far.size == 0) far = endpoint_of(v6 ? "2001:db8::1" : "192.0.2.1", 9);  // what the default route says
  const FileDescriptor socket_{::socket(far.address.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  sockaddr_storage own{};
  socklen_t size = sizeof own;
  if (!socket_ || connect(socket_.get(), reinterpret_cast<sockaddr*>(&far.address), far.size) != 0 ||
      getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&own), &size) != 0)
    return {};
  return print(peer_address_of(reinterpret_cast<sockaddr*>(&own)));
}

// The library says little about why it could not bind; the kernel says it here.
Status try_bind(SipProtocol protocol, const std::string& address, int port) {
  const Endpoint local = endpoint_of(address, port);
  if (local.size == 0) return Error{Errc::bad_config, "`" + address + "` is not an IPv4 or IPv6 address"};
  const int type = protocol == SipProtocol::udp ? SOCK_DGRAM : SOCK_STREAM;
  const FileDescriptor socket_{::socket(local.address.ss_family, type | SOCK_CLOEXEC, 0)};
  const int on = 1;
  if (type == SOCK_STREAM) setsockopt(socket_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(socket_.get(), reinterpret_cast<const sockaddr*>(&local.address), local.size) == 0) return Done{};
  return Error{errno == EADDRINUSE ? Errc::address_in_use : Errc::bad_config,
               fmt::format("cannot open SIP over {} on {} port {}: {}", name_of(protocol), address, port,
                           std::generic_category().message(errno))};
}

}  // namespace

std::string_view name_of(SipProtocol protocol) {
  switch (protocol) {
    case SipProtocol::tcp:
      return "tcp";
    case SipProtocol::tls:
      return "tls";
    case SipProtocol::udp:
      break;
  }
  return "udp";
}

PeerAddress source_of(msg_t* message) { return peer_address_of(&msg_addr(message)->su_sa); }

std::string print_source(msg_t* message) {
  const su_sockaddr_t* from = msg_addr(message);
  return fmt::format("{}:{}", sip_host(print(peer_address_of(&from->su_sa))), ntohs(from->su_port));
}

SipProtocol protocol_of(const sip_t* sip) {
  const std::string name = sip->sip_via && sip->sip_via->v_protocol ? lower_ascii(sip->sip_via->v_protocol) : "";
  if (name.ends_with("/tcp")) return SipProtocol::tcp;
  return name.ends_with("/tls") ? SipProtocol::tls : SipProtocol::udp;
}

void SipAgent::forget_names() {
  if (names_) sres_cache_clean(names_.get(), std::numeric_limits<time_t>::max());
}

Status SipAgent::look_at_certificate(Instant now) {
  if (std::ranges::find(settings_.protocols, SipProtocol::tls) == settings_.protocols.end()) return Done{};
  return agent_ ? renew_certificate(static_cast<SSL_CTX*>(tls_context_), settings_.tls, now)
                : check_certificate(settings_.tls, now);
}

Status SipAgent::open() {
  if (agent_) return Done{};
  if (!names_) names_ = {sres_cache_new(0), &sres_cache_unref};
  // -1: no address yet.
  agent_ = nta_agent_create(
      loop_.root(), reinterpret_cast<url_string_t*>(-1), on_message, reinterpret_cast<nta_agent_magic_t*>(this),
      NTATAG_UA(1), NTATAG_MERGE_482(1), NTATAG_CLIENT_RPORT(1), NTATAG_SERVER_RPORT(1), NTATAG_PASS_100(1),
      NTATAG_CANCEL_487(1), NTATAG_TIMEOUT_408(1), NTATAG_MAXSIZE(kMostMessageBytes), SRESTAG_CACHE(names_.get()),
      TAG_IF(!settings_.resolver_file.empty(), SRESTAG_RESOLV_CONF(settings_.resolver_file.c_str())), TAG_END());
  if (!agent_) return Error{Errc::internal, "the SIP library cannot make an agent"};
  for (const auto protocol : settings_.protocols) {
    if (Status done = bind(protocol); !done) {
      close();
      return done;
    }
  }
  return Done{};
}

Status SipAgent::bind(SipProtocol protocol) {
  const int port = protocol == SipProtocol::tls ? settings_.tls_port : settings_.port;
  if (Status free = try_bind(protocol, settings_.address, port); !free) return free;
  const std::string shown = settings_.advertised_address.empty() ? settings_.address : settings_.advertised_address;
  std::string url = fmt::format("{}:{}:{};transport={}", protocol == SipProtocol::tls ? "sips" : "sip", sip_host(shown),
                                port == 0 ? "*" : std::to_string(port), name_of(protocol));
  if (shown != settings_.address) url += ";maddr=" + sip_host(settings_.address);

  const auto failed = [&] {
    return Error{Errc::bad_config,
                 fmt::format("cannot open SIP over {} on {} port {}", name_of(protocol), settings_.address, port)};
  };
  const auto* where = reinterpret_cast<const url_string_t*>(url.c_str());
  if (protocol != SipProtocol::tls) {
    if (nta_agent_add_tport(agent_, where, TPTAG_IDLE(kIdleConnectionMs), TPTAG_UDP_RMEM(kReceiveBuffer), TAG_END()) <
        0)
      return failed();
    return Done{};
  }
  const auto directory = CertificateDirectory::make(settings_.tls);
  if (!directory) return directory.error();
  const unsigned policy = settings_.tls.verify ? TPTLS_VERIFY_OUT : TPTLS_VERIFY_NONE;
  if (nta_agent_add_tport(agent_, where, TPTAG_CERTIFICATE(directory->path().c_str()), TPTAG_TLS_VERIFY_POLICY(policy),
                          TPTAG_TLS_VERIFY_DEPTH(5), TPTAG_IDLE(kIdleConnectionMs), TAG_END()) < 0)
    return failed();
  watch_tls();
  return Done{};
}

void SipAgent::watch_tls() {
  auto* watch = TlsWatch::current();
  if (!watch) return;
  TlsWatch::Names names;
  if (settings_.tls.verify) names = [this](X509* certificate) { return is_for_us(certificate); };
  tls_context_ = watch->watch_last_context(std::move(names), [this](const std::string& text) {
    loop_.post([this, text, life = std::weak_ptr<int>(life_)] {
      if (life.expired()) return;
      for (const auto& [key, user] : std::map{tls_users_}) user.on_problem(text);
    });
  });
}

// By the name that was set, not by the address it led to (RFC 5922 7.1).
bool SipAgent::is_for_us(void* certificate) const {
  auto* x509 = static_cast<X509*>(certificate);
  for (const auto& [key, user] : tls_users_)
    for (const auto& host : user.hosts)
      if (X509_check_host(x509, host.data(), host.size(), 0, nullptr) == 1 ||
          X509_check_ip_asc(x509, host.c_str(), 0) == 1)
        return true;
  return false;
}

void SipAgent::close() {
  if (auto* watch = TlsWatch::current(); watch && tls_context_) watch->forget(static_cast<SSL_CTX*>(tls_context_));
  tls_context_ = nullptr;
  if (agent_) nta_agent_destroy(agent_);
  agent_ = nullptr;
}

int SipAgent::port(SipProtocol protocol) const {
  const std::string wanted = "sip/2.0/" + std::string{name_of(protocol)};
  for (const sip_via_t* via = agent_ ? nta_agent_via(agent_) : nullptr; via; via = via->v_next) {
    if (lower_ascii(via->v_protocol) != wanted) continue;
    if (via->v_port && *via->v_port) return std::atoi(via->v_port);
    return protocol == SipProtocol::tls ? 5061 : 5060;
  }
  return 0;
}

std::string SipAgent::own_host(const std::string& towards) const {
  if (!settings_.advertised_address.empty()) return settings_.advertised_address;
  if (!is_any(settings_.address)) return settings_.address;
  const std::string found = address_towards(towards, settings_.address.find(':') != std::string::npos);
  return found.empty() ? settings_.address : found;
}

std::string SipAgent::contact(SipProtocol protocol, const std::string& user, const std::string& towards) const {
  std::string out = "<sip:";
  if (!user.empty()) out += sip_escaped_user(user) + "@";
  out += fmt::format("{}:{}", sip_host(own_host(towards)), port(protocol));
  if (protocol != SipProtocol::udp) out += fmt::format(";transport={}", name_of(protocol));
  return out + ">";
}

}  // namespace caselli
