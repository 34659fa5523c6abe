#pragma once
// Every way a fax can end, once. Wording, advice, retry, REST and FaxCom codes come
// from this table; a new ending is one new row here and one in fax/t30_outcome.cpp or
// the line that reports it.

#include <chrono>
#include <optional>
#include <string_view>

#include "core/port_state.h"

namespace caselli {

enum class Outcome {
  none,  // not ended
  sent,
  received,
  busy,
  no_answer,
  bad_address,
  no_dial_tone,
  rejected,
  unreachable,
  not_a_fax,
  cut_off,
  no_carrier,
  negotiation_failed,
  training_failed,
  page_failed,
  protocol_error,
  remote_cancelled,
  no_far_end_capability,
  document_error,
  storage_error,
  cancelled,
  expired,
  uncertain,
  internal_error,
};

// What the queue does after such an end. `dial` repeats count against the limit of
// dials, `try_again` repeats (the call was answered) against the limit of tries.
enum class Retry { no, dial, try_again };

struct OutcomeRow {
  Outcome outcome;
  std::string_view code;    // in REST, events, CLI, metrics
  std::string_view text;    // a sentence, without a full stop
  std::string_view advice;  // what a person can do about it
  Retry retry;
  std::chrono::seconds retry_after;  // default delay before the next dial or try
  PortState shows_as;                // the FaxCom state (FPS_) of the port just after
  bool good;                         // the fax did what it should
};

const OutcomeRow& row_of(Outcome outcome);
std::optional<Outcome> parse_outcome(std::string_view code);
inline std::string_view code_of(Outcome outcome) { return row_of(outcome).code; }

}  // namespace caselli
