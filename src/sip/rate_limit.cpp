#include "sip/rate_limit.h"

#include <algorithm>

namespace caselli {

bool RateLimit::allow(const PeerAddress& source) {
  const Monotonic now = clock_.monotonic();
  auto found = buckets_.find(source);
  if (found == buckets_.end()) {
    if (buckets_.size() >= static_cast<std::size_t>(std::max(settings_.most_sources, 1))) {
      buckets_.erase(order_.back().source);
      order_.pop_back();
    }
    order_.push_front({source, static_cast<double>(settings_.burst), now});
    found = buckets_.emplace(source, order_.begin()).first;
  } else {
    order_.splice(order_.begin(), order_, found->second);
  }
  Bucket& bucket = *found->second;
  const double seconds = std::chrono::duration<double>(now - bucket.filled).count();
  bucket.tokens = std::min<double>(settings_.burst, bucket.tokens + seconds * settings_.refusals_per_second);
  bucket.filled = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

}  // namespace caselli
