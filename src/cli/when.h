#pragma once
// Instants as people type them for `send --at`.

#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace caselli::cli {

// `11:30` (the next one), `2026-11-22 11:30[:00]` (local), `2026-11-22T10:30:00Z`
// (RFC 3339), `+45m`, `+2h`, `+1d`. Errors are invalid_argument and list these forms.
Result<Instant> parse_when(std::string_view text, Instant now);

}  // namespace caselli::cli
