#pragma once
// What an end of a SIP call means for the fax: SIP status codes and Q.850 causes as rows
// of two tables. Pure.

#include <string>

#include "core/outcome.h"
#include "sip/call_leg.h"

namespace caselli::sip {

// How a call ended, as far as signalling tells.
struct CallEnding {
  LegEnd end = LegEnd::by_us;
  bool answered = false;  // it was, before it ended
  int status = 0;         // SIP status; 0: none
  int q850_cause = 0;     // of a Reason header (RFC 3326, 6432); 0: none
  bool internal = false;  // the status was made here, nothing came from the far end
};

// Outcome::none where there is nothing to add to what the fax itself says: we hung up, or
// the far end did after the answer.
Outcome outcome_of(const CallEnding& ending);

// What a final response to our INVITE says, without regard to a cause.
Outcome outcome_of_status(int status);
// What a Q.850 cause says; none: nothing that the status does not say better (16, 31, 127
// and unknown ones).
Outcome outcome_of_cause(int q850_cause);

// For people: "486 busy here; Q.850 cause 17 user busy". Empty when there is nothing.
std::string words_of(int status, int q850_cause);

}  // namespace caselli::sip
