#pragma once
// What a bad network does to packets, decided by chance that repeats: the same seed and the
// same packets lose the same ones. Shared by the network in virtual time and the UDP relay.

#include <chrono>
#include <cstdint>
#include <random>
#include <vector>

#include "base/clock.h"

namespace caselli::test {

// One direction of a way. Shares are of all packets, 0 to 1.
struct Impairment {
  std::chrono::nanoseconds delay{};
  std::chrono::nanoseconds jitter{};  // each packet's delay is more or less than `delay` by as much, evenly spread
  bool in_order = false;              // packets never overtake: who is late holds up those behind
  double loss = 0;                    // each for itself
  double bursts = 0;                  // share of packets with which a burst of losses begins
  int burst_length = 3;
  int burst_rest = 10;  // packets that pass before another burst may begin
  double duplicates = 0;
  double held_up = 0;  // share that takes `hold_up` longer, so that the next ones overtake it
  std::chrono::nanoseconds hold_up{};
};

struct ImpairedCounters {
  int packets = 0;     // that were sent
  int lost = 0;        // of these, in bursts or not
  int bursts = 0;      // begun
  int duplicated = 0;  // came twice
  int overtook = 0;    // arrived before one that was sent earlier
};

// One direction with its memory. Thread: one at a time.
class ImpairedWay {
 public:
  explicit ImpairedWay(std::uint64_t seed, const Impairment& impairment = {})
      : impairment_(impairment), random_(seed) {}
  void impair(const Impairment& impairment) { impairment_ = impairment; }
  // When the packet that is sent now arrives: never, once or twice. `sent` never goes back.
  std::vector<Monotonic> arrivals(Monotonic sent);
  const ImpairedCounters& counters() const { return counters_; }

 private:
  double chance() { return std::uniform_real_distribution<double>{0, 1}(random_); }
  bool loses();
  Monotonic arrival(Monotonic sent);

  Impairment impairment_;
  ImpairedCounters counters_;
  std::mt19937_64 random_;
  int burst_left_ = 0;
  int rest_left_ = 0;
  Monotonic latest_{};  // arrival of what was sent so far
};

}  // namespace caselli::test
