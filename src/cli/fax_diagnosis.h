#pragma once
// What happened to a fax and what to try, in words: more than its outcome says, from the SIP
// status, the T.30 end, the method and the trace of its last attempt. A table; pure.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/job.h"
#include "service/fax_service.h"

namespace caselli::cli {

// What a trace shows that the attempt's own fields do not.
enum class Sign {
  none,
  nothing_came,   // no answer from the network at all: the status was made here
  no_frame_came,  // answered, and not one T.30 frame was heard
  t38_refused,    // asked for, and audio went on
  dropped_at_32,  // the call ended about 32 s after the answer (64 * T1 of RFC 3261)
};

// The first row that fits is the one. A field that is `none`, 0 or empty fits everything.
struct DiagnosisRow {
  Outcome outcome;
  int sip_code;
  Transport transport;
  Sign sign;
  std::string_view happened;  // a sentence without its full stop
  std::string_view advice;    // likewise
};
std::span<const DiagnosisRow> diagnosis_table();

// Null: the outcome's own words say it all. `trace` is of the attempt; may be empty.
const DiagnosisRow* diagnose(const Attempt& attempt, std::span<const TraceEntry> trace);
bool shows(Sign sign, const Attempt& attempt, std::span<const TraceEntry> trace);

// `T.38, 14400 bit/s, ECM`, `audio, 9600 bit/s (T.38 was refused)`; empty: no media flowed.
std::string method_text(const Attempt& attempt, std::span<const TraceEntry> trace);

}  // namespace caselli::cli
