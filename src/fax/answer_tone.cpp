#include "fax/answer_tone.h"

#include <spandsp.h>

namespace caselli {

AnswerTone::AnswerTone()
    : state_(modem_connect_tones_rx_init(nullptr, MODEM_CONNECT_TONES_FAX_CED_OR_PREAMBLE, nullptr, nullptr)) {}

AnswerTone::~AnswerTone() = default;

int AnswerTone::close(modem_connect_tones_rx_state_s* state) { return modem_connect_tones_rx_free(state); }

bool AnswerTone::hear(std::span<const std::int16_t> samples) {
  if (heard_ || !state_) return heard_;
  modem_connect_tones_rx(state_.get(), samples.data(), static_cast<int>(samples.size()));
  heard_ = modem_connect_tones_rx_get(state_.get()) != MODEM_CONNECT_TONES_NONE;
  return heard_;
}

}  // namespace caselli
