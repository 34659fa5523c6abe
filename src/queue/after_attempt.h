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

// The policy with what clients set: `retries` counts tries after the first, `retry_delay`,
// from 0 on, replaces the outcomes' own delays.
RetryPolicy policy_of(const RetryPolicy& base, const ServerSettings& settings);

// The first instant from `from` on at which the job may go: its send time and, for
// discount faxes, the discount period.
Instant earliest(const Job& job, const ServerSettings& settings, Instant from);

// The lines of a fax when one of its calls has ended.
struct LinesAtEnd {
  std::vector<std::string> planned;     // Job::lines when it begins anew
  std::string used;                     // the one the call went by
  std::vector<std::string> in_service;  // those with a port that makes calls
};

// Whether the call failed before anyone was reached, in a way that another line may do
// better: the network or the far end of the line answered 5xx or nothing, or is congested.
// What is known of the number itself (busy, does not exist) is no such end.
bool is_line_failure(const Attempt& attempt);

// The lines for the next attempt, at once: those of Job::lines behind the one that failed.
// Empty: the line did not fail, or none of them is in service; the retry policy decides.
std::vector<std::string> lines_left(const Job& job, const Attempt& attempt, const LinesAtEnd& lines);

// A call ended as `attempt` says (its end, outcome and pages are filled). A fax is sent
// when every page was confirmed, whatever ended the call; nothing else is. Otherwise a
// person's marks go first (cancel, restart), then the lines that are left, then the retry
// policy, and it begins anew with all its lines; a fax to be held is held instead of
// waiting. A dial is a round of the lines: one that ends with another line to try is not
// counted.
AttemptEnd after_attempt(const Job& job, Attempt attempt, const RetryPolicy& policy, const ServerSettings& settings,
                         const LinesAtEnd& lines);

// The call ended because this server is being stopped: the fax goes on at the next start
// and the call counts for nothing.
AttemptEnd after_stop(const Job& job, Attempt attempt);

// The server died in the call; found at `now`. The attempt is uncertain, the fax goes on
// after the last page known to be confirmed, and nothing is counted against it: only
// a fax that never gets a page through before the server dies is given up some day.
AttemptEnd after_crash(const Job& job, Instant now);

}  // namespace caselli
