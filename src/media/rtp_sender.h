#pragma once
// The sending end of an RTP stream: numbers the packets of one SSRC (RFC 3550, 5.1).
// When to send is its owner's affair. Thread: one at a time.

#include <cstdint>
#include <span>
#include <vector>

namespace caselli {

class RtpSender {
 public:
  struct Start {
    std::uint32_t ssrc = 0;
    std::uint16_t sequence = 0;   // of the first packet; all three random (5.1)
    std::uint32_t timestamp = 0;  // of its first sample
  };
  explicit RtpSender(const Start& start) : ssrc_(start.ssrc), sequence_(start.sequence), timestamp_(start.timestamp) {}

  // The next packet, of one octet a sample; its timestamp follows the packet before it.
  void build(std::uint8_t payload_type, std::span<const std::uint8_t> payload, std::vector<std::uint8_t>& datagram);
  // Time went by in which nothing was sent: `samples` of it. The next packet begins a talk
  // spurt and is marked (RFC 3551, 4.1), as the very first one is.
  void pause(std::uint32_t samples);

  std::uint32_t ssrc() const { return ssrc_; }
  std::uint32_t next_timestamp() const { return timestamp_; }
  std::uint32_t packets() const { return packets_; }  // sent; wraps, as in sender reports
  std::uint32_t octets() const { return octets_; }    // of payload; likewise

 private:
  const std::uint32_t ssrc_;
  std::uint16_t sequence_;
  std::uint32_t timestamp_;
  bool spurt_begins_ = true;
  std::uint32_t packets_ = 0;
  std::uint32_t octets_ = 0;
};

}  // namespace caselli
