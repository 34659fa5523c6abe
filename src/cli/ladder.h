#pragma once
// The exchanges of one attempt as lines: seconds since its beginning, direction, what. Of a
// SIP message, the line that says most of it: numbers, media, reasons.

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "service/fax_service.h"

namespace caselli::cli {

// Whether the entry is a SIP message (RFC 3261 7): those are kept as their text.
bool is_sip(const TraceEntry& entry);

// `sip:0301234@192.0.2.1; audio 20000 PCMU/8000 PCMA/8000; image 20002 t38`,
// `Reason: Q.850;cause=17`. Not cleaned for the screen.
std::string sip_summary(const std::string& message);

struct LadderLook {
  bool all = false;       // every entry; else the last frames, and the SIP messages
  bool messages = false;  // SIP messages as they are, below their line
};
std::vector<std::string> ladder_lines(const AttemptTrace& trace, LadderLook look, const Terminal& terminal);

}  // namespace caselli::cli
