#pragma once
// Every UDP datagram that this process sends over IPv4, as the kernel is given it: the calls of
// the C library are taken over in the whole test program. No rights are needed, as they would
// be for a capture.

#include <cstdint>
#include <vector>

#include "base/clock.h"
#include "media/socket_address.h"

namespace caselli::test {

struct SentDatagram {
  Instant at{};
  SocketAddress from, to;
  std::vector<std::uint8_t> bytes;
};

// Between the two, datagrams are written down.
void begin_to_note_datagrams();
std::vector<SentDatagram> noted_datagrams();

}  // namespace caselli::test
