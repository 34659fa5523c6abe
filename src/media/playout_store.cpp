#include "media/playout_store.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace caselli {

// Positions that follow each other lie so in memory up to the end of the ring.
PlayoutStore::Stretch PlayoutStore::stretch(Samples at, Samples until) const {
  const Samples begin = at % kCapacity;
  return {static_cast<std::size_t>(begin), static_cast<std::size_t>(std::min(until - at, kCapacity - begin))};
}

Samples PlayoutStore::move_front(Samples front) {
  const Samples until = std::min(front, end_);
  Samples gone = 0;
  while (front_ < until) {
    const Stretch here = stretch(front_, until);
    const auto first = there_.begin() + static_cast<std::ptrdiff_t>(here.begin);
    const auto last = first + static_cast<std::ptrdiff_t>(here.size);
    gone += std::count(first, last, kThere);
    std::fill(first, last, kMissing);
    front_ += static_cast<Samples>(here.size);
  }
  front_ = front;
  end_ = std::max(end_, front);
  return gone;
}

void PlayoutStore::extend_front(Samples front) {
  assert(front <= front_ && end_ - front <= kCapacity);
  front_ = front;
}

Samples PlayoutStore::put(Samples at, std::span<const std::int16_t> samples) {
  const Samples end = at + static_cast<Samples>(samples.size());
  assert(end <= front_ + kCapacity);
  Samples kept = 0;
  for (Samples i = std::max(at, front_); i < end;) {
    const Stretch here = stretch(i, end);
    for (std::size_t k = here.begin; k < here.begin + here.size; ++k, ++i) {
      if (there_[k] == kThere) continue;
      there_[k] = kThere;
      samples_[k] = samples[static_cast<std::size_t>(i - at)];
      ++kept;
    }
  }
  end_ = std::max(end_, end);
  return kept;
}

void PlayoutStore::put_silence(Samples at, Samples count) {
  static constexpr std::int16_t kSilence[kTick] = {};
  for (const Samples end = at + count; at < end; at += std::min(end - at, kTick))
    put(at, std::span{kSilence}.first(static_cast<std::size_t>(std::min(end - at, kTick))));
}

// How long it goes on from front() as it is not `broken`.
Samples PlayoutStore::run_until(char broken, Samples most) const {
  const Samples until = front_ + std::min(most, end_ - front_);
  for (Samples at = front_; at < until;) {
    const Stretch here = stretch(at, until);
    if (const void* found = std::memchr(there_.data() + here.begin, broken, here.size))
      return at - front_ + (static_cast<const char*>(found) - (there_.data() + here.begin));
    at += static_cast<Samples>(here.size);
  }
  return until - front_;
}

void PlayoutStore::take(Samples count, std::vector<std::int16_t>& audio) {
  for (Samples at = front_; at < front_ + count;) {
    const Stretch here = stretch(at, front_ + count);
    const auto first = samples_.begin() + static_cast<std::ptrdiff_t>(here.begin);
    audio.insert(audio.end(), first, first + static_cast<std::ptrdiff_t>(here.size));
    at += static_cast<Samples>(here.size);
  }
  move_front(front_ + count);
}

}  // namespace caselli
