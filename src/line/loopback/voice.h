#pragma once
// Something like a person speaking: vowels with a melody, syllables and pauses. No fax
// tone, no modem carrier. The same samples each time.

#include <cstdint>
#include <vector>

namespace caselli::loopback {

class Voice {
 public:
  // Fills `audio` with the next `count` samples at 8 kHz.
  void speak(std::vector<std::int16_t>& audio, int count);

 private:
  std::int64_t at_ = 0;  // samples spoken
  double phase_ = 0;     // of the vocal cords, in turns
};

}  // namespace caselli::loopback
