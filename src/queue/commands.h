#pragma once
// What a command makes of a fax. Pure.

#include <optional>

#include "base/result.h"
#include "core/job.h"
#include "core/port_settings.h"

namespace caselli {

// Gives a new fax its first state and times.
void place(Job& job, const ServerSettings& settings, Instant now);

// Applies cancel, hold, resume or restart to `job` at `now`. While sending that sets or
// clears marks. wrong_state, as a sentence, when the command does not apply.
Status apply_command(Job& job, JobCommand command, const ServerSettings& settings, Instant now);

// A claim was given back: does what was commanded meanwhile (the marks), if anything.
// Returns whether the job changed.
bool apply_marks(Job& job, const ServerSettings& settings, Instant now);

}  // namespace caselli
