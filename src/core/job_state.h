#pragma once
// The life of a fax as the queue keeps it, and the one function that moves it on.
// The names are those of REST `status`.

#include <optional>
#include <string_view>

namespace caselli {

enum class JobState {
  preparing,  // documents are being converted
  queued,     // may go as soon as a port, the number and the time allow
  waiting,    // waits for its time: first send time, or the next try
  held,       // a person stopped it; waits for resume
  sending,    // claimed; an attempt is open
  sent,
  failed,
  cancelled,
  receiving,
  received,
};

enum class JobEvent {
  prepared,  // conversion ended well
  preparing_failed,
  due,         // its time has come
  claimed,     // a port took it
  ended_good,  // every page confirmed
  try_later,   // the attempt failed, another is allowed
  gave_up,     // the attempt failed for good
  cancel,
  hold,
  resume,
  restart,
};

std::string_view name_of(JobState state);
std::optional<JobState> parse_job_state(std::string_view name);
bool is_final(JobState state);

// The state after `event`, or nothing when the event does not apply in that state
// (REST answers 409). Pure; tests walk every state with every event.
// While sending, `cancel`, `hold` and `restart` are answered at once by marks on the
// job (Job::cancel_wanted, hold_wanted, restart_wanted) and act when the attempt ends:
// the function then returns JobState::sending.
std::optional<JobState> next_job_state(JobState at, JobEvent event);

}  // namespace caselli
