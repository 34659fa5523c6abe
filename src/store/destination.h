#pragma once
// What both stores make of a job to find the next one quickly. Pure.

#include <string>
#include <vector>

#include "store/job_store.h"

namespace caselli {

// One far end, however its number is written: the limit of calls is counted by it. A
// number that cannot be dialled is its own. Empty for received faxes.
std::string destination_of(const std::string& number);
std::string destination_of(const Job& job);

// What may take the job: "" any port, "p3" that port only, "ltrunk-b" a port of that line,
// "ltrunk-a,trunk-b" a port of one of these.
std::string seat_of(const Job& job);
// The seats a claim may serve; empty when no port is free.
std::vector<std::string> seats_of(const ClaimLimits& limits);

// Since when a new job could go: when it was submitted, or its first send time.
Instant unsent_since(const Job& job);

// 1 to 1000.
int list_limit(const JobFilter& filter);

// How many jobs whose time has come one claim queues at most.
inline constexpr int kDueAtOnce = 20;

}  // namespace caselli
