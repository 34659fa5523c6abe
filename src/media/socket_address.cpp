#include "media/socket_address.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>

namespace caselli {
namespace {

const sockaddr_in& as_ipv4(const sockaddr_storage& storage) { return reinterpret_cast<const sockaddr_in&>(storage); }
const sockaddr_in6& as_ipv6(const sockaddr_storage& storage) { return reinterpret_cast<const sockaddr_in6&>(storage); }

// Sockets for both families show IPv4 peers as ::ffff:a.b.c.d.
sockaddr_storage unmapped(const sockaddr_storage& storage) {
  if (storage.ss_family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED(&as_ipv6(storage).sin6_addr)) return storage;
  sockaddr_storage plain{};
  auto& address = reinterpret_cast<sockaddr_in&>(plain);
  address.sin_family = AF_INET;
  address.sin_port = as_ipv6(storage).sin6_port;
  std::memcpy(&address.sin_addr, as_ipv6(storage).sin6_addr.s6_addr + 12, 4);
  return plain;
}

}  // namespace

Result<SocketAddress> SocketAddress::parse(const std::string& host, std::uint16_t port) {
  addrinfo wanted{};
  wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  wanted.ai_socktype = SOCK_DGRAM;
  addrinfo* found = nullptr;
  if (const int bad = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found); bad != 0)
    return Error{Errc::invalid_argument, fmt::format("'{}' is not an IP address ({})", host, ::gai_strerror(bad))};
  SocketAddress address;
  address.length_ = found->ai_addrlen;
  std::memcpy(&address.storage_, found->ai_addr, found->ai_addrlen);
  ::freeaddrinfo(found);
  return address;
}

SocketAddress SocketAddress::from(const sockaddr_storage& storage, socklen_t length) {
  SocketAddress address;
  address.length_ = std::min<socklen_t>(length, sizeof storage);
  std::memcpy(&address.storage_, &storage, address.length_);
  return address;
}

std::uint16_t SocketAddress::port() const {
  if (!*this) return 0;
  return ntohs(is_ipv6() ? as_ipv6(storage_).sin6_port : as_ipv4(storage_).sin_port);
}

std::string SocketAddress::host() const {
  if (!*this) return {};
  char text[NI_MAXHOST] = "";
  ::getnameinfo(get(), length_, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
  return text;
}

std::string SocketAddress::text() const {
  if (!*this) return "none";
  return is_ipv6() ? fmt::format("[{}]:{}", host(), port()) : fmt::format("{}:{}", host(), port());
}

bool SocketAddress::operator==(const SocketAddress& other) const {
  if (!*this || !other) return !*this && !other;
  const auto mine = unmapped(storage_), theirs = unmapped(other.storage_);
  if (mine.ss_family != theirs.ss_family || port() != other.port()) return false;
  if (mine.ss_family == AF_INET) return as_ipv4(mine).sin_addr.s_addr == as_ipv4(theirs).sin_addr.s_addr;
  return IN6_ARE_ADDR_EQUAL(&as_ipv6(mine).sin6_addr, &as_ipv6(theirs).sin6_addr) &&
         as_ipv6(mine).sin6_scope_id == as_ipv6(theirs).sin6_scope_id;
}

}  // namespace caselli
