#pragma once
// What arrives of UDPTL, before UdptlReceiver: a datagram whose gap neither it nor those
// before it can mend waits a little for what it has overtaken.
//
// Redundancy and parities mend a gap by themselves, so most datagrams pass at once. But when
// the first one after a burst of losses is overtaken, the second one no longer reaches back
// to the beginning of the burst: given up at once, packets would be lost that are on the
// way. And peers that send neither are only in order if somebody waits.
//
// No socket, no clock: time is handed in. Thread: one at a time.

#include <vector>

#include "base/clock.h"
#include "media/udptl_receiver.h"

namespace caselli {

class UdptlOrder {
 public:
  // How long a datagram waits. Twice the jitter of a bad network, and nothing to T.30, whose
  // shortest time of waiting for an answer is 3 s.
  static constexpr Monotonic kPatience = std::chrono::milliseconds{100};
  static constexpr std::size_t kMostWaiting = 32;

  explicit UdptlOrder(const UdptlParameters& parameters) : receiver_(parameters) {}

  // As UdptlReceiver::take(); `packets` gets what no longer waits.
  Status take(Monotonic now, Octets datagram, std::vector<IfpPacket>& packets);
  // Time went by: appends what has waited long enough. At each tick.
  void pass(Monotonic now, std::vector<IfpPacket>& packets);
  // As UdptlReceiver::restart(); what waits is dropped.
  void restart();

  const UdptlReceiver& receiver() const { return receiver_; }

 private:
  struct Waiting {
    Monotonic since;
    std::uint16_t seq;
    std::vector<std::uint8_t> datagram;
  };
  Status hand_on(Octets datagram, std::vector<IfpPacket>& packets);
  void hand_on_mended(std::vector<IfpPacket>& packets);
  void give_up_first(std::vector<IfpPacket>& packets);

  UdptlReceiver receiver_;
  std::vector<Waiting> waiting_;  // by rising number
};

}  // namespace caselli
