#pragma once
// The samples of one stream between their arrival and their time, by their position on the
// stream's line: a ring of fixed size, so that whatever arrives costs no more memory.
// Thread: one at a time.

#include <cstdint>
#include <span>
#include <vector>

#include "core/media.h"

namespace caselli {

class PlayoutStore {
 public:
  static constexpr Samples kCapacity = 16384;  // two seconds, more than any delay allowed here

  // Positions from `front` on may be stored from now on; what lies before is forgotten.
  // Returns how many samples that were there went.
  Samples move_front(Samples front);
  // The other way, as long as nothing was taken; end() - `front` is at most kCapacity.
  void extend_front(Samples front);
  Samples front() const { return front_; }
  Samples end() const { return end_; }  // after the last one stored; at least front()

  // Keeps those of `samples` that lie from front() on; `at` is the position of the first one
  // and their end at most front() + kCapacity. What is there already stays. Returns how many
  // were kept.
  Samples put(Samples at, std::span<const std::int16_t> samples);
  // Nothing was sent for this stretch: it is silence, and known to be.
  void put_silence(Samples at, Samples count);

  // How many samples from front() on are there without a break, and how many are missing
  // before the next one (or before end()); each at most `most`.
  Samples there(Samples most) const { return run_until(kMissing, most); }
  Samples missing(Samples most) const { return run_until(kThere, most); }
  // Moves the first `count`, all there, to the end of `audio`.
  void take(Samples count, std::vector<std::int16_t>& audio);

 private:
  static constexpr char kMissing = 0, kThere = 1;
  // A part of the ring without a break.
  struct Stretch {
    std::size_t begin, size;
  };
  Stretch stretch(Samples at, Samples until) const;
  Samples run_until(char broken, Samples most) const;

  std::vector<std::int16_t> samples_ = std::vector<std::int16_t>(kCapacity);
  std::vector<char> there_ = std::vector<char>(kCapacity, kMissing);  // nothing outside [front_, end_)
  Samples front_ = 0;
  Samples end_ = 0;
};

}  // namespace caselli
