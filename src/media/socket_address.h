#pragma once
// An IPv4 or IPv6 address with a port, as a value.

#include <sys/socket.h>

#include <cstdint>
#include <string>

#include "base/result.h"

namespace caselli {

class SocketAddress {
 public:
  SocketAddress() = default;  // none
  // `host` is numeric ("192.0.2.1", "2001:db8::1", "fe80::1%eth0"): media never waits for a
  // name server. invalid_argument says what is wrong.
  static Result<SocketAddress> parse(const std::string& host, std::uint16_t port);
  static SocketAddress from(const sockaddr_storage& address, socklen_t length);

  explicit operator bool() const { return length_ > 0; }
  bool is_ipv6() const { return storage_.ss_family == AF_INET6; }
  std::uint16_t port() const;
  std::string host() const;
  std::string text() const;  // 192.0.2.1:5004, [2001:db8::1]:5004
  // The same host and port; an IPv4 address mapped into IPv6 is that address.
  bool operator==(const SocketAddress& other) const;

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  socklen_t length() const { return length_; }

 private:
  sockaddr_storage storage_{};
  socklen_t length_ = 0;
};

}  // namespace caselli
