#include "media/rtp_receiver.h"

#include <algorithm>
#include <cstdlib>

namespace caselli {

RtpReceiver::Verdict RtpReceiver::on_packet(Samples arrival, const RtpPacket& packet) {
  taken_over_ = false;
  if (!present_) {
    begin(packet);
    count(arrival, packet, present_->first);
    return Verdict::take_over;
  }
  if (packet.ssrc != present_->ssrc) return consider(arrival, packet);
  const auto ahead = static_cast<std::uint16_t>(packet.sequence - static_cast<std::uint16_t>(present_->highest));
  const std::int64_t sequence = present_->highest + (ahead < 0x8000 ? ahead : ahead - 0x10000);
  if (sequence > present_->highest + kMostDropout || sequence < present_->highest - kMostMisorder)
    return consider(arrival, packet);
  candidate_ = false;
  // Before the first of all: it was overtaken on the way.
  present_->first = std::min(present_->first, sequence);
  if (seen(sequence) == sequence) {
    ++repeated_;
    ++duplicates_;
    return Verdict::duplicate;
  }
  present_->highest = std::max(present_->highest, sequence);
  count(arrival, packet, sequence);
  return Verdict::take;
}

RtpReceiver::Verdict RtpReceiver::consider(Samples arrival, const RtpPacket& packet) {
  const bool follows = candidate_ && held_.packet.ssrc == packet.ssrc &&
                       static_cast<std::uint16_t>(held_.packet.sequence + 1) == packet.sequence;
  if (!follows) {
    held_.arrival = arrival;
    held_.payload.assign(packet.payload.begin(), packet.payload.end());
    held_.packet = packet;
    held_.packet.payload = held_.payload;
    candidate_ = true;
    ++not_heeded_;
    return Verdict::not_heeded;
  }
  --not_heeded_;  // the held one counts after all
  begin(held_.packet);
  count(held_.arrival, held_.packet, present_->first);
  present_->highest = present_->first + 1;
  count(arrival, packet, present_->highest);
  taken_over_ = true;
  return Verdict::take_over;
}

void RtpReceiver::begin(const RtpPacket& packet) {
  lost_before_ = lost();
  received_before_ = received();
  // Counted from the second turn on, so that what came before the first packet is positive too.
  present_ = Source{packet.ssrc, packet.sequence + 0x10000, packet.sequence + 0x10000};
  candidate_ = false;
  seen_.fill(-1);
  transit_.reset();
  jitter_ = 0;
  received_ = repeated_ = expected_prior_ = received_prior_ = 0;
}

void RtpReceiver::count(Samples arrival, const RtpPacket& packet, std::int64_t sequence) {
  seen(sequence) = sequence;
  ++received_;
  // RFC 3550, A.8. Only differences count, so the wrap of the timestamp does not matter as
  // long as they are taken modulo 2^32, like the timestamps.
  const Samples transit = arrival - static_cast<Samples>(packet.timestamp);
  if (transit_) {
    const auto change = static_cast<std::int32_t>(static_cast<std::uint32_t>(transit - *transit_));
    jitter_ += (std::abs(static_cast<double>(change)) - jitter_) / 16;
  }
  transit_ = transit;
}

std::int64_t RtpReceiver::lost() const {
  if (!present_) return lost_before_;
  std::int64_t lost = present_->highest - present_->first + 1 - received_;
  for (std::int64_t back = 1; back <= kUnsettled && present_->highest - back >= present_->first; ++back)
    if (seen_[slot(present_->highest - back)] != present_->highest - back) --lost;
  return lost_before_ + lost;
}

RtcpReportBlock RtpReceiver::report() {
  RtcpReportBlock block;
  if (!present_) return block;
  const std::int64_t expected = present_->highest - present_->first + 1;
  const std::int64_t received = received_ + repeated_;  // 6.4.1: repeats are received too
  const std::int64_t expected_now = expected - expected_prior_;
  const std::int64_t lost_now = expected_now - (received - received_prior_);
  expected_prior_ = expected;
  received_prior_ = received;
  block.ssrc = present_->ssrc;
  // A.3: in 1/256; none when more came than were expected.
  if (expected_now > 0 && lost_now > 0)
    block.fraction_lost = static_cast<std::uint8_t>(std::min<std::int64_t>(lost_now * 256 / expected_now, 255));
  block.lost = static_cast<std::int32_t>(std::clamp<std::int64_t>(expected - received, -0x800000, 0x7FFFFF));
  block.highest_sequence = static_cast<std::uint32_t>(present_->highest - 0x10000);
  block.jitter = static_cast<std::uint32_t>(jitter_);
  return block;
}

}  // namespace caselli
