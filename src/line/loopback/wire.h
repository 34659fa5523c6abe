#pragma once
// One direction of a loopback call: what goes in comes out some ticks later, unless it
// was lost. Thread: one at a time; counters may be read from any.

#include <atomic>
#include <cstdint>
#include <vector>

#include "core/media.h"

namespace caselli::loopback {

class Wire {
 public:
  // `delay` in ticks on top of the one every block takes.
  Wire(int delay, double loss_percent, std::uint64_t seed);

  // Audio calls hear silence until the first block has come through.
  void start(Transport kind);
  // Takes one tick's media; `out` gets an old buffer to fill again.
  void put(MediaOut& out);
  // One tick's media; the buffers of `in` are taken in exchange.
  void take(MediaIn& in);
  // Nobody speaks at the other end any more: silence, or no packets.
  void put_nothing();

  int delay() const { return static_cast<int>(slots_.size()) - 1; }
  MediaStats stats() const;

 private:
  bool lose();
  void drop_lost_packets(std::vector<IfpPacket>& packets);

  struct Slot {
    std::vector<std::int16_t> audio;
    std::vector<IfpPacket> packets;
  };
  std::vector<Slot> slots_;  // a ring: put and take happen once a tick, in turn
  std::size_t at_ = 0;
  Transport kind_ = Transport::none;
  std::uint32_t loss_;  // of 2^32
  std::uint64_t random_;
  std::atomic<int> lost_{0};
  std::atomic<int> recovered_{0};
};

}  // namespace caselli::loopback
