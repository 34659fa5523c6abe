#include "core/job_state.h"

namespace caselli {

bool is_final(JobState state) {
  return state == JobState::sent || state == JobState::failed || state == JobState::cancelled ||
         state == JobState::received;
}

// Read from top to bottom: first what a person may command, then what the queue does.
std::optional<JobState> next_job_state(JobState at, JobEvent event) {
  using enum JobState;
  const bool in_queue = at == preparing || at == queued || at == waiting || at == held;
  const bool outgoing = at != receiving && at != received;
  switch (event) {
    case JobEvent::cancel:
      if (in_queue) return cancelled;
      if (at == sending) return sending;  // marked; acts when the attempt ends
      return {};
    case JobEvent::hold:
      if (at == queued || at == waiting || at == preparing) return held;
      if (at == sending) return sending;  // FaxCom: an active job pauses when it returns to the queue
      return {};
    case JobEvent::resume:
      if (at == held) return queued;
      return {};
    case JobEvent::restart:
      if (at == sending) return sending;
      if (outgoing && at != preparing) return queued;
      return {};
    case JobEvent::prepared:
      return at == preparing ? std::optional{queued} : std::nullopt;
    case JobEvent::preparing_failed:
      return at == preparing ? std::optional{failed} : std::nullopt;
    case JobEvent::due:
      return at == waiting ? std::optional{queued} : std::nullopt;
    case JobEvent::claimed:
      return at == queued || at == waiting ? std::optional{sending} : std::nullopt;
    case JobEvent::ended_good:
      if (at == sending) return sent;
      if (at == receiving) return received;
      return {};
    case JobEvent::try_later:
      return at == sending ? std::optional{waiting} : std::nullopt;
    case JobEvent::gave_up:
      if (at == sending || at == receiving || in_queue) return failed;
      return {};
  }
  return {};
}

}  // namespace caselli
