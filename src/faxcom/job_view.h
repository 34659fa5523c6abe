#pragma once
// A job as a FaxJob shows it: the job and the state of the device that works on it, read
// together.

#include <string>
#include <string_view>
#include <vector>

#include "service/fax_service.h"

namespace caselli::faxcom {

struct JobView {
  Job job;
  std::string device;  // description of the port that works on it; empty: none does
};

// Everything in the queue, in order of submission: what has not ended.
Result<std::vector<JobView>> read_queue(FaxService& service);
// One job. not_found when it has left the queue: sent, received or cancelled. A failed one
// stays readable.
Result<JobView> read_job(FaxService& service, JobId id);

// JT_ number of winfax.h.
int job_type(const Job& job);
// The documented English text of the queue's state (JS_ numbers of winfax.h).
std::string_view queue_text(const Job& job);

}  // namespace caselli::faxcom
