#pragma once
// How often a source is answered: a token bucket for each address.

#include <cstdint>
#include <list>
#include <map>

#include "base/clock.h"
#include "sip/peers.h"
#include "sip/sip_settings.h"

namespace caselli {

// Thread: one.
class RateLimit {
 public:
  // `clock` must outlive it.
  RateLimit(const Clock& clock, SipAdmissionSettings settings) : clock_(clock), settings_(settings) {}

  // Takes a token of `source`; false: it has none left. Remembers at most `most_sources`:
  // the one not heard of for longest is forgotten first.
  bool allow(const PeerAddress& source);
  std::size_t sources() const { return buckets_.size(); }

 private:
  struct Bucket {
    PeerAddress source;
    double tokens = 0;
    Monotonic filled{};
  };

  const Clock& clock_;
  SipAdmissionSettings settings_;
  std::list<Bucket> order_;  // the last heard of first
  std::map<PeerAddress, std::list<Bucket>::iterator> buckets_;
};

}  // namespace caselli
