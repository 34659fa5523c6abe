#pragma once
// The receiving end of an RTP stream: which source is heard, whether a packet belongs to it,
// and the figures of RFC 3550, 6.4 and A.1, A.3, A.8. Thread: one at a time.
//
// The first source to come is heard at once. Another SSRC, or the same one with a sequence
// number far away (a far end that began anew), takes over when two of its packets came in a
// row and none of the present source between them: a stray or forged packet changes nothing,
// two sources at once do not alternate, and a far end that really moved loses nothing (its
// first packet is held, see taken_over()).

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/media.h"
#include "media/rtcp_packet.h"
#include "media/rtp_packet.h"

namespace caselli {

class RtpReceiver {
 public:
  enum class Verdict {
    take,        // of the present source
    take_over,   // a new source begins: first taken_over(), then this packet
    duplicate,   // had it
    not_heeded,  // another source, or too far away
  };
  // `arrival`: local time in samples, on any clock that goes on.
  Verdict on_packet(Samples arrival, const RtpPacket& packet);

  struct Held {
    Samples arrival = 0;
    RtpPacket packet;  // its payload lies in `payload`
    std::vector<std::uint8_t> payload;
  };
  // After Verdict::take_over, until the next on_packet(); none with the very first packet.
  const Held* taken_over() const { return taken_over_ ? &held_ : nullptr; }

  bool heard() const { return present_.has_value(); }
  // What a report says of the present source (6.4.1); the fraction lost is counted since the
  // last call. Without last_sr and delay: whoever sees sender reports fills them in.
  RtcpReportBlock report();

  // Of all sources of this call, for people.
  std::int64_t received() const { return received_before_ + received_; }  // without duplicates
  std::int64_t lost() const;  // never came; one of the last 16 is not given up yet
  std::int64_t duplicates() const { return duplicates_; }
  std::int64_t not_heeded() const { return not_heeded_; }
  double jitter_ms() const { return jitter_ * 1000 / kSampleRate; }

 private:
  static constexpr int kMostDropout = 3000;  // A.1: further ahead is another stream
  static constexpr int kUnsettled = 16;
  static constexpr int kMostMisorder = 100;  // A.1: further back is another stream
  struct Source {
    std::uint32_t ssrc = 0;
    std::int64_t first = 0;    // sequence numbers counted on over their wraps
    std::int64_t highest = 0;  // the newest
  };
  Verdict consider(Samples arrival, const RtpPacket& packet);
  void begin(const RtpPacket& packet);
  std::int64_t& seen(std::int64_t sequence) { return seen_[slot(sequence)]; }
  static std::size_t slot(std::int64_t sequence) { return static_cast<std::size_t>(sequence + kMostMisorder) % 128; }
  void count(Samples arrival, const RtpPacket& packet, std::int64_t sequence);

  std::optional<Source> present_;
  bool candidate_ = false;  // held_ waits for its second packet
  bool taken_over_ = false;
  Held held_;

  std::array<std::int64_t, 128> seen_{};                  // by slot(); more than kMostMisorder
  std::optional<Samples> transit_;                        // of the packet before (A.8)
  double jitter_ = 0;                                     // in samples
  std::int64_t received_ = 0;                             // of the present source
  std::int64_t repeated_ = 0;                             // of the present source
  std::int64_t expected_prior_ = 0, received_prior_ = 0;  // at the last report
  std::int64_t received_before_ = 0, lost_before_ = 0;    // of earlier sources
  std::int64_t duplicates_ = 0;
  std::int64_t not_heeded_ = 0;
};

}  // namespace caselli
