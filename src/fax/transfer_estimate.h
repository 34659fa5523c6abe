#pragma once
// How much of a document has crossed and how long the rest of the call will take, for a
// sender. Knows the pages (their coded sizes), learns the real speed and the real pauses
// between bursts of data while the call goes on.

#include <cstdint>
#include <utility>
#include <vector>

#include "core/media.h"
#include "fax/sent_document.h"

namespace caselli::fax {

class TransferEstimate {
 public:
  explicit TransferEstimate(std::vector<SentPage> pages) : pages_(std::move(pages)) {}

  // What training confirmed (CFR); data follows at once.
  void trained(int bit_rate, bool ecm, int frame_octets);
  // Data begins to flow: of a page, or with ECM of a block of up to 256 frames.
  void burst_begins(Samples now);
  // The page in progress has `total` coded bytes, of which `bytes` have crossed.
  void crossed(std::int64_t bytes, std::int64_t total);
  // The burst is over, its confirmation is awaited.
  void burst_ends(Samples now);
  // The far end wants `bytes` of the block again (PPR).
  void repeat(std::int64_t bytes);
  // The page in progress is to be sent anew (RTN), or is done (MCF).
  void page_again();
  void page_done();

  double share() const;                    // 0..1 of the document; falls when a page is sent anew
  double seconds_left(Samples now) const;  // to the end of the call; -1 before training

 private:
  double bytes_a_second() const;
  double pause() const;
  std::int64_t coded_size(std::size_t page) const;
  std::int64_t bursts(std::int64_t bytes) const;

  std::vector<SentPage> pages_;
  int bit_rate_ = 0;
  bool ecm_ = false;
  std::int64_t block_bytes_ = 1;

  std::size_t page_ = 0;         // in progress, from 0
  std::int64_t page_bytes_ = 0;  // of it
  std::int64_t page_total_ = 0;  // its coded size; 0 before it is known
  std::int64_t repeat_ = 0;      // bytes of it to be sent again
  double scale_ = 1;             // coded size on the line, against the size in T.6
  bool flowing_ = false;
  Samples burst_began_ = 0;
  Samples burst_ended_ = 0;
  std::int64_t burst_from_ = 0;  // page_bytes_ when the burst began
  std::int64_t burst_moved_ = 0;

  std::int64_t learned_bytes_ = 0;
  Samples learned_time_ = 0;
  Samples pause_time_ = 0;
  int pauses_ = 0;
};

}  // namespace caselli::fax
