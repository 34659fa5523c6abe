#pragma once
// The life of a fax as the queue keeps it, and what a person may do to it when.
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

// What a person may tell a fax to do, by REST, FaxCom or the command line.
enum class JobCommand { cancel, hold, resume, restart };

std::string_view name_of(JobState state);
std::optional<JobState> parse_job_state(std::string_view name);
bool is_final(JobState state);

// The state after `command`, or nothing when it does not apply in that state (REST answers
// 409). Pure; tests walk every state with every command. What time and calls make of a
// fax is decided elsewhere: store/transitions.h, queue/after_attempt.h.
// While sending, `cancel`, `hold` and `restart` are answered at once by marks on the
// job (Job::cancel_wanted, hold_wanted, restart_wanted) and act when the attempt ends:
// the function then returns JobState::sending.
std::optional<JobState> next_job_state(JobState at, JobCommand command);

}  // namespace caselli
