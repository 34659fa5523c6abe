#pragma once
// Where a fax stands, made from the frames that pass (t30_real_time_frame_handler) and the
// library's statistics. The statistics stand still inside a page with ECM, so there the
// distinct frames are counted.

#include <bitset>
#include <cstdint>
#include <vector>

#include "fax/fax_session.h"
#include "fax/t30_frames.h"
#include "fax/transfer_estimate.h"

typedef struct t30_state_s t30_state_t;

namespace caselli::fax {

class ProgressMeter {
 public:
  ProgressMeter(const FaxOrder& order, std::vector<SentPage> pages);

  void on_start();
  void on_frame(t30_state_t* t30, bool heard, Frame frame, Samples now);
  // The page in progress was confirmed, or was taken with errors (T.30 ERR) and is not.
  void on_page_end(t30_state_t* t30, bool confirmed, Samples now);
  // Receiving: MCF is on its way.
  void on_confirmed();
  // Time passed; cheap when nothing is to be told yet.
  void on_time(t30_state_t* t30, Samples now);
  void on_end();

  const FaxProgress& progress() const { return now_; }
  std::uint64_t changes() const { return changes_; }
  bool page_begun() const { return page_begun_; }                       // at least once: training succeeded
  bool end_commanded() const { return last_command_ == Command::end; }  // EOP: no page follows

  // The page in progress (or just ended) as a result; `confirmed` not set.
  PageResult page_result(t30_state_t* t30) const;
  bool in_page() const { return in_page_; }

 private:
  enum class Command { none, block, page, renegotiate, end };  // PPS-NULL; MPS; EOM; EOP

  void on_control(t30_state_t* t30, bool heard, Frame frame, Samples now);
  void on_image(t30_state_t* t30, Frame frame, Samples now);
  void on_answer(t30_state_t* t30, int fcf, Frame frame, Samples now);
  void begin_page(Samples now);
  void leave_page();
  void begin_burst(Samples now);
  void end_burst(t30_state_t* t30, Samples now);
  void refresh_page(t30_state_t* t30, Samples now);
  void refresh_estimate(Samples now);

  const bool sending_;
  const int first_page_;
  FaxProgress now_;
  std::uint64_t changes_ = 0;
  TransferEstimate estimate_;

  PageTerms offered_;  // by the last DCS
  PageTerms agreed_;   // confirmed by CFR
  Command last_command_ = Command::none;
  bool page_begun_ = false;
  bool in_page_ = false;
  int page_index_ = 0;       // of this session, from 0
  int bad_rows_before_ = 0;  // of earlier pages

  bool flowing_ = false;          // page data is on the line
  bool armed_ = false;            // its first frame was handed over
  Samples burst_began_ = 0;       // or the page, before its data
  Samples last_image_ = 0;        // when the last frame of image data passed
  bool repeating_ = false;        // frames asked for again by PPR
  std::bitset<256> frames_;       // of the block in progress
  std::int64_t block_bytes_ = 0;  // of those frames
  std::int64_t on_its_way_ = 0;   // of them, in the frame being sent
  std::int64_t page_before_ = 0;  // bytes of this page's finished blocks
  Samples next_refresh_ = 0;
};

}  // namespace caselli::fax
