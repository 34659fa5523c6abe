#pragma once
// Two fax sessions wired together in simulated line time: what one says the other hears
// after a delay, unless the wire loses it. The same seed loses the same things.

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

#include "core/media.h"
#include "core/page_image.h"
#include "fax/fax_session.h"

namespace caselli::test {

struct Wire {
  Samples delay = 2 * kTick;
  double loss = 0;     // share of audio blocks, or of packets, that never arrive
  int redundancy = 0;  // packets carry so many predecessors again, as UDPTL would
  std::uint64_t seed = 1;
};

class FaxPair {
 public:
  FaxPair(fax::FaxSession& caller, fax::FaxSession& answerer, Wire wire = {});

  // Lets 20 ms pass at both ends; the answerer's pages are gathered.
  void step();
  // Steps until both have ended (or `limit` of line time passed); then says whether they have.
  bool run(std::chrono::seconds limit = std::chrono::minutes{60});
  // Steps until `done()`; false when `limit` passed or both ended before.
  bool run_until(const std::function<bool()>& done, std::chrono::seconds limit = std::chrono::minutes{60});

  Samples now() const { return now_; }
  double seconds() const { return static_cast<double>(now_) / kSampleRate; }

  Wire wire;            // may change on the way
  bool cut = false;     // nothing arrives any more, either way
  bool hang_up = true;  // an end whose fax is over ends the other's call, as a BYE would
  std::function<void()> after_step;
  std::vector<PageImage> pages;  // received by either end, oldest first

 private:
  struct Block {
    Samples at;
    MediaOut media;
  };
  MediaIn take(std::deque<Block>& from);
  bool lost();

  fax::FaxSession& caller_;
  fax::FaxSession& answerer_;
  std::deque<Block> to_answerer_, to_caller_;
  Samples now_ = 0;
  Samples over_since_ = 0;
  std::uint64_t random_;
  MediaOut out_;
};

}  // namespace caselli::test
