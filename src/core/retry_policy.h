#pragma once
// When a failed fax is tried again. Pure.

#include <optional>

#include "base/clock.h"
#include "core/job.h"

namespace caselli {

struct RetryPolicy {
  int tries = 3;                              // answered calls that may fail
  int dials = 12;                             // calls that may not be answered
  std::optional<std::chrono::seconds> delay;  // instead of the outcome's own
};

// When `job` may go again after `attempt` ended at `now`, or nothing when it is
// given up. `job.dials` and `job.tries` already count that attempt.
std::optional<Instant> next_try(const Job& job, const Attempt& attempt, const RetryPolicy& policy, Instant now);

// Whether `at` lies in the discount period (local time; over midnight when end < start),
// and the first instant from `at` on that does.
struct ServerSettings;
Instant first_discount_instant(Instant at, const ServerSettings& settings);

}  // namespace caselli
