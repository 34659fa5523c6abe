#include "line/loopback/voice.h"

#include <array>
#include <cmath>
#include <numbers>

namespace caselli::loopback {
namespace {

constexpr int kRate = 8000;
constexpr int kSyllable = kRate / 4;
constexpr int kSentence = kRate * 2;  // spoken, then half as long silence
constexpr double kLoudness = 2500;

// The first two formants of five vowels, in Hz (Peterson and Barney 1952, rounded).
struct Vowel {
  double first, second;
};
constexpr std::array<Vowel, 5> kVowels{{{730, 1090}, {530, 1840}, {270, 2290}, {570, 840}, {300, 870}}};

double resonance(double frequency, double formant) {
  const double off = (frequency - formant) / 120;
  return 1 / (1 + off * off);
}

}  // namespace

void Voice::speak(std::vector<std::int16_t>& audio, int count) {
  audio.resize(static_cast<std::size_t>(count));
  for (auto& sample : audio) {
    const auto in_sentence = at_ % (kSentence * 3 / 2);
    const auto syllable = at_ / kSyllable;
    const double through = static_cast<double>(at_ % kSyllable) / kSyllable;
    ++at_;
    if (in_sentence >= kSentence) {
      sample = 0;
      continue;
    }
    const double pitch = 110 + 30 * std::sin(static_cast<double>(syllable)) - 20 * through;
    phase_ += pitch / kRate;
    phase_ -= std::floor(phase_);
    const auto& vowel = kVowels[static_cast<std::size_t>(syllable * 7 % 5)];
    double sum = 0;
    for (int harmonic = 1; harmonic * pitch < 3000; ++harmonic) {
      const double frequency = harmonic * pitch;
      const double strength = resonance(frequency, vowel.first) + resonance(frequency, vowel.second) / 2;
      sum += strength * std::sin(2 * std::numbers::pi * phase_ * harmonic);
    }
    sample = static_cast<std::int16_t>(kLoudness * std::sin(std::numbers::pi * through) * sum);
  }
}

}  // namespace caselli::loopback
