#include "queue/commands.h"

#include <fmt/format.h>

#include <utility>

#include "queue/after_attempt.h"

namespace caselli {
namespace {

std::string_view verb_of(JobCommand command) {
  switch (command) {
    case JobCommand::cancel:
      return "cancelled";
    case JobCommand::hold:
      return "held";
    case JobCommand::resume:
      return "resumed";
    case JobCommand::restart:
      return "restarted";
    default:
      return "changed that way";
  }
}

void mark(Job& job, JobCommand command) {
  switch (command) {
    case JobCommand::cancel:
      job.cancel_wanted = true;
      break;
    case JobCommand::hold:
      job.hold_wanted = true;
      break;
    case JobCommand::restart:
      job.restart_wanted = true;
      break;
    default:
      break;
  }
}

// Queued, or waiting when its time has not come.
void queue(Job& job, const ServerSettings& settings, Instant now) {
  const auto at = earliest(job, settings, now);
  job.state = at > now ? JobState::waiting : JobState::queued;
  job.next_at.reset();
  if (at > now) job.next_at = at;
}

void begin_anew(Job& job) {
  job.outcome = Outcome::none;
  job.pages_done = job.dials = job.tries = 0;
  job.uncertain = false;
  job.ended_at.reset();
}

}  // namespace

void place(Job& job, const ServerSettings& settings, Instant now) {
  job.direction = Direction::send;
  job.outcome = Outcome::none;
  job.submitted_at = now;
  queue(job, settings, now);
}

Status apply_command(Job& job, JobCommand command, const ServerSettings& settings, Instant now) {
  // A hold that has not acted yet is taken back by resume, though the state is `sending`.
  if (command == JobCommand::resume && job.state == JobState::sending && job.hold_wanted) {
    job.hold_wanted = false;
    return Done{};
  }
  const auto next = next_job_state(job.state, command);
  if (!next)
    return Error{Errc::wrong_state,
                 fmt::format("fax {} cannot be {}: it is {}", job.id.text(), verb_of(command), name_of(job.state))};
  if (*next == JobState::sending) {
    mark(job, command);
    return Done{};
  }
  job.state = *next;
  job.cancel_wanted = job.hold_wanted = job.restart_wanted = false;
  if (command == JobCommand::restart) begin_anew(job);
  job.next_at.reset();
  if (*next == JobState::queued) queue(job, settings, now);
  if (*next == JobState::cancelled) {
    job.outcome = Outcome::cancelled;
    job.ended_at = now;
  }
  return Done{};
}

bool apply_marks(Job& job, const ServerSettings& settings, Instant now) {
  const bool cancel = job.cancel_wanted, hold = job.hold_wanted, restart = job.restart_wanted;
  job.cancel_wanted = job.hold_wanted = job.restart_wanted = false;
  // Each applies to a queued fax; a restart after a cancel does not, and need not.
  for (const auto& [wanted, command] :
       {std::pair{cancel, JobCommand::cancel}, std::pair{restart && !cancel, JobCommand::restart},
        std::pair{hold && !cancel, JobCommand::hold}})
    if (wanted) static_cast<void>(apply_command(job, command, settings, now));
  return cancel || hold || restart;
}

}  // namespace caselli
