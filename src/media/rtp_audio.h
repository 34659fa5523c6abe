#pragma once
// The audio of one call over RTP, both ways: G.711 at the far end's pace in, at ours out, RTCP
// and, with keys, SRTP. No socket, no clock, no thread: packets and time are handed in,
// what is to be sent is handed out. Thread: one at a time.
//
// Its owner, on one thread:
//   each datagram from the far end:      on_packet(arrival, bytes)
//   every 20 ms, and rather late than never:  tick(now, out), then
//     for each of out.heard:  listener.on_exchange(heard, said); put(said.audio)
//     send out.rtp, out.rtcp
// What is put comes out with the ticks after it, some 60 ms later. out.heard may be none (line
// time stands still until a late packet comes, see playout.h), or several, of any length;
// each is to be answered by as many samples as its `elapsed`, in order. The answers may
// come ticks later; a signal of ours is then sent late, but whole.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "core/media.h"
#include "media/g711.h"
#include "media/playout.h"
#include "media/rtcp_session.h"
#include "media/rtp_receiver.h"
#include "media/rtp_send_queue.h"
#include "media/rtp_sender.h"
#include "media/srtp.h"

namespace caselli {

// A payload type and its law, as agreed in SDP.
struct RtpFormat {
  std::uint8_t payload_type = 0;
  G711Law law = G711Law::mu;
};
inline constexpr RtpFormat kPcmu{0, G711Law::mu};  // RFC 3551, 6
inline constexpr RtpFormat kPcma{8, G711Law::a};

struct RtpAudioConfig {
  RtpSender::Start start{};            // random numbers
  RtpFormat send = kPcmu;              // what the far end wants to get
  std::vector<RtpFormat> dynamic{};    // understood besides types 0 and 8
  std::string cname{};                 // of RTCP
  std::uint64_t seed = 0;              // random; of RTCP's intervals
  Instant wall{};                      // the wall clock at the beginning
  std::optional<SrtpKeys> our_keys{};  // both or none: SRTP
  std::optional<SrtpKeys> their_keys{};
};

class RtpAudio {
 public:
  struct Out {
    std::vector<MediaIn> heard;
    std::vector<std::vector<std::uint8_t>> rtp;
    std::vector<std::vector<std::uint8_t>> rtcp;
  };

  // invalid_argument: one key without the other; internal: SRTP cannot be had. `now`: the
  // beginning, by a clock that all later calls go on with.
  static Result<std::unique_ptr<RtpAudio>> make(RtpAudioConfig config, Monotonic now);

  // RTP or RTCP, told apart by their octets. An error says why a datagram was refused (see
  // rtp_packet.h, rtcp_packet.h, srtp.h); the call goes on.
  Status on_packet(Monotonic arrival, std::span<const std::uint8_t> datagram);
  // Clears and fills `out`.
  void tick(Monotonic now, Out& out);
  void put(std::span<const std::int16_t> audio) { queue_.put(audio); }
  // The other format from the next packet on: a later offer changed it.
  void send_as(RtpFormat format) { config_.send = format; }
  // Clears `out` and gives it the last RTCP packet of the call.
  void bye(Monotonic now, std::string_view reason, Out& out);

  MediaStats stats() const;
  std::chrono::milliseconds delay(Monotonic now) const;  // of the playout, at present
  const RtpReceiver& receiver() const { return receiver_; }
  const RtcpSession& rtcp() const { return rtcp_; }
  const Playout& playout() const { return playout_; }
  std::int64_t refused() const { return refused_; }  // datagrams

 private:
  RtpAudio(RtpAudioConfig config, std::unique_ptr<Srtp> srtp, Monotonic now);
  Status on_clear_packet(Monotonic arrival, std::span<const std::uint8_t> datagram);
  void play(Samples arrival, const RtpPacket& packet);
  const RtpFormat* format_of(std::uint8_t payload_type) const;
  void send_due(Out& out);
  Samples samples_at(Monotonic when) const;
  RtcpNow rtcp_now(Monotonic now) const;
  void seal(std::vector<std::uint8_t> packet, bool rtcp, std::vector<std::vector<std::uint8_t>>& out);

  RtpAudioConfig config_;
  const std::unique_ptr<Srtp> srtp_;  // none: in clear
  const Monotonic start_;
  RtpReceiver receiver_;
  Playout playout_;
  RtpSendQueue queue_;
  RtpSender sender_;
  RtcpSession rtcp_;
  Monotonic next_tick_;
  int blocks_due_ = 0;
  std::int64_t refused_ = 0;
  std::vector<std::int16_t> decoded_;
  std::vector<std::uint8_t> encoded_;
};

}  // namespace caselli
