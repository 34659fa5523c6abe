#include "media/udptl_order.h"

#include <algorithm>

namespace caselli {

void UdptlOrder::restart() {
  waiting_.clear();
  receiver_.restart();
}

Status UdptlOrder::take(Monotonic now, Octets datagram, std::vector<IfpPacket>& packets) {
  if (!receiver_.would_lose(datagram)) {
    auto taken = hand_on(datagram, packets);
    hand_on_mended(packets);
    return taken;
  }
  // Only what can be read would lose something: its number is in the first two octets.
  const auto seq = static_cast<std::uint16_t>(datagram[0] << 8 | datagram[1]);
  const auto before = [](std::uint16_t a, std::uint16_t b) { return static_cast<std::int16_t>(a - b) < 0; };
  const auto place = std::ranges::lower_bound(waiting_, seq, before, &Waiting::seq);
  if (place == waiting_.end() || place->seq != seq)
    waiting_.insert(place, {now, seq, {datagram.begin(), datagram.end()}});
  hand_on_mended(packets);
  if (waiting_.size() > kMostWaiting) give_up_first(packets);
  return Done{};
}

void UdptlOrder::pass(Monotonic now, std::vector<IfpPacket>& packets) {
  const auto is_over = [now](const Waiting& waiting) { return now - waiting.since >= kPatience; };
  while (std::ranges::any_of(waiting_, is_over)) give_up_first(packets);
}

// A far end that counts anew has nothing to do with what waits.
Status UdptlOrder::hand_on(Octets datagram, std::vector<IfpPacket>& packets) {
  const int restarts = receiver_.counters().restarts;
  auto taken = receiver_.take(datagram, packets);
  if (receiver_.counters().restarts != restarts) waiting_.clear();
  return taken;
}

void UdptlOrder::hand_on_mended(std::vector<IfpPacket>& packets) {
  while (!waiting_.empty() && !receiver_.would_lose(waiting_.front().datagram)) {
    const auto first = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
    static_cast<void>(hand_on(first.datagram, packets));  // could be read when it came
  }
}

// Its gap is lost; what waited behind it may follow.
void UdptlOrder::give_up_first(std::vector<IfpPacket>& packets) {
  const auto first = std::move(waiting_.front());
  waiting_.erase(waiting_.begin());
  static_cast<void>(hand_on(first.datagram, packets));
  hand_on_mended(packets);
}

}  // namespace caselli
