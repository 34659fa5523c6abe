#include "media/rtp_sender.h"

#include <utility>

#include "media/rtp_packet.h"

namespace caselli {

void RtpSender::build(std::uint8_t payload_type, std::span<const std::uint8_t> payload,
                      std::vector<std::uint8_t>& datagram) {
  build_rtp({.marker = std::exchange(spurt_begins_, false),
             .payload_type = payload_type,
             .sequence = sequence_++,
             .timestamp = timestamp_,
             .ssrc = ssrc_,
             .payload = payload},
            datagram);
  timestamp_ += static_cast<std::uint32_t>(payload.size());
  ++packets_;
  octets_ += static_cast<std::uint32_t>(payload.size());
}

void RtpSender::pause(std::uint32_t samples) {
  timestamp_ += samples;
  spurt_begins_ = true;
}

}  // namespace caselli
