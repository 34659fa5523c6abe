#pragma once
// What a SIP trunk is set to: plain values, read from the settings file by others.

#include <chrono>
#include <string>
#include <vector>

namespace caselli {

enum class SipProtocol { udp, tcp, tls };

// PEM files of a local TLS address. A certificate is needed to be called over TLS; to call
// out, `authorities` is enough.
struct SipTlsSettings {
  std::string certificate_file;  // the own certificate
  std::string key_file;          // its private key; empty: in certificate_file
  std::string authorities_file;  // who may have signed the far end's; empty: the system's
  bool verify = true;            // the far end's certificate, when we call
  bool operator==(const SipTlsSettings&) const = default;
};

// Where messages go out and come in. Trunks with equal values share one set of sockets;
// trunks with different ones may use the same address for different protocols.
struct SipLocalSettings {
  std::string address = "0.0.0.0";  // an IPv4 or IPv6 literal; 0.0.0.0 and ::, all of the machine's
  int port = 5060;                  // of UDP and TCP; 0: the kernel chooses
  int tls_port = 5061;              // 0: the kernel chooses
  std::vector<SipProtocol> protocols{SipProtocol::udp, SipProtocol::tcp};
  // What others see instead of `address` in Via and Contact, behind NAT; empty: as it is.
  std::string advertised_address;
  SipTlsSettings tls;
  std::string resolver_file;  // as resolv.conf(5), with the port besides (`port 5353`); empty: the system's
  bool operator==(const SipLocalSettings&) const = default;
};

// Who may call besides configured peers: asked for its password by digest (RFC 8760).
struct SipUser {
  std::string name;
  std::string password;
  bool operator==(const SipUser&) const = default;
};

// How the caller is named to a trusting trunk besides From.
enum class SipIdentity {
  none,
  asserted,      // P-Asserted-Identity (RFC 3325)
  remote_party,  // Remote-Party-ID (draft-ietf-sip-privacy-04, still common in PBXes)
};

struct SipTrunkSettings {
  std::string name;  // in states, logs and events; unique
  SipLocalSettings local;
  SipProtocol protocol = SipProtocol::udp;  // for calls out; one of local.protocols

  // The far end: a name or a literal (IPv6 without brackets). Without a port a name is
  // looked up by NAPTR, SRV and address records (RFC 3263). Empty: calls in only.
  std::string proxy;
  int proxy_port = 0;
  std::string domain;          // in From, To and Request-URI; empty: `proxy`
  std::string outbound_proxy;  // `host` or `host:port`: every request goes there first (RFC 3261 8.1.1.1)

  bool registers = false;
  std::string user;       // of From, Contact and registration; the number or account name
  std::string auth_user;  // empty: `user`
  std::string password;
  std::chrono::seconds expires{300};  // asked for when registering

  // Who may call without a password: addresses and networks (192.0.2.1, 192.0.2.0/24,
  // 2001:db8::/32). The proxy's own addresses count too, as soon as it answered us.
  std::vector<std::string> peers;
  std::vector<SipUser> users;
  std::string realm = "caselli";  // in our own challenges to `users`
  // SHA-256 is offered to them before MD5. Devices that look at the first challenge only and
  // know MD5 only need it off.
  bool challenges_sha256 = true;
  bool called_from_to = false;  // the called number stands in To, not in the Request-URI

  SipIdentity identity = SipIdentity::none;
  // Session timer (RFC 4028): asked for, and the least accepted (90 by the standard). 0: none
  // asked for; a far end that insists still gets one.
  std::chrono::seconds session_expires{1800};
  std::chrono::seconds min_session_expires{90};
  // Between OPTIONS that ask whether the proxy is there; 0: never asked.
  std::chrono::milliseconds options_interval{30'000};
  // After a failed registration or an OPTIONS without an answer, the first pause; it doubles
  // up to `longest_retry`.
  std::chrono::milliseconds first_retry{5'000};
  std::chrono::milliseconds longest_retry{60'000};
  // Between looks at the files of our certificate, which expires and is replaced.
  std::chrono::milliseconds certificate_look{60'000};
};

// INVITEs and other requests from addresses that are nobody's peer: this many a second
// are answered (with a refusal or a challenge) for each address, the rest is dropped.
struct SipAdmissionSettings {
  double refusals_per_second = 5;
  int burst = 10;
  int most_sources = 10'000;  // remembered at a time
};

}  // namespace caselli
