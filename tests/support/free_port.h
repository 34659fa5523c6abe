#pragma once
// A port for a server in another process, or for one that must know its number beforehand.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/handle.h"

namespace caselli::test {

// Free on the loopback for UDP and TCP. Not one that the kernel gives to whoever asks for
// any (32768 and up): between now and its use another test would get it; and where to look
// is another place for each process.
inline int free_port(bool ipv6 = false) {
  constexpr int kFirst = 11'000, kCount = 8'000, kOfOneTest = 67;
  static int next = static_cast<int>(::getpid()) % kCount * kOfOneTest % kCount;
  for (;;) {
    next = (next + 1) % kCount;
    const auto port = static_cast<in_port_t>(kFirst + next);
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v4.sin_port = htons(port);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_addr = in6addr_loopback;
    v6.sin6_port = htons(port);
    const auto* at = ipv6 ? reinterpret_cast<const sockaddr*>(&v6) : reinterpret_cast<const sockaddr*>(&v4);
    const socklen_t size = ipv6 ? sizeof v6 : sizeof v4;
    const int family = ipv6 ? AF_INET6 : AF_INET;
    const FileDescriptor udp(::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    const FileDescriptor tcp(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::bind(udp.get(), at, size) == 0 && ::bind(tcp.get(), at, size) == 0) return port;
  }
}

}  // namespace caselli::test
