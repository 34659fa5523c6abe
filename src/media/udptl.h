#pragma once
// UDPTL, the datagrams that carry T.38 over UDP (T.38 clause 9.1; ASN.1 in its Annex A,
// basic aligned PER of X.691): what was agreed of it, and one datagram as a value.
// Sending and receiving: media/udptl_sender.h and media/udptl_receiver.h.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace caselli {

using Octets = std::span<const std::uint8_t>;

// How a sender guards its packets against loss (T38FaxUdpEC; T.38 clause 9.1.3).
enum class UdptlCorrection { none, redundancy, fec };

// What the two ends agreed on, or were told to do.
struct UdptlParameters {
  UdptlCorrection correction = UdptlCorrection::redundancy;  // of what we send; all kinds are received
  int redundancy = 3;                                        // packets repeated in each datagram: 0 .. kUdptlMostItems
  int fec_span = 3;                                          // packets in one parity
  int fec_entries = 3;  // parities in a datagram: the longest burst of losses they mend
  // Whether a parity begins with that of the packets' lengths, two octets; see
  // media/udptl_parity.h. Both forms are received.
  bool fec_lengths = false;
  // T38FaxMaxDatagram of the far end, in octets of UDP payload; 0: it told none. We send
  // no more than kUdptlUsualDatagram in any case.
  std::size_t far_max_datagram = 0;
  // The same of ours: what we announce. Longer datagrams are refused.
  std::size_t max_datagram = 1472;
  bool operator==(const UdptlParameters&) const = default;
};

// What every path carries whole: the smallest packet IPv6 promises (RFC 8200 section 5: 1280)
// without its header and that of UDP. Pieces of a datagram are lost twice as easily, and
// firewalls stop them.
inline constexpr std::size_t kUdptlUsualDatagram = 1280 - 40 - 8;
// Longer contents of one field come in fragments in PER (X.691 11.9): none of ours, and
// none is read. A fax's packets have some hundred octets.
inline constexpr std::size_t kUdptlMostOctets = 16383;
// Secondary packets or parities of one datagram that are read. Usual are up to 3.
inline constexpr std::size_t kUdptlMostItems = 63;

// One datagram (T.38 Annex A: UDPTLPacket). It only looks at octets of others: of the
// datagram it was parsed from, or of the packets it is built of, which must outlive it.
struct UdptlPacket {
  // Which of the two the error-recovery choice holds.
  enum class Recovery { secondaries, parities };

  std::uint16_t seq = 0;  // of the primary; wraps at 65536
  Octets primary;         // an IFP packet
  Recovery recovery = Recovery::secondaries;
  // Packets seq-1, seq-2 ... in that order, or parities of earlier primaries.
  std::vector<Octets> items;
  int fec_packets = 0;  // primaries in each parity (fec-npackets); only with parities
};

// Reads one datagram. Octets after the packet's end are ignored. Errors: invalid_argument
// for one cut short, with more than kUdptlMostItems, fragmented, or with a negative number.
Result<UdptlPacket> parse_udptl(Octets datagram);

// Octets that build_udptl() would make.
std::size_t udptl_size(const UdptlPacket& packet);
// Errors: invalid_argument for an empty primary, a field over kUdptlMostOctets, or more
// than kUdptlMostItems.
Result<std::vector<std::uint8_t>> build_udptl(const UdptlPacket& packet);

}  // namespace caselli
