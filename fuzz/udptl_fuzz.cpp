// UDPTL datagrams from strangers (T.38 clause 9.1), thrown at a receiver that is in the middle
// of a call: it must stay within its promises whatever comes.
//
// Input: datagrams, each two octets of length, low one first, and the octets.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "media/udptl_receiver.h"
#include "media/udptl_sender.h"

namespace {

using namespace caselli;

void require(bool kept) {
  if (!kept) std::abort();
}

// What can be read can be built again, and is read as the same.
void check_round_trip(Octets datagram) {
  const auto packet = parse_udptl(datagram);
  if (!packet || packet.value().primary.empty()) return;
  const auto built = build_udptl(packet.value());
  require(built.ok() && built.value().size() == udptl_size(packet.value()));
  const auto again = parse_udptl(built.value());
  require(again.ok() && again.value().seq == packet.value().seq && again.value().recovery == packet.value().recovery &&
          again.value().fec_packets == packet.value().fec_packets &&
          std::ranges::equal(again.value().primary, packet.value().primary) &&
          std::ranges::equal(again.value().items, packet.value().items,
                             [](Octets a, Octets b) { return std::ranges::equal(a, b); }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const UdptlParameters parameters;
  UdptlSender sender(parameters);
  UdptlReceiver receiver(parameters);
  std::vector<IfpPacket> packets;
  for (int i = 0; i < 12; ++i) {
    const auto sent = sender.send({.seq = 0, .copies = 1, .bytes = {0xC0, 0x01, 0x80, 0x00, 0x00, 0xFF}});
    require(sent.ok() && receiver.take(sent.value().bytes, packets).ok());
  }
  require(packets.size() == 12);
  int handed_out = 12;
  for (std::size_t at = 0; at + 2 <= size;) {
    const std::size_t length = std::min<std::size_t>(data[at] | data[at + 1] << 8, size - at - 2);
    const Octets datagram{data + at + 2, length};
    at += 2 + length;
    packets.clear();
    static_cast<void>(receiver.take(datagram, packets));
    require(packets.size() <= 64);
    for (const auto& packet : packets) require(!packet.bytes.empty());
    // By rising number, and no further back than is remembered.
    for (std::size_t i = 1; i < packets.size(); ++i) {
      const auto step = static_cast<std::uint16_t>(packets[i].seq - packets[i - 1].seq);
      require(step > 0 && step < 64);
    }
    handed_out += static_cast<int>(packets.size());
    require(receiver.counters().packets == handed_out);
    check_round_trip(datagram);
  }
  const auto& counters = receiver.counters();
  require(counters.recovered <= counters.packets && counters.lost >= 0);
  return 0;
}
