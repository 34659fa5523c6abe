#pragma once
// What SpanDSP's completion codes mean for the outcome of a fax.

#include <string>

#include "core/media.h"
#include "core/outcome.h"

namespace caselli::fax {

// The outcome of a session that ended with `t30_code` (t30.h T30_ERR_...) before all its
// pages were confirmed. `page_begun`: training succeeded at least once, so a call that
// fell silent was cut off rather than never established.
Outcome outcome_of(int t30_code, Direction direction, bool page_begun);

// SpanDSP's words for the code.
std::string text_of_code(int t30_code);

}  // namespace caselli::fax
