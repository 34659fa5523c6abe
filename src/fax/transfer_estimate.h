#pragma once
// How much of a document has crossed and how long the rest of the call will take, for a
// sender. Knows the pages (their coded sizes); learns the real speed and the real pauses
// between bursts of data while the call goes on.

#include <cstdint>
#include <utility>
#include <vector>

#include "core/media.h"
#include "fax/sent_document.h"

namespace caselli::fax {

class TransferEstimate {
 public:
  TransferEstimate(Transport transport, std::vector<SentPage> pages);

  // What training confirmed (CFR); data follows.
  void trained(int bit_rate, bool ecm, int frame_octets, Samples now);
  // Data begins to flow: of a page, or with ECM of a block of up to 256 frames.
  void burst_begins(Samples now);
  // The page in progress has `total` coded bytes, of which `bytes` have crossed.
  void crossed(std::int64_t bytes, std::int64_t total);
  // The burst is over, the answer of the far end is awaited.
  void burst_ends(Samples now);
  // The answer: it wants `bytes` of the block again (PPR; 0: it has the block, MCF), or
  // the page anew (RTN), or it has the page (MCF).
  void block_answered(std::int64_t bytes_again, Samples now);
  void page_again(Samples now);
  void page_done(Samples now);

  double share() const;                    // 0..1 of the document; falls when a page is sent anew
  double seconds_left(Samples now) const;  // to the end of the call; -1 before training

 private:
  // A duration that is first guessed, then measured: the mean of what was seen.
  class Learned {
   public:
    explicit Learned(double guess) : guess_(guess) {}
    void saw(Samples time);
    double seconds() const;

   private:
    double guess_;
    Samples sum_ = 0;
    int count_ = 0;
  };
  enum class At { before, flowing, waiting, answered };

  void answer_came(Samples now);
  double bytes_a_second() const;
  std::int64_t coded_size(std::size_t page) const;
  std::int64_t bursts(std::int64_t bytes) const;
  bool new_terms(std::size_t page) const;  // of another shape than the page before

  std::vector<SentPage> pages_;
  int bit_rate_ = 0;
  bool ecm_ = false;
  std::int64_t block_bytes_ = 1;

  At at_ = At::before;
  Samples since_ = 0;              // when that began
  std::size_t page_ = 0;           // in progress, from 0
  std::int64_t page_bytes_ = 0;    // of it
  std::int64_t page_total_ = 0;    // its coded size; 0 before it is known
  std::int64_t bursts_begun_ = 0;  // of it, without repeats
  std::int64_t again_ = 0;         // bytes to be sent once more
  bool renegotiating_ = false;
  std::int64_t burst_from_ = 0;  // page_bytes_ when the burst began
  double scale_ = 1;             // coded size on the line, against the size in T.6

  std::int64_t moved_bytes_ = 0;  // measured speed
  Samples moved_time_ = 0;
  Learned answer_;  // from the end of a burst to its answer
  Learned lead_;    // from an answer to the next burst
};

}  // namespace caselli::fax
