#pragma once
// Takes UDPTL datagrams as they come and gives a fax's packets in order, each once,
// lost ones mended where the datagrams allow (T.38 clause 9.1). No socket, no clock.
// Thread: one at a time.
//
// A gap is given up at once when the datagram after it cannot fill it; nothing is held
// back. Whatever overtakes by no more than the redundancy (or the parities) fills the gap
// itself; where it does not, media/udptl_order.h waits.

#include <array>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "core/media.h"
#include "media/udptl.h"

namespace caselli {

// Of a receiver since its beginning.
struct UdptlCounters {
  int packets = 0;     // handed out
  int recovered = 0;   // of these: from secondaries or parities
  int lost = 0;        // given up
  int late = 0;        // came after they were given up
  int duplicates = 0;  // came again
  int malformed = 0;   // datagrams refused
  int restarts = 0;    // the far end began to count anew
  bool operator==(const UdptlCounters&) const = default;
};

class UdptlReceiver {
 public:
  explicit UdptlReceiver(const UdptlParameters& parameters);

  // Appends to `packets` what is new by this datagram, by rising number. The numbers
  // given out go on over a restart of the far end's, since engines drop what looks old;
  // they leave out lost ones. Errors: invalid_argument, see parse_udptl(), or a datagram
  // longer than `max_datagram`; nothing has changed then.
  Status take(Octets datagram, std::vector<IfpPacket>& packets);

  // Whether take() of this datagram would give up packets that may still come.
  bool would_lose(Octets datagram) const;

  // The far end has new media (a re-INVITE moved it): its numbers may begin anew, and
  // what was sent before is of no more use. Without this a restart is believed when two
  // datagrams in a row jump, or bring other packets under numbers that were there already.
  void restart();

  const UdptlCounters& counters() const { return counters_; }
  MediaStats stats() const { return {.packets_lost = counters_.lost, .packets_recovered = counters_.recovered}; }

 private:
  // Numbers remembered before the expected one, so that copies and parities are understood.
  static constexpr int kWindow = 64;
  static_assert(65536 % kWindow == 0, "numbers wrap within the window");
  // A jump ahead of more is no loss: half a minute of packets.
  static constexpr int kMostLost = 1000;
  // What old and strange numbers in a row weigh, until they are the far end's new ones:
  // two that cannot be late (RFC 3550 A.1 asks for as many), four that could, no copies.
  static constexpr int kMostDoubt = 4;
  static constexpr int kDoubtOfStrange = 2;
  static constexpr int kDoubtOfLate = 1;

  using Slot = std::vector<std::uint8_t>;  // a packet; empty when it never came
  Slot& slot(std::uint16_t seq) { return window_[seq % kWindow]; }

  void begin_at(std::uint16_t seq);
  void take_new(const UdptlPacket& packet, int ahead, std::vector<IfpPacket>& packets);
  void take_old(const UdptlPacket& packet, int ahead, std::vector<IfpPacket>& packets);
  void fill_from_secondaries(const UdptlPacket& packet, int missing);
  void fill_from_parities(const UdptlPacket& packet);
  void hand_out(std::uint16_t seq, std::vector<IfpPacket>& packets);

  UdptlParameters parameters_;
  UdptlCounters counters_;
  bool begun_ = false;
  std::uint16_t expected_ = 0;  // the next number
  std::uint16_t shift_ = 0;     // added to the far end's numbers, for restarts
  int reach_ = 0;               // numbers before expected_ that belong to this count: 0 .. kWindow
  std::array<Slot, kWindow> window_;
  // A run of packets that may be the beginning of a new count.
  std::vector<Slot> strange_;
  std::uint16_t strange_next_ = 0;  // the number after it
  int doubt_ = 0;                   // its weight
};

}  // namespace caselli
