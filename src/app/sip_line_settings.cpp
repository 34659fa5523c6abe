#include "app/sip_line_settings.h"

#include <fmt/format.h>
#include <netdb.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "base/handle.h"
#include "base/text.h"
#include "media/socket_address.h"

namespace caselli {
namespace {

Error wrong_key(const LineSettings& line, std::string_view key, const std::string& why) {
  return {Errc::bad_config, fmt::format("line '{}': {}: {}", line.name, key, why)};
}

std::optional<int> port_number(std::string_view text) {
  int port = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (bad != std::errc{} || end != text.data() + text.size() || port < 0 || port > 65535) return {};
  return port;
}

struct HostAndPort {
  std::string host;
  std::optional<int> port;
};

// `host`, `host:port`, `[v6]` or `[v6]:port`.
std::optional<HostAndPort> host_and_port(std::string_view text) {
  HostAndPort found;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return {};
    found.host = std::string{text.substr(1, close - 1)};
    rest = text.substr(close + 1);
  } else {
    const auto colon = text.find(':');
    found.host = std::string{text.substr(0, colon)};
    if (colon != std::string_view::npos) rest = text.substr(colon);
  }
  if (found.host.empty()) return {};
  if (rest.empty()) return found;
  found.port = port_number(rest.substr(1));
  if (!rest.starts_with(':') || !found.port) return {};
  return found;
}

std::optional<SipProtocol> protocol_named(std::string_view name) {
  if (name == "udp") return SipProtocol::udp;
  if (name == "tcp") return SipProtocol::tcp;
  if (name == "tls") return SipProtocol::tls;
  return {};
}

// `sip:pbx.example:5060;transport=udp`
Status read_peer(const LineSettings& line, SipTrunkSettings& trunk) {
  constexpr std::string_view kExpected = "expected sip:HOST[:PORT][;transport=udp|tcp|tls]";
  if (line.peer.empty()) return Done{};  // calls in only
  std::string_view text = line.peer;
  if (text.starts_with("sips:")) trunk.protocol = SipProtocol::tls;
  if (const auto scheme = text.find("sip"); scheme == 0) text.remove_prefix(std::min(text.find(':') + 1, text.size()));
  const auto semicolon = text.find(';');
  if (semicolon != std::string_view::npos) {
    const auto parameter = text.substr(semicolon + 1);
    const auto protocol =
        parameter.starts_with("transport=") ? protocol_named(parameter.substr(10)) : std::optional<SipProtocol>{};
    if (!protocol) return wrong_key(line, "peer", fmt::format("'{}': {}", line.peer, kExpected));
    trunk.protocol = *protocol;
  }
  const auto where = host_and_port(text.substr(0, semicolon));
  if (!where) return wrong_key(line, "peer", fmt::format("'{}': {}", line.peer, kExpected));
  trunk.proxy = where->host;
  trunk.proxy_port = where->port.value_or(0);
  return Done{};
}

// "udp:0.0.0.0:5060", "tls:[::]:5061"
Status read_listen(const LineSettings& line, SipLocalSettings& local) {
  local.protocols.clear();
  for (const auto& entry : line.listen) {
    const auto colon = entry.find(':');
    const auto protocol = protocol_named(std::string_view{entry}.substr(0, colon));
    const auto where =
        colon == std::string::npos ? std::nullopt : host_and_port(std::string_view{entry}.substr(colon + 1));
    if (!protocol || !where || !SocketAddress::parse(where->host, 0))
      return wrong_key(line, "listen", fmt::format("'{}': expected udp|tcp|tls:ADDRESS:PORT", entry));
    if (!local.protocols.empty() && where->host != local.address)
      return wrong_key(line, "listen", "all entries of a line have the same address; make another line for another");
    local.address = where->host;
    const bool tls = *protocol == SipProtocol::tls;
    auto& port = tls ? local.tls_port : local.port;
    const int given = where->port.value_or(tls ? 5061 : 5060);
    const bool shares = std::ranges::any_of(local.protocols, [](auto each) { return each != SipProtocol::tls; });
    if (!tls && shares && port != given) return wrong_key(line, "listen", "UDP and TCP of a line have the same port");
    port = given;
    local.protocols.push_back(*protocol);
  }
  return Done{};
}

Result<std::string> secret(const LineSettings& line, std::string_view key, const std::string& text) {
  if (text.starts_with("env:")) {
    const char* value = std::getenv(text.c_str() + 4);
    if (!value) return wrong_key(line, key, fmt::format("there is no environment variable {}", text.substr(4)));
    return std::string{value};
  }
  if (!text.starts_with("file:")) return text;
  std::ifstream in(text.substr(5), std::ios::binary);
  if (!in) return wrong_key(line, key, fmt::format("cannot read {}", text.substr(5)));
  const std::string content{std::istreambuf_iterator<char>(in), {}};
  return std::string{trimmed(content)};
}

Status read_media_ports(const LineSettings& line, PortRange& ports) {
  const auto dash = line.media_ports.find('-');
  const int first = port_number(std::string_view{line.media_ports}.substr(0, dash)).value_or(-1);
  const int last =
      dash == std::string::npos ? -1 : port_number(std::string_view{line.media_ports}.substr(dash + 1)).value_or(-1);
  // Audio with its RTCP, and T.38: each at an even one.
  if (first < 0 || last < first + 4 * line.ports)
    return wrong_key(line, "media_ports",
                     fmt::format("'{}': expected FIRST-LAST, with at least {} ports (4 for each call)",
                                 line.media_ports, 4 * line.ports + 1));
  ports = {static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(last)};
  return Done{};
}

// The address of this machine from which `host` is reached; the kernel knows without
// sending anything.
std::string address_towards(const std::string& host, bool ipv6) {
  addrinfo wanted{};
  wanted.ai_family = ipv6 ? AF_INET6 : AF_INET;
  wanted.ai_socktype = SOCK_DGRAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), "5060", &wanted, &found) != 0) return {};
  const FileDescriptor probe(::socket(found->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const bool routed = probe && ::connect(probe.get(), found->ai_addr, found->ai_addrlen) == 0;
  ::freeaddrinfo(found);
  sockaddr_storage own{};
  socklen_t length = sizeof own;
  if (!routed || ::getsockname(probe.get(), reinterpret_cast<sockaddr*>(&own), &length) != 0) return {};
  return SocketAddress::from(own, length).host();
}

Status read_media(const LineSettings& line, SipLineConfig& config) {
  const auto& local = config.trunk.local;
  const bool ipv6 = local.address.find(':') != std::string::npos;
  config.media_address = local.address;
  if (local.address == "0.0.0.0" || local.address == "::") {
    // Without a peer, or when its name is not known yet: towards anywhere (RFC 5737, RFC 3849).
    const std::string anywhere = ipv6 ? "2001:db8::1" : "192.0.2.1";
    const auto& towards = config.trunk.proxy.empty() ? anywhere : config.trunk.proxy;
    config.media_address = address_towards(towards, ipv6);
    if (config.media_address.empty()) config.media_address = address_towards(anywhere, ipv6);
    if (config.media_address.empty())
      return wrong_key(
          line, "listen",
          fmt::format("no address of this machine leads to {}: name one instead of {}", towards, local.address));
  }
  config.advertised_address = line.advertise;
  config.codecs.clear();
  for (const auto& name : line.codecs) {
    const auto codec = parse_audio_codec(name);
    if (!codec) return wrong_key(line, "codecs", fmt::format("'{}': expected PCMU or PCMA", name));
    config.codecs.push_back(*codec);
  }
  if (config.codecs.empty()) return wrong_key(line, "codecs", "name at least one of PCMU and PCMA");
  config.srtp = line.srtp;
  config.udptl.redundancy = line.redundancy;
  config.t38.max_bit_rate = line.max_rate;
  using enum T38ErrorCorrection;
  config.t38.error_correction = line.error_correction == "fec"    ? std::vector{fec, redundancy}
                                : line.error_correction == "none" ? std::vector{none}
                                                                  : std::vector{redundancy, fec};
  return read_media_ports(line, config.media_ports);
}

}  // namespace

