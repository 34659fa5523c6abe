#pragma once
// One RTP packet (RFC 3550, 5.1) as a value; nothing of a stream. Thread: any.

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace caselli {

struct RtpPacket {
  bool marker = false;
  std::uint8_t payload_type = 0;  // 0-127
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
  std::span<const std::uint8_t> payload{};  // lies in the datagram; without padding, may be empty
};

// Contributing sources and the header extension are passed over. invalid_argument: another
// version, or a length that does not fit the datagram.
Result<RtpPacket> parse_rtp(std::span<const std::uint8_t> datagram);

// Overwrites `datagram` with a packet without contributing sources, extension or padding.
void build_rtp(const RtpPacket& packet, std::vector<std::uint8_t>& datagram);

// Which of the two a datagram is when both come to one port (RFC 5761, 4): its second octet
// is then one of RTCP's packet types, 192 to 223. Says nothing of its being well formed.
bool is_rtcp(std::span<const std::uint8_t> datagram);

}  // namespace caselli
