#include "media/rtp_packet.h"

#include "media/rtp_bytes.h"

namespace caselli {
namespace {

constexpr std::size_t kRtpHeader = 12;  // octets, without contributing sources

Error bad_rtp(const char* what) { return {Errc::invalid_argument, std::string{"an RTP packet was refused: "} + what}; }

}  // namespace

Result<RtpPacket> parse_rtp(std::span<const std::uint8_t> datagram) {
  if (datagram.size() < kRtpHeader) return bad_rtp("it is shorter than its 12 octets of header");
  if (datagram[0] >> 6 != 2) return bad_rtp("its version is not 2");
  std::size_t begin = kRtpHeader + std::size_t{4} * (datagram[0] & 0x0F);
  if (begin > datagram.size()) return bad_rtp("it ends within its list of contributing sources");
  if ((datagram[0] & 0x10) != 0) {
    if (datagram.size() - begin < 4) return bad_rtp("it ends within the head of its extension");
    const std::size_t words = rtp_get16(datagram, begin + 2);
    begin += 4;
    if ((datagram.size() - begin) / 4 < words) return bad_rtp("it ends within its extension");
    begin += 4 * words;
  }
  std::size_t end = datagram.size();
  if ((datagram[0] & 0x20) != 0) {
    // The last octet counts the padding, itself included (5.1): never 0.
    const std::size_t padding = begin < end ? datagram[end - 1] : 0;
    if (padding == 0 || padding > end - begin) return bad_rtp("its padding does not fit it");
    end -= padding;
  }
  return RtpPacket{.marker = (datagram[1] & 0x80) != 0,
                   .payload_type = static_cast<std::uint8_t>(datagram[1] & 0x7F),
                   .sequence = rtp_get16(datagram, 2),
                   .timestamp = rtp_get32(datagram, 4),
                   .ssrc = rtp_get32(datagram, 8),
                   .payload = datagram.subspan(begin, end - begin)};
}

void build_rtp(const RtpPacket& packet, std::vector<std::uint8_t>& datagram) {
  datagram.clear();
  datagram.reserve(kRtpHeader + packet.payload.size());
  datagram.push_back(0x80);
  datagram.push_back(static_cast<std::uint8_t>((packet.marker ? 0x80 : 0) | (packet.payload_type & 0x7F)));
  rtp_put16(datagram, packet.sequence);
  rtp_put32(datagram, packet.timestamp);
  rtp_put32(datagram, packet.ssrc);
  datagram.insert(datagram.end(), packet.payload.begin(), packet.payload.end());
}

bool is_rtcp(std::span<const std::uint8_t> datagram) {
  return datagram.size() >= 2 && datagram[1] >= 192 && datagram[1] <= 223;
}

}  // namespace caselli
