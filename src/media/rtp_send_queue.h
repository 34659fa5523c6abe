#pragma once
// Audio between the listener, who speaks in line time, and the network, which gets 20 ms
// every 20 ms of local time. Silence is the joint between the two: it is lengthened and
// shortened here, a signal never. Thread: one at a time.
//
// Some 40 ms lie ready before each signal, for the listener who is late by as much.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/media.h"

namespace caselli {

class RtpSendQueue {
 public:
  using Block = std::array<std::int16_t, kTick>;

  void put(std::span<const std::int16_t> audio);
  // The listener's last word was a signal, or it ended less than kPause ago: it must be driven
  // by exactly kTick a tick, or the signal would break.
  bool in_signal() const { return silence_put_ < kPause; }
  // The next 20 ms. False: a signal is being sent whose next samples are late; send nothing
  // now, and the block some tick later.
  bool take(Block& block);

 private:
  // T.30 has pauses of 75 ± 20 ms between the parts of one signal; they keep their length.
  static constexpr Samples kPause = kSampleRate * 120 / 1000;
  static constexpr Samples kReserve = 2 * kTick;
  void fit_silence();

  std::vector<std::int16_t> samples_;
  Samples silence_put_ = kPause;   // at the end of what was put, at most kPause
  Samples silence_sent_ = kPause;  // at the end of what was taken
};

}  // namespace caselli
