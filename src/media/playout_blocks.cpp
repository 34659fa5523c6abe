// Playout's other half: from sequence numbers and timestamps to positions.

#include <algorithm>
#include <utility>

#include "media/playout.h"

namespace caselli {
namespace {

constexpr Samples kMostJump = 2 * kSampleRate;   // further ahead the timestamp means something else
constexpr Samples kSeamless = kSampleRate / 10;  // jitter explains what is less than this

}  // namespace

Samples Playout::position_of(std::uint32_t timestamp) const {
  return newest_.position + static_cast<std::int32_t>(timestamp - newest_.timestamp);
}

// The order of the sequence numbers is that of the timestamps, and no blocks overlap.
bool Playout::fits(std::uint16_t sequence, std::uint32_t timestamp, Samples count) const {
  const auto ahead = static_cast<std::int16_t>(sequence - newest_.sequence);
  const Samples position = position_of(timestamp);
  if (ahead > 0) return position >= newest_.end && position - newest_.end < kMostJump;
  return ahead == 0 ? position == newest_.position : position + count <= newest_.position;
}

bool Playout::follows_stray(std::uint16_t sequence, std::uint32_t timestamp) const {
  return stray_.held && sequence == static_cast<std::uint16_t>(stray_.sequence + 1) &&
         timestamp == stray_.timestamp + static_cast<std::uint32_t>(stray_.samples.size());
}

void Playout::on_block(Samples arrival, std::uint16_t sequence, std::uint32_t timestamp,
                       std::span<const std::int16_t> samples) {
  const auto count = static_cast<Samples>(samples.size());
  if (count == 0 || count > kMostBlock) {
    if (begun_ && !renumbered_ && sequence == static_cast<std::uint16_t>(newest_.sequence + 1))
      newest_.sequence = sequence;
    return;
  }
  if (!begun_ || renumbered_) {
    renumber(arrival, sequence, timestamp);
  } else if (!fits(sequence, timestamp, count)) {
    const auto ahead = static_cast<std::int16_t>(sequence - newest_.sequence);
    if (ahead <= 0) {
      ++late_blocks_;
      return;
    }
    if (follows_stray(sequence, timestamp)) {
      const Stray first = std::exchange(stray_, {});
      renumber(first.arrival, first.sequence, first.timestamp);
      place(first.arrival, first.sequence, first.timestamp, first.samples);
    } else if (ahead == 1) {
      renumber(arrival, sequence, timestamp);
    } else {
      // One packet with odd numbers is passed over; two in a row mean it.
      stray_ = {true, arrival, sequence, timestamp, {samples.begin(), samples.end()}};
      return;
    }
  }
  stray_.held = false;
  place(arrival, sequence, timestamp, samples);
}

// Ties the numbers of a stream that begins to positions: right after the last ones when its
// arrival fits that, otherwise where its arrival says.
void Playout::renumber(Samples arrival, std::uint16_t sequence, std::uint32_t timestamp) {
  Samples position = kFirst;
  if (begun_) {
    position = std::max(arrival - transit_.fastest(), newest_.end);
    if (position - newest_.end <= kSeamless) position = newest_.end;
  } else {
    begun_ = starting_ = true;
    store_.move_front(position);
  }
  renumbered_ = false;
  stray_.held = false;
  newest_ = {static_cast<std::uint16_t>(sequence - 1), timestamp, position, position};
}

void Playout::place(Samples arrival, std::uint16_t sequence, std::uint32_t timestamp,
                    std::span<const std::int16_t> samples) {
  const auto count = static_cast<Samples>(samples.size());
  const Samples position = position_of(timestamp);
  const Samples end = position + count;
  const auto ahead = static_cast<std::int16_t>(sequence - newest_.sequence);
  transit_.on_packet(arrival, position);
  // The first to arrive had been overtaken: the stream begins with this one.
  if (starting_ && position < store_.front() && store_.end() - position <= PlayoutStore::kCapacity)
    store_.extend_front(position);
  if (end <= store_.front()) {
    ++late_blocks_;
    return;
  }
  // More than two seconds ahead of the line: the oldest must go.
  if (const Samples front = end - PlayoutStore::kCapacity; front > store_.front()) dropped_ += store_.move_front(front);
  // Nothing was lost before it, yet time went by: the far end had nothing to say.
  if (ahead == 1 && position > newest_.end) store_.put_silence(newest_.end, position - newest_.end);
  kept_samples_ += store_.put(position, samples);
  if (ahead > 0) newest_ = {sequence, timestamp, position, end};
}

}  // namespace caselli
