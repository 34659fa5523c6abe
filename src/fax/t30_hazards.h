#pragma once
// What SpanDSP 0.0.6 does not survive or mishandles, whoever sends it and by whatever modem.

#include <optional>

#include "core/media.h"
#include "fax/t30_frames.h"

namespace caselli::fax {

// Whether the engine must not see this frame as it is: image data without a frame number (it
// copies -1 octets), a DCS longer than any in T.30 (it prints past the end of a buffer), or a
// DCS that sets a page shape or coding nobody offered (its buffers are made for another one).
bool breaks_engine(Frame heard);

// Whether the engine would keep a copy of this frame and forget the one it had: NSF, NSC and
// NSS. We read them ourselves (maker_of).
bool leaks_in_engine(Frame heard);

// A receiver whose modem could not train on the training check waits 7 s (T2) and then says
// FTT; but the sender repeats its DCS earlier, and the engine hangs up on that. So its timer
// is to run out before. One lost block of audio in the training is enough for all this.
class TrainingWatch {
 public:
  void on_frame(bool heard, Frame frame, Samples now);
  // Once: the check is over, long since, and was neither confirmed nor refused.
  bool is_overdue(Samples now);

 private:
  std::optional<Samples> since_;  // DCS was heard then; no answer yet
};

}  // namespace caselli::fax
