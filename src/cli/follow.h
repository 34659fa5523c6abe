#pragma once
// Follows faxes that were just submitted to their end: `send --wait`.

#include <vector>

#include "cli/context.h"
#include "cli/port_feed.h"

namespace caselli::cli {

// Shows the way of `jobs` (a moving line each on a terminal, a line a change elsewhere, one
// JSON job a line with --json) until all have ended or the user leaves. Returns 0 when all
// were sent, else 1. `feed` was made before they were submitted, so that nothing is missed.
int follow_faxes(Context& context, FaxService& service, PortFeed& feed, std::vector<Job> jobs);

}  // namespace caselli::cli
