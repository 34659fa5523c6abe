#pragma once
// Numbers in network byte order, for the packets of RFC 3550. Whoever reads has checked
// that the octets are there.

#include <cstdint>
#include <span>
#include <vector>

namespace caselli {

using RtpBytes = std::span<const std::uint8_t>;

inline std::uint16_t rtp_get16(RtpBytes bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}
inline std::uint32_t rtp_get32(RtpBytes bytes, std::size_t at) {
  return static_cast<std::uint32_t>(rtp_get16(bytes, at)) << 16 | rtp_get16(bytes, at + 2);
}
inline void rtp_put16(std::vector<std::uint8_t>& out, std::uint32_t value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}
inline void rtp_put32(std::vector<std::uint8_t>& out, std::uint32_t value) {
  rtp_put16(out, value >> 16);
  rtp_put16(out, value);
}

}  // namespace caselli
