#pragma once
// Hears that a fax machine answered a call we made, before the session understands a frame.

#include <cstdint>
#include <span>

#include "base/handle.h"

struct modem_connect_tones_rx_state_s;

namespace caselli {

// CED of T.30 4.2.3 (2100 Hz; also ANSam of V.8), or the V.21 preamble of a machine that
// sends no CED. Thread: one at a time.
class AnswerTone {
 public:
  AnswerTone();
  AnswerTone(const AnswerTone&) = delete;
  ~AnswerTone();

  // More of what the far end sends, at 8 kHz. True from the moment the tone is sure, about
  // 0.75 s after its begin (the preamble: 3 s).
  bool hear(std::span<const std::int16_t> samples);

 private:
  static int close(modem_connect_tones_rx_state_s* state);
  Handle<modem_connect_tones_rx_state_s, &AnswerTone::close> state_;
  bool heard_ = false;
};

}  // namespace caselli
