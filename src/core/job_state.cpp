#include "core/job_state.h"

namespace caselli {

bool is_final(JobState state) {
  return state == JobState::sent || state == JobState::failed || state == JobState::cancelled ||
         state == JobState::received;
}

std::optional<JobState> next_job_state(JobState at, JobCommand command) {
  using enum JobState;
  const bool in_queue = at == preparing || at == queued || at == waiting || at == held;
  const bool outgoing = at != receiving && at != received;
  switch (command) {
    case JobCommand::cancel:
      if (in_queue) return cancelled;
      if (at == sending) return sending;  // marked; acts when the attempt ends
      return {};
    case JobCommand::hold:
      if (at == queued || at == waiting || at == preparing) return held;
      if (at == sending) return sending;  // FaxCom: an active job pauses when it returns to the queue
      return {};
    case JobCommand::resume:
      if (at == held) return queued;
      return {};
    case JobCommand::restart:
      if (at == sending) return sending;
      if (outgoing && at != preparing) return queued;
      return {};
  }
  return {};
}

}  // namespace caselli
