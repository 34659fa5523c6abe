#pragma once
// Datagrams as a capture file in libpcap's classic format (version 2.4, microseconds, link
// type 101: packets begin with the IP header), for tshark and Wireshark. IP and UDP headers
// are made up around the bytes. Pure; any thread.

#include <cstdint>
#include <span>
#include <string>

#include "base/clock.h"
#include "media/socket_address.h"

namespace caselli {

// What a file begins with; records follow, oldest first.
std::string pcap_file_header();

// One record: a UDP datagram `from` one address `to` another, with right checksums. When one
// of them is IPv6 the other is mapped into it; an address that is none is 0.0.0.0. What IP
// cannot carry in one packet (beyond 65 000 bytes) is cut.
std::string pcap_record(Instant at, const SocketAddress& from, const SocketAddress& to,
                        std::span<const std::uint8_t> bytes);

}  // namespace caselli
