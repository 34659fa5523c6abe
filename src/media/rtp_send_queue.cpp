#include "media/rtp_send_queue.h"

#include <algorithm>
#include <cstdlib>

namespace caselli {
namespace {

// Below the smallest step of A-law.
bool is_silent(std::int16_t sample) { return std::abs(static_cast<int>(sample)) <= 8; }

// The silence at the end, when `audio` follows on as much as `before`.
Samples silence_after(Samples before, std::span<const std::int16_t> audio, Samples most) {
  Samples silence = 0;
  for (auto at = audio.rbegin(); at != audio.rend() && silence < most; ++at, ++silence)
    if (!is_silent(*at)) return silence;
  return std::min(silence + before, most);
}

}  // namespace

void RtpSendQueue::put(std::span<const std::int16_t> audio) {
  silence_put_ = silence_after(silence_put_, audio, kPause);
  samples_.insert(samples_.end(), audio.begin(), audio.end());
}

// Before a signal begins: as much silence in front of it as makes one block and the reserve.
void RtpSendQueue::fit_silence() {
  const auto size = static_cast<Samples>(samples_.size());
  constexpr Samples kWanted = kTick + kReserve;
  if (size < kWanted) {
    samples_.insert(samples_.begin(), static_cast<std::size_t>(kWanted - size), 0);
    return;
  }
  const auto most = samples_.begin() + (size - kWanted);
  samples_.erase(samples_.begin(), std::find_if_not(samples_.begin(), most, is_silent));
}

bool RtpSendQueue::take(Block& block) {
  if (silence_sent_ == kPause) fit_silence();
  if (samples_.size() < block.size()) {
    if (in_signal()) return false;
    samples_.insert(samples_.end(), block.size() - samples_.size(), 0);
  }
  std::copy_n(samples_.begin(), block.size(), block.begin());
  samples_.erase(samples_.begin(), samples_.begin() + static_cast<std::ptrdiff_t>(block.size()));
  silence_sent_ = silence_after(silence_sent_, block, kPause);
  return true;
}

}  // namespace caselli
