#pragma once
// The RTCP of one RTP stream each way: when a report is due, and what it says (RFC 3550, 6).
// No socket and no clock: time is handed in. Thread: one at a time.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "media/rtcp_packet.h"
#include "media/rtp_receiver.h"
#include "media/rtp_sender.h"

namespace caselli {

// An instant of local time, by both clocks.
struct RtcpNow {
  Monotonic passed{};
  Instant wall{};
};

class RtcpSession {
 public:
  // `cname` says who sends, the same for all streams of ours (6.5.1). `seed` decides the
  // intervals: 2.5 to 7.5 s, the first one half of that (6.2, with two members at all times
  // the computed interval is always the minimum of 5 s, so nothing is computed).
  RtcpSession(std::string cname, std::uint64_t seed, Monotonic now);

  // A compound of the far end's.
  void on_packet(const RtcpCompound& compound, const RtcpNow& now, const RtpSender& sender);
  // The report that is due, if one is: an SR when packets were sent since the last one, an
  // RR otherwise, with our CNAME.
  std::optional<std::vector<std::uint8_t>> poll(const RtcpNow& now, const RtpSender& sender, RtpReceiver& receiver);
  // The last packet of all: a report, our CNAME and BYE (6.6).
  std::vector<std::uint8_t> bye(const RtcpNow& now, const RtpSender& sender, RtpReceiver& receiver,
                                std::string_view reason);

  // There and back, by the far end's newest report of what it heard (6.4.1); once known.
  const std::optional<std::chrono::microseconds>& round_trip() const { return round_trip_; }
  // What the far end said last of our packets.
  const std::optional<RtcpReportBlock>& heard_by_far_end() const { return heard_by_far_end_; }
  const std::string& far_cname() const { return far_cname_; }
  bool far_end_left() const { return far_end_left_; }  // BYE came, and nothing after it

 private:
  struct SenderReport {
    std::uint32_t ssrc = 0;
    std::uint32_t middle = 0;  // of its NTP time
    Monotonic at{};
  };
  RtcpCompound compound(const RtcpNow& now, const RtpSender& sender, RtpReceiver& receiver);
  Monotonic next_interval();

  const std::string cname_;
  std::uint64_t random_;
  Monotonic due_;
  std::uint32_t packets_reported_ = 0;
  std::optional<SenderReport> newest_;
  std::optional<std::chrono::microseconds> round_trip_;
  std::optional<RtcpReportBlock> heard_by_far_end_;
  std::string far_cname_;
  bool far_end_left_ = false;
};

}  // namespace caselli
