// Whether a fax answered, by tones made here from T.30 4.2.3 (CED: 2100 Hz +-15 Hz) and
// V.21 channel 2 (1650 Hz for 1, 1850 Hz for 0; 300 bit/s).

#include "fax/answer_tone.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace caselli {
namespace {

using Samples8k = std::vector<std::int16_t>;

// `hertz(i)` of sample i, with a steady phase.
template <class Hertz>
Samples8k wave(double seconds, Hertz hertz, double level = 4000) {
  Samples8k samples;
  double phase = 0;
  for (int i = 0; i < static_cast<int>(seconds * 8000); ++i) {
    phase += 2 * std::numbers::pi * hertz(i) / 8000;
    samples.push_back(static_cast<std::int16_t>(std::lround(level * std::sin(phase))));
  }
  return samples;
}
Samples8k tone(double seconds, double hertz) {
  return wave(seconds, [=](int) { return hertz; });
}

// In blocks of 20 ms. Seconds until it was heard; -1: not.
double heard_after(const Samples8k& samples) {
  AnswerTone listener;
  for (std::size_t at = 0; at + 160 <= samples.size(); at += 160)
    if (listener.hear({samples.data() + at, 160})) return static_cast<double>(at + 160) / 8000;
  return -1;
}

TEST(AnswerTone, ced_is_heard_well_before_its_end) {
  for (const double hertz : {2085.0, 2100.0, 2115.0}) {
    const auto after = heard_after(tone(2.6, hertz));  // the shortest CED of T.30
    EXPECT_GT(after, 0.2) << hertz;
    EXPECT_LT(after, 1.5) << hertz;
  }
}

TEST(AnswerTone, the_preamble_of_a_machine_without_ced_is_heard) {
  // Flags, 0111 1110, least significant bit first.
  const auto flags = wave(6, [](int i) { return ((0x7E >> (i * 300 / 8000 % 8)) & 1) != 0 ? 1650.0 : 1850.0; });
  EXPECT_GT(heard_after(flags), 0);
}

TEST(AnswerTone, ringing_our_own_cng_and_noise_are_no_answer) {
  EXPECT_EQ(heard_after(tone(10, 425)), -1);
  EXPECT_EQ(heard_after(tone(10, 1100)), -1);
  std::mt19937 random(1);
  Samples8k noise;
  for (int i = 0; i < 80'000; ++i) noise.push_back(static_cast<std::int16_t>(static_cast<int>(random() % 4001) - 2000));
  EXPECT_EQ(heard_after(noise), -1);
}

TEST(AnswerTone, a_short_beep_of_2100_hertz_is_no_answer) {
  auto beep = tone(0.2, 2100);
  beep.resize(8000 * 3);
  EXPECT_EQ(heard_after(beep), -1);
}

}  // namespace
}  // namespace caselli
