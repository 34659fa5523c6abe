#include "fax/t30_hazards.h"

#include <spandsp.h>

#include <algorithm>

namespace caselli::fax {
namespace {

constexpr std::size_t kLongestImageFrame = 4 + 256;
constexpr std::size_t kLongestDcs = T30_MAX_DIS_DTC_DCS_LEN;

// DCS to the end of the check: silence (75 ms), long training of V.17 (1.4 s), zeros (1.5 s).
// A sender waits at least 2.55 s more for the answer (T4).
constexpr Samples kCheckOver = kSampleRate * 4;

// Bits of DCS we never offer (T.30 table 2): T.85 coding (78, 79), and the resolutions
// other than 204 dots an inch across (300, 400, 600, 1200).
constexpr int kNeverOffered[] = {78, 79, 42, 43, 105, 106, 107, 108, 109};

}  // namespace

bool breaks_engine(Frame heard) {
  if (heard[2] == T4_FCD) return heard.size() < 4 || heard.size() > kLongestImageFrame;
  if (fcf_of(heard) != T30_DCS) return false;
  if (heard.size() > kLongestDcs) return true;
  const bool no_width = fif_bit(heard, 17) && fif_bit(heard, 18);
  return no_width || std::ranges::any_of(kNeverOffered, [heard](int bit) { return fif_bit(heard, bit); });
}

// Without the X bit NSC is NSF (T.30 5.3.6.1.1 and 5.3.6.1.2).
bool leaks_in_engine(Frame heard) { return fcf_of(heard) == T30_NSF || fcf_of(heard) == T30_NSS; }

void TrainingWatch::on_frame(bool heard, Frame frame, Samples now) {
  const int fcf = fcf_of(frame);
  if (heard && fcf == T30_DCS) since_ = now;
  if (!heard) since_.reset();
}

bool TrainingWatch::is_overdue(Samples now) {
  if (!since_ || now - *since_ < kCheckOver) return false;
  since_.reset();
  return true;
}

}  // namespace caselli::fax
