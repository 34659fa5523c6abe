#include <spandsp.h>

#include <algorithm>
#include <array>

#include "fax/sessions.h"
#include "fax/t30_session.h"

namespace caselli::fax {
namespace {

using AudioEngine = Handle<fax_state_t, &fax_free>;

// A gap in the audio keeps the receiving modem as it is; but a line that stays dead would
// then never look dead. Longer gaps are silence, and the carrier is seen to be gone.
constexpr Samples kLongestGap = kSampleRate / 2;

// A fax over G.711: the modems run here.
class AudioSession final : public T30Session {
 public:
  AudioSession(CheckedOrder checked, AudioEngine engine) : T30Session(std::move(checked)), engine_(std::move(engine)) {
    fax_set_transmit_on_idle(engine_.get(), 1);
    begin(fax_get_t30_state(engine_.get()));
  }

  // The engine gives its memory back only when told that the call is over.
  ~AudioSession() override { stop(Outcome::cancelled); }

 private:
  void run(const MediaIn& in, MediaOut& out) override {
    out.audio.resize(static_cast<std::size_t>(std::max<Samples>(0, in.elapsed)));
    for (Samples from = 0; from < in.elapsed && !ended(); from += kTick)
      step(in.audio, from, std::min(kTick, in.elapsed - from), out.audio.data() + from);
  }

  // One tick or less: what was heard, then what is to be sent.
  void step(const std::vector<std::int16_t>& heard, Samples from, Samples samples, std::int16_t* sent) {
    pass(samples);
    const auto there = std::clamp<Samples>(static_cast<Samples>(heard.size()) - from, 0, samples);
    if (there > 0) hear(heard.data() + from, there);
    gap_ = there == samples ? 0 : gap_ + samples - there;
    // A gap the modem is told of costs a few rows; silence in its place costs the call.
    if (there < samples && gap_ <= kLongestGap) fax_rx_fillin(engine_.get(), static_cast<int>(samples - there));
    if (there < samples && gap_ > kLongestGap) hear(kSilence.data(), samples - there);
    if (!ended()) fax_tx(engine_.get(), sent, static_cast<int>(samples));
  }

  // The library filters in place.
  void hear(const std::int16_t* heard, Samples samples) {
    std::array<std::int16_t, kTick> block;
    std::copy_n(heard, samples, block.data());
    fax_rx(engine_.get(), block.data(), static_cast<int>(samples));
  }

  static constexpr std::array<std::int16_t, kTick> kSilence{};

  AudioEngine engine_;
  Samples gap_ = 0;  // missing without a break until now
};

}  // namespace

Result<std::unique_ptr<FaxSession>> make_audio_session(CheckedOrder checked) {
  AudioEngine engine{fax_init(nullptr, checked.order.calling ? 1 : 0)};
  if (!engine) return Error{Errc::internal, "the fax engine could not be made: no memory"};
  return std::unique_ptr<FaxSession>{std::make_unique<AudioSession>(std::move(checked), std::move(engine))};
}

}  // namespace caselli::fax
