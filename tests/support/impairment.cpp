#include "support/impairment.h"

#include <algorithm>

namespace caselli::test {

bool ImpairedWay::loses() {
  const bool alone = chance() < impairment_.loss;
  const bool begins = chance() < impairment_.bursts;
  if (burst_left_ > 0) {
    --burst_left_;
    return true;
  }
  if (rest_left_ > 0) {
    --rest_left_;
  } else if (begins) {
    ++counters_.bursts;
    burst_left_ = impairment_.burst_length - 1;
    rest_left_ = impairment_.burst_rest;
    return true;
  }
  return alone;
}

Monotonic ImpairedWay::arrival(Monotonic sent) {
  auto on_the_way = impairment_.delay + std::chrono::round<Monotonic>(impairment_.jitter * (2 * chance() - 1));
  if (chance() < impairment_.held_up) on_the_way += impairment_.hold_up;
  auto at = sent + std::max(on_the_way, Monotonic{});
  if (impairment_.in_order) at = std::max(at, latest_);
  if (at < latest_) ++counters_.overtook;
  latest_ = std::max(latest_, at);
  return at;
}

std::vector<Monotonic> ImpairedWay::arrivals(Monotonic sent) {
  ++counters_.packets;
  const bool twice = chance() < impairment_.duplicates;
  if (loses()) {
    ++counters_.lost;
    return {};
  }
  std::vector<Monotonic> all{arrival(sent)};
  if (!twice) return all;
  ++counters_.duplicated;
  all.push_back(arrival(sent));
  return all;
}

}  // namespace caselli::test
