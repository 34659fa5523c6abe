#include "media/udptl_sender.h"

#include <algorithm>
#include <string>

#include "media/udptl_ifp.h"
#include "media/udptl_parity.h"

namespace caselli {

UdptlSender::UdptlSender(const UdptlParameters& parameters) { use(parameters); }

void UdptlSender::use(const UdptlParameters& parameters) {
  constexpr int kMost = static_cast<int>(kUdptlMostItems);
  parameters_ = parameters;
  parameters_.redundancy = std::clamp(parameters.redundancy, 0, kMost);
  // Together they must stay within what is kept.
  parameters_.fec_entries = std::clamp(parameters.fec_entries, 1, kMost);
  parameters_.fec_span = std::clamp(parameters.fec_span, 1, kMost / parameters_.fec_entries);
  limit_ = kUdptlUsualDatagram;
  if (parameters.far_max_datagram > 0) limit_ = std::min(limit_, parameters.far_max_datagram);
}

Octets UdptlSender::earlier(std::size_t back) const { return sent_packets_[(seq_ - back) % kKept]; }

void UdptlSender::add_secondaries(UdptlPacket& packet) const {
  const auto most = std::min(static_cast<std::size_t>(parameters_.redundancy), sent_);
  for (std::size_t back = 1; back <= most; ++back) {
    packet.items.push_back(earlier(back));
    if (udptl_size(packet) <= limit_) continue;
    packet.items.pop_back();  // older ones may not follow: their place is their number
    return;
  }
}

// At the beginning parities are few and short, so that they cover nothing before it: first
// each packet is repeated, then more and more share a parity.
void UdptlSender::add_parities(UdptlPacket& packet, std::vector<std::vector<std::uint8_t>>& rows) const {
  packet.recovery = UdptlPacket::Recovery::parities;
  for (int entries = std::min(parameters_.fec_entries, static_cast<int>(sent_)); entries > 0; --entries) {
    const int packets = std::min(parameters_.fec_span, static_cast<int>(sent_) / entries);
    packet.fec_packets = packets;
    rows.clear();
    for (int i = 0; i < entries; ++i) {
      std::vector<Octets> covered;
      for (int k = 0; k < packets; ++k)
        covered.push_back(sent_packets_[parity_seq(seq_, packets, entries, i, k) % kKept]);
      rows.push_back(parity_of(covered, parameters_.fec_lengths));
    }
    packet.items.assign(rows.begin(), rows.end());
    if (udptl_size(packet) <= limit_) return;
  }
  packet.fec_packets = 0;
  packet.items.clear();
}

Result<UdptlDatagram> UdptlSender::send(const IfpPacket& ifp) {
  UdptlPacket packet;
  packet.seq = seq_;
  packet.primary = ifp.bytes;
  if (const auto size = udptl_size(packet); size > limit_)
    return Error{Errc::invalid_argument, "an IFP packet of " + std::to_string(ifp.bytes.size()) + " octets makes " +
                                             std::to_string(size) + " of UDPTL; the far end and the way there take " +
                                             std::to_string(limit_)};
  std::vector<std::vector<std::uint8_t>> rows;
  if (parameters_.correction == UdptlCorrection::redundancy) add_secondaries(packet);
  if (parameters_.correction == UdptlCorrection::fec) add_parities(packet, rows);
  if (packet.items.empty()) packet.recovery = UdptlPacket::Recovery::secondaries;
  auto bytes = build_udptl(packet);
  if (!bytes) return bytes.error();
  sent_packets_[seq_ % kKept] = ifp.bytes;
  sent_ = std::min(sent_ + 1, kUdptlMostItems);
  ++seq_;
  return UdptlDatagram{std::move(bytes).value(), std::max(ifp.copies, 1)};
}

Result<UdptlDatagram> UdptlSender::no_signal() { return send(no_signal_packet()); }

}  // namespace caselli
