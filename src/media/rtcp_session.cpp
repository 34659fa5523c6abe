#include "media/rtcp_session.h"

#include <utility>

namespace caselli {
namespace {

constexpr std::chrono::microseconds kRtcpInterval = std::chrono::seconds{5};

// 1/65536 s, the unit of LSR and DLSR.
std::uint32_t rtcp_units(Monotonic span) { return static_cast<std::uint32_t>(span.count() * 65536 / 1'000'000'000); }

}  // namespace

RtcpSession::RtcpSession(std::string cname, std::uint64_t seed, Monotonic now)
    : cname_(std::move(cname)), random_(seed), due_(now) {
  due_ += next_interval() / 2;
}

// SplitMix64 (Steele, Lea, Flood 2014), for a factor of 0.5 to 1.5 (RFC 3550, 6.3.1).
Monotonic RtcpSession::next_interval() {
  random_ += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = random_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
  mixed ^= mixed >> 31;
  return kRtcpInterval / 2 + kRtcpInterval * static_cast<std::int64_t>(mixed >> 32) / (std::int64_t{1} << 32);
}

void RtcpSession::on_packet(const RtcpCompound& compound, const RtcpNow& now, const RtpSender& sender) {
  if (!compound.reports.empty()) far_end_left_ = false;
  for (const RtcpReport& report : compound.reports) {
    if (report.sender) newest_ = SenderReport{report.ssrc, ntp_middle(report.sender->ntp), now.passed};
    for (const RtcpReportBlock& block : report.blocks) {
      if (block.ssrc != sender.ssrc()) continue;
      heard_by_far_end_ = block;
      if (block.last_sr == 0) continue;  // it has seen no report of ours yet
      const auto units = static_cast<std::int32_t>(ntp_middle(ntp_of(now.wall)) - block.last_sr - block.delay_since_sr);
      // Less than nothing, or more than a call bears, is a wrong clock at one end.
      if (units >= 0 && units < 60 * 65536)
        round_trip_ = std::chrono::microseconds{static_cast<std::int64_t>(units) * 1'000'000 / 65536};
    }
  }
  if (!compound.names.empty()) far_cname_ = compound.names.front().cname;
  if (!compound.byes.empty()) far_end_left_ = true;
}

RtcpCompound RtcpSession::compound(const RtcpNow& now, const RtpSender& sender, RtpReceiver& receiver) {
  RtcpReport report{.ssrc = sender.ssrc()};
  if (std::exchange(packets_reported_, sender.packets()) != sender.packets())
    report.sender = RtcpSenderInfo{.ntp = ntp_of(now.wall),
                                   .rtp_timestamp = sender.next_timestamp(),
                                   .packets = sender.packets(),
                                   .octets = sender.octets()};
  if (receiver.heard()) {
    RtcpReportBlock block = receiver.report();
    if (newest_ && newest_->ssrc == block.ssrc) {
      block.last_sr = newest_->middle;
      block.delay_since_sr = rtcp_units(now.passed - newest_->at);
    }
    report.blocks.push_back(block);
  }
  return {.reports = {std::move(report)}, .names = {{sender.ssrc(), cname_}}};
}

std::optional<std::vector<std::uint8_t>> RtcpSession::poll(const RtcpNow& now, const RtpSender& sender,
                                                           RtpReceiver& receiver) {
  if (now.passed < due_) return {};
  due_ = now.passed + next_interval();
  return build_rtcp(compound(now, sender, receiver));
}

std::vector<std::uint8_t> RtcpSession::bye(const RtcpNow& now, const RtpSender& sender, RtpReceiver& receiver,
                                           std::string_view reason) {
  RtcpCompound last = compound(now, sender, receiver);
  last.byes.push_back({{sender.ssrc()}, std::string{reason}});
  return build_rtcp(last);
}

}  // namespace caselli
