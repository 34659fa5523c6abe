#include "sip/peers.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace caselli {
namespace {

constexpr int kMappedBits = 96;  // ::ffff:0:0/96 before an IPv4 address

PeerAddress mapped(const in_addr& address) {
  PeerAddress out;
  out.bytes[10] = out.bytes[11] = 0xff;
  std::memcpy(out.bytes.data() + 12, &address, 4);
  return out;
}

bool is_mapped(const PeerAddress& address) {
  static constexpr std::array<std::uint8_t, 12> kPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::equal(kPrefix.begin(), kPrefix.end(), address.bytes.begin());
}

bool same_network(const PeerAddress& a, const PeerAddress& b, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (!std::equal(a.bytes.begin(), a.bytes.begin() + whole, b.bytes.begin())) return false;
  const int rest = bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
  return (a.bytes[whole] & mask) == (b.bytes[whole] & mask);
}

}  // namespace

Result<PeerAddress> parse_peer_address(std::string_view text) {
  std::string literal{trimmed(text)};
  if (literal.size() > 2 && literal.front() == '[' && literal.back() == ']')
    literal = literal.substr(1, literal.size() - 2);
  in_addr v4{};
  if (inet_pton(AF_INET, literal.c_str(), &v4) == 1) return mapped(v4);
  PeerAddress out;
  if (inet_pton(AF_INET6, literal.c_str(), out.bytes.data()) == 1) return out;
  return Error{Errc::bad_config, "`" + printable_ascii(text, 60) + "` is not an IPv4 or IPv6 address"};
}

PeerAddress peer_address_of(const sockaddr* address) {
  PeerAddress out;
  if (!address) return out;
  if (address->sa_family == AF_INET) return mapped(reinterpret_cast<const sockaddr_in*>(address)->sin_addr);
  if (address->sa_family == AF_INET6)
    std::memcpy(out.bytes.data(), &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, 16);
  return out;
}

std::string print(const PeerAddress& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (is_mapped(address))
    inet_ntop(AF_INET, address.bytes.data() + 12, text, sizeof text);
  else
    inet_ntop(AF_INET6, address.bytes.data(), text, sizeof text);
  return text;
}

Result<Peers> Peers::parse(const std::vector<std::string>& texts) {
  Peers out;
  for (const auto& text : texts) {
    const std::size_t slash = text.find('/');
    const auto address = parse_peer_address(std::string_view{text}.substr(0, slash));
    if (!address) return Error{Errc::bad_config, "peer " + address.error().text};
    const bool v4 = is_mapped(*address);
    const int most = v4 ? 32 : 128;
    int bits = most;
    if (slash != std::string::npos) {
      const std::string_view number = trimmed(std::string_view{text}.substr(slash + 1));
      const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), bits);
      if (error != std::errc{} || end != number.data() + number.size() || bits < 0 || bits > most)
        return Error{Errc::bad_config,
                     "peer `" + printable_ascii(text, 60) + "`: the prefix must be 0 to " + std::to_string(most)};
    }
    out.networks_.push_back({*address, v4 ? kMappedBits + bits : bits});
  }
  return out;
}

void Peers::add(const PeerAddress& address) {
  if (!contains(address)) networks_.push_back({address, 128});
}

bool Peers::contains(const PeerAddress& address) const {
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    // 0.0.0.0/0 means IPv4 only and ::/0 IPv6 only.
    return is_mapped(network.address) == is_mapped(address) && same_network(network.address, address, network.bits);
  });
}

}  // namespace caselli
