#pragma once
// How long packets are on their way, by their arrival and their own time: the fastest one
// and the slowest one of the last half minute. Two clocks that differ by 100 ppm move the
// figures by 3 ms in that time; jitter and a route that changed are what it sees.
// Thread: one at a time.

#include <array>
#include <cstdint>
#include <limits>

#include "core/media.h"

namespace caselli {

class PlayoutTransit {
 public:
  // A packet whose first sample is `position` on the stream's line arrived at `arrival`.
  void on_packet(Samples arrival, Samples position);

  bool known() const { return newest_ >= 0; }
  Samples fastest() const { return fastest_; }            // arrival less position
  Samples spread() const { return slowest_ - fastest_; }  // how much later the slowest one came

 private:
  static constexpr Samples kSlice = 2 * kSampleRate;
  static constexpr std::size_t kSlices = 16;
  struct Slice {
    Samples fastest = std::numeric_limits<Samples>::max();
    Samples slowest = std::numeric_limits<Samples>::min();
  };
  std::array<Slice, kSlices> slices_{};  // by arrival, as a ring
  Samples newest_ = -1;                  // number of the newest slice
  Samples fastest_ = 0;
  Samples slowest_ = 0;
};

}  // namespace caselli
