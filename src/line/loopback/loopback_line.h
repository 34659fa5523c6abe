#pragma once
// A line without a network: its ports call each other by number, with the real modem
// signals or T.38 packets, at any speed, over a wire with delay and loss if wished.
// Port number i (from 1) answers at 1000 + i; test_numbers.h lists the machines that
// answer besides.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "line/line.h"

namespace caselli {

struct LoopbackConfig {
  std::string name = "loop";
  std::vector<PortId> ports{};  // in the order of their numbers 1001, 1002 ...
  Transport transport = Transport::audio;
  double speed = 1;         // line time per time; 0: as fast as the machine goes
  int delay_ms = 0;         // one way, rounded up to ticks of 20 ms
  double loss_percent = 0;  // of audio blocks, or of each copy of a packet
  std::uint64_t seed = 1;   // of the losses; the same calls lose the same
};

// Bells ring at this distance of line time; at speed 0 at once.
inline constexpr std::chrono::milliseconds kLoopbackRing{200};

// `incoming` takes the calls and outlives the line and its calls. A call keeps its ends
// in lock-step: each tick waits for both, so a slow engine slows its call down and loses
// nothing.
std::shared_ptr<Line> make_loopback_line(LoopbackConfig config, const Clock& clock, ExecutorPool& pool,
                                         IncomingCalls& incoming);

}  // namespace caselli
