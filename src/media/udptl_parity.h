#pragma once
// Parity FEC over primary packets (T.38 clause 9.1.3.1, Annex C). Datagram S with m parities of
// n packets each: parity i (from 0) is the exclusive or of packets S-n*m+i, S-n*m+i+m,
// ... n of them; shorter ones count as padded with zeros. So a burst of m losses takes one
// packet of each parity.
//
// Two forms are met. In one each packet stands for its length, two octets, and its octets,
// so the parity has two octets more than the longest packet. In the other, which the usual free
// implementations send, lengths are left out and a packet comes back with padding.

#include <cstdint>
#include <optional>
#include <vector>

#include "media/udptl.h"

namespace caselli {

// The number that packet `k` of parity `i` has.
constexpr std::uint16_t parity_seq(std::uint16_t seq, int packets, int entries, int i, int k) {
  return static_cast<std::uint16_t>(seq - packets * entries + i + k * entries);
}

// The parity of `packets`; with their lengths in front when `lengths`.
std::vector<std::uint8_t> parity_of(const std::vector<Octets>& packets, bool lengths);

// The one packet missing beside `present`, whichever form `parity` has. Nothing when
// neither gives a sound IFP packet: the parity was made of other packets than we have.
std::optional<std::vector<std::uint8_t>> missing_packet(Octets parity, const std::vector<Octets>& present);

}  // namespace caselli