Result<SipLineConfig> sip_line_config(const LineSettings& line) {
  SipLineConfig config;
  auto& trunk = config.trunk;
  trunk.name = line.name;
  if (auto read = read_peer(line, trunk); !read) return read.error();
  if (auto read = read_listen(line, trunk.local); !read) return read.error();
  if (line.peer.empty() && !trunk.local.protocols.empty())
    trunk.protocol = trunk.local.protocols.front();  // it is called only
  if (std::ranges::find(trunk.local.protocols, trunk.protocol) == trunk.local.protocols.end())
    return wrong_key(line, "listen", "the protocol of `peer` needs an entry of its own");
  if (line.registers && line.username.empty()) return wrong_key(line, "register", "a registration needs a username");
  trunk.local.advertised_address = line.advertise;
  trunk.local.tls = {line.tls_cert, line.tls_key, line.tls_ca};
  trunk.peers = line.accept_from;
  trunk.registers = line.registers;
  trunk.user = line.username;
  trunk.expires = std::chrono::seconds{line.expires};
  trunk.called_from_to = line.called_from == "to";
  auto password = secret(line, "password", line.password);
  if (!password) return password.error();
  trunk.password = std::move(*password);
  config.from = line.from;
  config.rules.t38 = line.t38 != "off";
  config.rules.when_calling = sip::T38Start::when_heard;
  config.rules.first_offer = line.t38 == "first" ? sip::kAudioAndT38 : sip::kAudio;
  if (auto read = read_media(line, config); !read) return read.error();
  return config;
}

}  // namespace caselli
