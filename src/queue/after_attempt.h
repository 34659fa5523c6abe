#pragma once
// What comes of a fax when one of its calls has ended. Pure: the store writes it, the
// scheduler carries it out.

#include "core/job.h"
#include "core/port_settings.h"
#include "core/retry_policy.h"
#include "port/port.h"
#include "store/job_store.h"

namespace caselli {

// The open attempt with what the port tells of its call.
Attempt attempt_of(const CallReport& report, Attempt open);

// The policy with what clients set: `retries` counts tries after the first, `retry_delay`
// replaces the outcomes' own delays.
RetryPolicy policy_of(const RetryPolicy& base, const ServerSettings& settings);

// The first instant from `from` on at which the job may go: its send time and, for
// discount faxes, the discount period.
Instant earliest(const Job& job, const ServerSettings& settings, Instant from);

// A call ended as `attempt` says (its end, outcome and pages are filled). A fax is sent
// when every page was confirmed, whatever ended the call; nothing else is. Otherwise a
// person's marks go first (cancel, restart), then the retry policy; a fax to be held is
// held instead of waiting.
AttemptEnd after_attempt(const Job& job, Attempt attempt, const RetryPolicy& policy, const ServerSettings& settings);

// The call ended because this server is being stopped: the fax goes on at the next start
// and the call counts for nothing.
AttemptEnd after_stop(const Job& job, Attempt attempt);

// The server died in the call; found at `now`. The attempt is uncertain, the fax goes on
// after the last page known to be confirmed, and nothing is counted against it: only
// a fax that never gets a page through before the server dies is given up some day.
AttemptEnd after_crash(const Job& job, Instant now);

}  // namespace caselli
