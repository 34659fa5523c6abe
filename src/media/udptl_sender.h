#pragma once
// Makes UDPTL datagrams of a fax's packets: numbers them and adds what mends losses
// (T.38 clause 9.1). No socket, no clock. Thread: one at a time.

#include <array>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "core/media.h"
#include "media/udptl.h"

namespace caselli {

// What goes on the wire for one packet: the same octets `copies` times. A receiver drops
// the copies by their number (T.38 clause 9.1.2: a number stands for one packet).
struct UdptlDatagram {
  std::vector<std::uint8_t> bytes;
  int copies = 1;
};

class UdptlSender {
 public:
  explicit UdptlSender(const UdptlParameters& parameters);

  // After a new agreement: numbers and earlier packets go on.
  void use(const UdptlParameters& parameters);

  // The datagram of the next packet, never longer than the far end takes nor than
  // kUdptlUsualDatagram: what mends losses is left out, oldest first, when it does not fit. Numbers come from here,
  // from 0 (T.38 clause 9.1.2.1), not from `packet.seq`. Errors: invalid_argument for a packet that is empty or does
  // not fit by itself; it gets no number.
  Result<UdptlDatagram> send(const IfpPacket& packet);

  // The next packet is t30-indicator: no-signal. It says nothing and opens the way through
  // NAT and firewalls before there is anything to say. Errors: as of send().
  Result<UdptlDatagram> no_signal();

  std::uint16_t next_seq() const { return seq_; }

 private:
  Octets earlier(std::size_t back) const;  // the packet sent `back` numbers ago
  void add_secondaries(UdptlPacket& packet) const;
  void add_parities(UdptlPacket& packet, std::vector<std::vector<std::uint8_t>>& rows) const;

  UdptlParameters parameters_;
  std::size_t limit_ = 0;  // octets of a datagram
  std::uint16_t seq_ = 0;  // of the next packet
  // The last packets, each in the place of its number, and how many there are.
  static constexpr std::size_t kKept = kUdptlMostItems + 1;
  static_assert(65536 % kKept == 0, "numbers wrap within the ring");
  std::array<std::vector<std::uint8_t>, kKept> sent_packets_;
  std::size_t sent_ = 0;
};

}  // namespace caselli
