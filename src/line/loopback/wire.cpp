#include "line/loopback/wire.h"

#include <algorithm>
#include <utility>

namespace caselli::loopback {

Wire::Wire(int delay, double loss_percent, std::uint64_t seed)
    : slots_(static_cast<std::size_t>(std::max(delay, 0)) + 1),
      loss_(static_cast<std::uint32_t>(std::clamp(loss_percent, 0.0, 100.0) / 100 * 4294967295.0)),
      random_(seed) {}

// SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine.
bool Wire::lose() {
  if (loss_ == 0) return false;
  random_ += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = random_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
  mixed ^= mixed >> 31;
  return static_cast<std::uint32_t>(mixed >> 32) <= loss_;
}

void Wire::start(Transport kind) {
  kind_ = kind;
  for (auto& slot : slots_) {
    slot.audio.assign(kind == Transport::audio ? kTick : 0, 0);
    slot.packets.clear();
  }
}

// Each copy of a packet has its own luck: redundancy (T.38 annex, clause 9.1) repairs
// what its first copy lost. Copies beyond the first to arrive are dropped here.
void Wire::drop_lost_packets(std::vector<IfpPacket>& packets) {
  std::erase_if(packets, [&](IfpPacket& packet) {
    const int copies = std::max(packet.copies, 1);
    packet.copies = 1;
    for (int copy = 0; copy < copies; ++copy) {
      if (lose()) continue;
      if (copy > 0) recovered_.fetch_add(1, std::memory_order_relaxed);
      return false;
    }
    lost_.fetch_add(1, std::memory_order_relaxed);
    return true;
  });
}

void Wire::put(MediaOut& out) {
  auto& slot = slots_[at_];
  if (kind_ == Transport::t38) {
    slot.packets.swap(out.packets);
    if (loss_ != 0) drop_lost_packets(slot.packets);
  } else {
    slot.audio.swap(out.audio);
    if (lose()) {
      slot.audio.clear();
      lost_.fetch_add(1, std::memory_order_relaxed);
    }
  }
  if (++at_ == slots_.size()) at_ = 0;
}

void Wire::put_nothing() {
  auto& slot = slots_[at_];
  slot.packets.clear();
  slot.audio.assign(kind_ == Transport::audio ? kTick : 0, 0);
  if (++at_ == slots_.size()) at_ = 0;
}

void Wire::take(MediaIn& in) {
  auto& slot = slots_[at_];
  in.elapsed = kTick;
  if (kind_ == Transport::t38) {
    in.packets.swap(slot.packets);
    slot.packets.clear();
  } else {
    in.audio.swap(slot.audio);
  }
}

MediaStats Wire::stats() const {
  return {.packets_lost = lost_.load(std::memory_order_relaxed),
          .packets_recovered = recovered_.load(std::memory_order_relaxed)};
}

}  // namespace caselli::loopback
