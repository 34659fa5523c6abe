#include "media/playout.h"

#include <algorithm>

namespace caselli {
namespace {

// Line time is bent by one sample a tick for each 8 ms the delay is off, by 8 at most (5 %).
constexpr Samples kBend = kSampleRate * 8 / 1000;
constexpr Samples kMostBend = 8;
constexpr Samples kOvertaken = 2 * kTick;  // later than any packet lately, and still not given up
constexpr int kBurstPatience = 3;          // ticks, counted from the last one with nothing to play

}  // namespace

Samples Playout::wanted_delay() const { return std::clamp(transit_.spread() + kTick, kFirstDelay, kMostDelay); }

Samples Playout::delay(Samples now) const { return now - store_.front() - transit_.fastest(); }

void Playout::tick(Samples now, bool rigid, std::vector<MediaIn>& heard) {
  Step step{kTick, 0, rigid, heard, heard.size()};
  if (!begun_) return hear_nothing(step, kTick);
  step.delay = delay(now);
  patience_ = std::max(patience_ - 1, 0);
  if (untold_ > 0 && store_.end() > store_.front()) settle(step);
  Samples bend = 0;
  if (starting_) {
    const Samples rest = std::clamp<Samples>(wanted_delay() - step.delay, 0, kTick);
    if (rest > 0) hear_nothing(step, rest);
    if (step.left == 0) return;
    starting_ = false;
  } else if (!rigid) {
    bend = std::clamp((step.delay - wanted_delay()) / kBend, -kMostBend, kMostBend);
  }
  step.left += std::min<Samples>(bend, 0);
  while (step.left > 0 && play_next(step)) continue;
  // Only audio is played faster: what is missing lasts as long as it did.
  if (step.left > 0 || bend <= 0) return;
  if (const Samples there = store_.there(bend); there > 0) hear_audio(step, there);
}

bool Playout::play_next(Step& step) {
  if (const Samples there = store_.there(step.left); there > 0) {
    hear_audio(step, there);
    return true;
  }
  if (store_.end() == store_.front()) {  // nothing further has come
    patience_ = kBurstPatience;
    if (!step.rigid && step.delay < kMostDelay) return false;
    pass_by(step);
    return true;
  }
  if (may_come_yet(step)) {
    if (!step.rigid) return false;
    pass_by(step);
    return true;
  }
  const Samples lost = store_.missing(step.left);
  hear_nothing(step, lost);
  store_.move_front(store_.front() + lost);
  lost_samples_ += lost;
  return true;
}

// The stream goes on after line time went by without it. What was lost meanwhile was told
// already; what came after all, but beyond the longest delay, must go, or the delay would
// stay that long: it was told as missing too.
void Playout::settle(Step& step) {
  const Samples hole = store_.missing(PlayoutStore::kCapacity);
  if (hole > 0 && hole <= kLongestGap && may_come_yet(step)) return;
  if (hole > kLongestGap) {
    forget(step, hole);
    starting_ = true;
  } else {
    const Samples told = std::min(hole, untold_);
    lost_samples_ += told;
    forget(step, told);
    const Samples excess = std::min(step.delay - kMostDelay, untold_ - told);
    if (hole == told && excess > 0) dropped_ += forget(step, excess);
  }
  untold_ = 0;
}

// Whether what is missing at the front may have been overtaken, rather than lost.
bool Playout::may_come_yet(const Step& step) const {
  const Samples usual = std::clamp(wanted_delay() + kOvertaken, kReorderDelay, kMostDelay);
  return step.delay < (patience_ > 0 ? kMostDelay : usual);
}

// Line time goes on, the stream does not.
void Playout::pass_by(Step& step) {
  untold_ += step.left;
  hear_nothing(step, step.left);
}

Samples Playout::forget(Step& step, Samples count) {
  step.delay -= count;
  return store_.move_front(store_.front() + count);
}

// A gap follows the audio of its entry; audio after a gap needs the next one.
void Playout::hear_nothing(Step& step, Samples count) {
  if (step.heard.size() == step.first) step.heard.emplace_back();
  step.heard.back().elapsed += count;
  step.left -= count;
}

void Playout::hear_audio(Step& step, Samples count) {
  if (step.heard.size() == step.first ||
      static_cast<Samples>(step.heard.back().audio.size()) != step.heard.back().elapsed)
    step.heard.emplace_back();
  step.heard.back().elapsed += count;
  store_.take(count, step.heard.back().audio);
  step.left -= count;
}

}  // namespace caselli
