#pragma once
// What each function of a store makes of a job, and when it refuses: the part of the
// contract that does not depend on where rows are kept. Pure.

#include "store/job_store.h"

namespace caselli {

Error no_such_job(JobId id);
Error key_conflict(const std::string& key);
Status check_state(JobId id, JobState at, JobState expected);
// The attempt `number` of a sending or receiving job is open.
Status check_open_attempt(const Job& job, int number);
// The job is claimed: sending, with an attempt open.
Status check_claimed(const Job& job);

void become_due(Job& job);                               // waiting -> queued
void begin_attempt(Job& job, int number, Instant now);   // queued -> sending
void give_back(Job& job, std::optional<Instant> until);  // sending -> queued or waiting
void begin_receiving(Job& job);
void apply(const AttemptEnd& end, Job& job);

}  // namespace caselli
