#include "media/playout_transit.h"

#include <algorithm>

namespace caselli {

void PlayoutTransit::on_packet(Samples arrival, Samples position) {
  const Samples number = arrival / kSlice;
  if (!known() || number > newest_) {
    const Samples fresh = known() ? std::min<Samples>(number - newest_, kSlices) : kSlices;
    for (Samples i = 0; i < fresh; ++i) slices_[static_cast<std::size_t>(number - i) % kSlices] = {};
    newest_ = number;
  }
  Slice& now = slices_[static_cast<std::size_t>(newest_) % kSlices];
  now.fastest = std::min(now.fastest, arrival - position);
  now.slowest = std::max(now.slowest, arrival - position);
  fastest_ = now.fastest;
  slowest_ = now.slowest;
  for (const Slice& slice : slices_) {
    fastest_ = std::min(fastest_, slice.fastest);
    slowest_ = std::max(slowest_, slice.slowest);
  }
}

}  // namespace caselli
