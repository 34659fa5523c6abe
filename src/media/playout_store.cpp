#include "media/playout_store.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace caselli {

Samples PlayoutStore::move_front(Samples front) {
  const Samples until = std::min(front, end_);
  Samples gone = 0;
  for (Samples at = front_; at < until; ++at) gone += std::exchange(cell(at), {}).there ? 1 : 0;
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
  for (Samples i = std::max(at, front_); i < end; ++i) {
    Cell& here = cell(i);
    if (here.there) continue;
    here = {samples[static_cast<std::size_t>(i - at)], true};
    ++kept;
  }
  end_ = std::max(end_, end);
  return kept;
}

void PlayoutStore::put_silence(Samples at, Samples count) {
  assert(at + count <= front_ + kCapacity);
  for (Samples i = std::max(at, front_); i < at + count; ++i) cell(i).there = true;
  end_ = std::max(end_, at + count);
}

Samples PlayoutStore::run(bool there, Samples most) const {
  most = std::min(most, end_ - front_);
  Samples count = 0;
  while (count < most && cell(front_ + count).there == there) ++count;
  return count;
}

void PlayoutStore::take(Samples count, std::vector<std::int16_t>& audio) {
  for (Samples i = 0; i < count; ++i) audio.push_back(cell(front_ + i).sample);
  move_front(front_ + count);
}

}  // namespace caselli
