#pragma once
// Who may call without a password: addresses and networks.

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace caselli {

// An address without its port. IPv4 is kept as an IPv4-mapped IPv6 address, so that a peer
// is the same whichever socket it came by.
struct PeerAddress {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const PeerAddress&) const = default;
};
Result<PeerAddress> parse_peer_address(std::string_view text);  // a literal; with or without brackets
PeerAddress peer_address_of(const sockaddr* address);           // AF_INET or AF_INET6; else all zero
std::string print(const PeerAddress& address);

class Peers {
 public:
  // `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`. bad_config names what cannot be read.
  static Result<Peers> parse(const std::vector<std::string>& texts);

  void add(const PeerAddress& address);  // one more; known ones once
  bool contains(const PeerAddress& address) const;
  bool empty() const { return networks_.empty(); }

 private:
  struct Network {
    PeerAddress address;
    int bits = 128;
    bool operator==(const Network&) const = default;
  };
  std::vector<Network> networks_;
};

}  // namespace caselli
