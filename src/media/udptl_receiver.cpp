#include "media/udptl_receiver.h"

#include <algorithm>
#include <string>

#include "media/udptl_parity.h"

namespace caselli {

UdptlReceiver::UdptlReceiver(const UdptlParameters& parameters) : parameters_(parameters) {}

void UdptlReceiver::restart() {
  if (begun_) ++counters_.restarts;
  begun_ = false;
}

// Numbers given out go on without a gap where the far end's begin anew.
void UdptlReceiver::begin_at(std::uint16_t seq) {
  shift_ = static_cast<std::uint16_t>(shift_ + expected_ - seq);
  expected_ = seq;
  begun_ = true;
  reach_ = 0;
  strange_.clear();
  for (auto& packet : window_) packet.clear();
}

Status UdptlReceiver::take(Octets datagram, std::vector<IfpPacket>& packets) {
  if (datagram.size() > parameters_.max_datagram) {
    ++counters_.malformed;
    return Error{Errc::invalid_argument, "a UDPTL datagram of " + std::to_string(datagram.size()) +
                                             " octets came; we announced " + std::to_string(parameters_.max_datagram)};
  }
  const auto packet = parse_udptl(datagram);
  if (!packet) {
    ++counters_.malformed;
    return packet.error();
  }
  const std::uint16_t seq = packet.value().seq;
  // Numbers begin with 0 (T.38 clause 9.1.2.1): a first one not far from it tells of losses.
  if (!begun_) begin_at(seq < kWindow ? 0 : seq);
  const int ahead = static_cast<std::int16_t>(seq - expected_);
  if (ahead >= 0 && ahead <= kMostLost) {
    take_new(packet.value(), ahead, packets);
  } else {
    take_old(packet.value(), ahead, packets);
  }
  return Done{};
}

// Tried on a copy: seldom needed, since most datagrams are the expected ones.
bool UdptlReceiver::would_lose(Octets datagram) const {
  const auto packet = parse_udptl(datagram);
  if (!packet || datagram.size() > parameters_.max_datagram || packet.value().seq == expected_) return false;
  auto trial = *this;
  std::vector<IfpPacket> packets;
  static_cast<void>(trial.take(datagram, packets));
  return trial.counters_.lost > counters_.lost;
}

void UdptlReceiver::take_new(const UdptlPacket& packet, int ahead, std::vector<IfpPacket>& packets) {
  strange_.clear();
  const int missing = std::min(ahead, kWindow - 1);
  for (int back = 0; back <= missing; ++back) slot(static_cast<std::uint16_t>(packet.seq - back)).clear();
  slot(packet.seq).assign(packet.primary.begin(), packet.primary.end());
  reach_ = std::min(reach_ + ahead, kWindow - 1);  // before packet.seq, for now
  if (missing > 0 && packet.recovery == UdptlPacket::Recovery::secondaries) fill_from_secondaries(packet, missing);
  if (missing > 0 && packet.recovery == UdptlPacket::Recovery::parities) fill_from_parities(packet);

  counters_.lost += ahead - missing;
  for (int back = missing; back > 0; --back) {
    const auto seq = static_cast<std::uint16_t>(packet.seq - back);
    ++(slot(seq).empty() ? counters_.lost : counters_.recovered);
    hand_out(seq, packets);
  }
  hand_out(packet.seq, packets);
  expected_ = static_cast<std::uint16_t>(packet.seq + 1);
  ++reach_;
}

// A copy, a late one, or the far end counts anew.
void UdptlReceiver::take_old(const UdptlPacket& packet, int ahead, std::vector<IfpPacket>& packets) {
  const bool remembered = ahead < 0 && -ahead <= reach_;
  const bool may_be_late = remembered && slot(packet.seq).empty();
  const bool copy = remembered && !may_be_late && std::ranges::equal(slot(packet.seq), packet.primary);
  if (may_be_late) ++counters_.late;
  if (copy) ++counters_.duplicates;
  if (packet.primary.empty()) return;
  if (strange_.empty() || packet.seq != strange_next_) {
    if (copy || (!strange_.empty() && packet.seq == static_cast<std::uint16_t>(strange_next_ - 1))) return;
    strange_.clear();
    doubt_ = 0;
  }
  strange_.emplace_back(packet.primary.begin(), packet.primary.end());
  strange_next_ = static_cast<std::uint16_t>(packet.seq + 1);
  doubt_ += copy ? 0 : may_be_late ? kDoubtOfLate : kDoubtOfStrange;
  if (doubt_ < kMostDoubt) return;
  ++counters_.restarts;
  const auto run = std::move(strange_);
  begin_at(static_cast<std::uint16_t>(strange_next_ - run.size()));
  for (const auto& primary : run) {
    UdptlPacket again;
    again.seq = expected_;
    again.primary = primary;
    take_new(again, 0, packets);
  }
}

void UdptlReceiver::fill_from_secondaries(const UdptlPacket& packet, int missing) {
  const int filled = std::min(missing, static_cast<int>(packet.items.size()));
  for (int back = 1; back <= filled; ++back) {
    const Octets copy = packet.items[static_cast<std::size_t>(back - 1)];
    slot(static_cast<std::uint16_t>(packet.seq - back)).assign(copy.begin(), copy.end());
  }
}

// Each packet is in one parity of a datagram at most, so one look at each is enough.
void UdptlReceiver::fill_from_parities(const UdptlPacket& packet) {
  const int entries = static_cast<int>(packet.items.size());
  // Nothing was sent before the first packet, and nothing is known before the window.
  if (entries < 1 || packet.fec_packets > reach_ / entries) return;
  for (int i = 0; i < entries; ++i) {
    std::vector<Octets> present;
    Slot* absent = nullptr;
    int absent_count = 0;
    for (int k = 0; k < packet.fec_packets; ++k) {
      Slot& covered = slot(parity_seq(packet.seq, packet.fec_packets, entries, i, k));
      if (!covered.empty()) {
        present.push_back(covered);
      } else {
        absent = &covered;
        ++absent_count;
      }
    }
    if (absent_count != 1) continue;
    if (auto mended = missing_packet(packet.items[static_cast<std::size_t>(i)], present)) *absent = std::move(*mended);
  }
}

void UdptlReceiver::hand_out(std::uint16_t seq, std::vector<IfpPacket>& packets) {
  if (slot(seq).empty()) return;
  ++counters_.packets;
  packets.push_back({.seq = static_cast<std::uint16_t>(seq + shift_), .copies = 1, .bytes = slot(seq)});
}

}  // namespace caselli
