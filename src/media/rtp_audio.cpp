#include "media/rtp_audio.h"

#include <algorithm>
#include <utility>

namespace caselli {
namespace {

constexpr Monotonic kRtpTick = std::chrono::milliseconds{20};
constexpr int kMostTicksBehind = 25;  // half a second; further behind, time was lost for good

}  // namespace

RtpAudio::RtpAudio(RtpAudioConfig config, std::unique_ptr<Srtp> srtp, Monotonic now)
    : config_(std::move(config)),
      srtp_(std::move(srtp)),
      start_(now),
      sender_(config_.start),
      rtcp_(config_.cname, config_.seed, now),
      next_tick_(now + kRtpTick) {}

Result<std::unique_ptr<RtpAudio>> RtpAudio::make(RtpAudioConfig config, Monotonic now) {
  if (config.our_keys.has_value() != config.their_keys.has_value())
    return Error{Errc::invalid_argument, "SRTP was asked for with the key of one end only"};
  std::unique_ptr<Srtp> srtp;
  if (config.our_keys) {
    auto made = Srtp::make(*config.our_keys, *config.their_keys);
    if (!made) return made.error();
    srtp = std::move(made).value();
  }
  return std::unique_ptr<RtpAudio>{new RtpAudio{std::move(config), std::move(srtp), now}};
}

Samples RtpAudio::samples_at(Monotonic when) const {
  return std::max<Samples>((when - start_).count() / (1'000'000'000 / kSampleRate), 0);
}

RtcpNow RtpAudio::rtcp_now(Monotonic now) const {
  return {now, config_.wall + std::chrono::floor<std::chrono::milliseconds>(now - start_)};
}

Status RtpAudio::on_packet(Monotonic arrival, std::span<const std::uint8_t> datagram) {
  Status status = Done{};
  if (srtp_) {
    std::vector<std::uint8_t> clear{datagram.begin(), datagram.end()};
    status = srtp_->unprotect(clear, is_rtcp(clear));
    if (status) status = on_clear_packet(arrival, clear);
  } else {
    status = on_clear_packet(arrival, datagram);
  }
  if (!status) ++refused_;
  return status;
}

Status RtpAudio::on_clear_packet(Monotonic arrival, std::span<const std::uint8_t> datagram) {
  if (is_rtcp(datagram)) {
    const auto compound = parse_rtcp(datagram);
    if (!compound) return compound.error();
    rtcp_.on_packet(*compound, rtcp_now(arrival), sender_);
    return Done{};
  }
  const auto packet = parse_rtp(datagram);
  if (!packet) return packet.error();
  const Samples at = samples_at(arrival);
  const auto verdict = receiver_.on_packet(at, *packet);
  if (verdict == RtpReceiver::Verdict::take_over) {
    playout_.new_source();
    if (const auto* held = receiver_.taken_over()) play(held->arrival, held->packet);
  }
  if (verdict == RtpReceiver::Verdict::take_over || verdict == RtpReceiver::Verdict::take) play(at, *packet);
  return Done{};
}

// Both of G.711's own types are understood whatever was agreed: gateways send either.
const RtpFormat* RtpAudio::format_of(std::uint8_t payload_type) const {
  for (const RtpFormat& format : config_.dynamic)
    if (format.payload_type == payload_type) return &format;
  for (const RtpFormat* format : {&kPcmu, &kPcma})
    if (format->payload_type == payload_type) return format;
  return nullptr;
}

void RtpAudio::play(Samples arrival, const RtpPacket& packet) {
  decoded_.clear();
  if (const RtpFormat* format = format_of(packet.payload_type)) g711_decode(format->law, packet.payload, decoded_);
  playout_.on_block(arrival, packet.sequence, packet.timestamp, decoded_);
}

void RtpAudio::tick(Monotonic now, Out& out) {
  out.heard.clear();
  out.rtp.clear();
  out.rtcp.clear();
  // The process stood still: what was not sent then never will be.
  if (const auto behind = (now - next_tick_) / kRtpTick; behind > kMostTicksBehind) {
    sender_.pause(static_cast<std::uint32_t>(behind * kTick));
    next_tick_ += behind * kRtpTick;
  }
  for (; next_tick_ <= now; next_tick_ += kRtpTick) {
    playout_.tick(samples_at(next_tick_), queue_.in_signal(), out.heard);
    ++blocks_due_;
    send_due(out);
  }
  if (auto report = rtcp_.poll(rtcp_now(now), sender_, receiver_)) seal(std::move(*report), true, out.rtcp);
}

// One block a tick, and those that were late.
void RtpAudio::send_due(Out& out) {
  RtpSendQueue::Block block;
  for (; blocks_due_ > 0 && queue_.take(block); --blocks_due_) {
    encoded_.clear();
    g711_encode(config_.send.law, block, encoded_);
    std::vector<std::uint8_t> packet;
    sender_.build(config_.send.payload_type, encoded_, packet);
    seal(std::move(packet), false, out.rtp);
  }
  if (blocks_due_ <= kMostTicksBehind) return;
  sender_.pause(static_cast<std::uint32_t>(blocks_due_ * kTick));
  blocks_due_ = 0;
}

// Our own packets are well formed and their numbers go on, so the library has no reason to
// refuse them; should it, nothing is sent in clear.
void RtpAudio::seal(std::vector<std::uint8_t> packet, bool rtcp, std::vector<std::vector<std::uint8_t>>& out) {
  if (!srtp_ || srtp_->protect(packet, rtcp)) out.push_back(std::move(packet));
}

void RtpAudio::bye(Monotonic now, std::string_view reason, Out& out) {
  out.heard.clear();
  out.rtp.clear();
  out.rtcp.clear();
  seal(rtcp_.bye(rtcp_now(now), sender_, receiver_, reason), true, out.rtcp);
}

MediaStats RtpAudio::stats() const {
  return {.packets_lost = static_cast<int>(receiver_.lost() + playout_.late_blocks()),
          .packets_recovered = 0,
          .jitter_ms = receiver_.jitter_ms()};
}

std::chrono::milliseconds RtpAudio::delay(Monotonic now) const {
  return std::chrono::milliseconds{playout_.delay(samples_at(now)) * 1000 / kSampleRate};
}

}  // namespace caselli
