#include "store/transitions.h"

#include <fmt/format.h>

namespace caselli {

Error no_such_job(JobId id) { return {Errc::not_found, fmt::format("there is no fax {}", id.text())}; }

Error key_conflict(const std::string& key) {
  return {Errc::idempotency_conflict,
          fmt::format("the idempotency key '{}' was used for another fax; take a new key for a new fax", key)};
}

Status check_state(JobId id, JobState at, JobState expected) {
  if (at == expected) return Done{};
  return Error{Errc::wrong_state, fmt::format("fax {} is {}, no longer {}", id.text(), name_of(at), name_of(expected))};
}

Status check_open_attempt(const Job& job, int number) {
  const bool open = (job.state == JobState::sending || job.state == JobState::receiving) && !job.attempts.empty() &&
                    job.attempts.back().number == number && !job.attempts.back().end;
  if (open) return Done{};
  return Error{Errc::wrong_state,
               fmt::format("attempt {} of fax {} is over: the fax is {}", number, job.id.text(), name_of(job.state))};
}

Status check_claimed(const Job& job) {
  if (job.state == JobState::sending && !job.attempts.empty() && !job.attempts.back().end) return Done{};
  return Error{Errc::wrong_state, fmt::format("fax {} is {} and not claimed", job.id.text(), name_of(job.state))};
}

void become_due(Job& job) {
  job.state = JobState::queued;
  job.next_at.reset();
  ++job.revision;
}

void begin_attempt(Job& job, int number, Instant now) {
  job.state = JobState::sending;
  ++job.revision;
  Attempt attempt;
  attempt.number = number;
  attempt.start = now;
  attempt.first_page = job.pages_done + 1;
  job.attempts.push_back(std::move(attempt));
}

void give_back(Job& job, std::optional<Instant> until) {
  job.attempts.pop_back();
  job.state = until ? JobState::waiting : JobState::queued;
  job.next_at = until;
  ++job.revision;
}

void begin_receiving(Job& job) {
  job.direction = Direction::receive;
  job.state = JobState::receiving;
  job.revision = 1;
  if (!job.attempts.empty()) return;
  Attempt attempt;
  attempt.number = 1;
  attempt.start = job.submitted_at;
  attempt.answered = true;
  if (job.port) attempt.port = *job.port;
  job.attempts.push_back(std::move(attempt));
}

void apply(const AttemptEnd& end, Job& job) {
  job.attempts.back() = end.attempt;
  job.state = end.next;
  job.outcome = end.outcome == Outcome::none ? end.attempt.outcome : end.outcome;
  job.next_at = end.next_at;
  job.pages_done = end.pages_done;
  job.dials = end.dials;
  job.tries = end.tries;
  job.uncertain = end.uncertain;
  if (end.lines) job.lines = *end.lines;
  job.cancel_wanted = job.hold_wanted = job.restart_wanted = false;
  if (!end.attempt.remote_id.empty()) job.remote_id = end.attempt.remote_id;
  job.ended_at = is_final(end.next) ? end.attempt.end : std::nullopt;
  ++job.revision;
}

}  // namespace caselli
