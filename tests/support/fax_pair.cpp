#include "support/fax_pair.h"

#include <utility>

namespace caselli::test {

FaxPair::FaxPair(fax::FaxSession& caller, fax::FaxSession& answerer, Wire settings)
    : wire(settings), caller_(caller), answerer_(answerer), random_(settings.seed) {}

void FaxPair::step() {
  now_ += kTick;
  for (auto [session, in, out] :
       {std::tuple{&caller_, &to_caller_, &to_answerer_}, std::tuple{&answerer_, &to_answerer_, &to_caller_}}) {
    session->exchange(take(*in), out_);
    if (auto page = session->take_page()) pages.push_back(std::move(*page));
    out->push_back({now_ + wire.delay, out_});
  }
  // A call whose one end is over lives on a moment, then the other end is hung up too.
  if (!caller_.result() == !answerer_.result()) {
    over_since_ = 0;
  } else if (over_since_ == 0) {
    over_since_ = now_;
  } else if (hang_up && now_ - over_since_ > kSampleRate) {
    caller_.stop(Outcome::cut_off);
    answerer_.stop(Outcome::cut_off);
  }
  if (after_step) after_step();
}

bool FaxPair::run(std::chrono::seconds limit) {
  run_until([] { return false; }, limit);
  return caller_.result() && answerer_.result();
}

bool FaxPair::run_until(const std::function<bool()>& done, std::chrono::seconds limit) {
  const Samples end = now_ + limit.count() * kSampleRate;
  while (now_ < end) {
    step();
    if (done()) return true;
    if (caller_.result() && answerer_.result()) return false;
  }
  return false;
}

MediaIn FaxPair::take(std::deque<Block>& from) {
  MediaIn in;
  in.elapsed = kTick;
  bool audio = false;
  while (!from.empty() && from.front().at <= now_) {
    auto& media = from.front().media;
    if (!media.audio.empty()) {
      audio = true;
      if (!cut && !lost()) in.audio = std::move(media.audio);
    }
    for (auto& packet : media.packets)
      if (!cut && !lost()) in.packets.push_back(std::move(packet));
    from.pop_front();
  }
  // Before the first block arrived the line is silent, not lossy.
  if (!audio && !cut && now_ <= wire.delay + kTick) in.audio.assign(kTick, 0);
  return in;
}

// splitmix64; redundancy repairs a loss unless all its repeats are lost too.
bool FaxPair::lost() {
  for (int copy = 0; copy <= wire.redundancy; ++copy) {
    random_ += 0x9E3779B97F4A7C15;
    auto z = random_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    z ^= z >> 31;
    if (static_cast<double>(z >> 11) * 0x1.0p-53 >= wire.loss) return false;
  }
  return true;
}

}  // namespace caselli::test
