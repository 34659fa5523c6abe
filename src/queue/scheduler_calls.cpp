// The scheduler's other half: calls that run, and what became of them.

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "queue/after_attempt.h"
#include "queue/queue_times.h"
#include "queue/scheduler.h"
#include "queue/send_order.h"

namespace caselli {

void Scheduler::stop_call(JobId id) {
  const auto call = active_.find(id);
  if (call == active_.end()) return;  // it ended meanwhile
  // The port may be on its next call already: the end of this one is on its way here.
  if (const auto port = parts_.ports.find(call->second.port)) port->stop(Outcome::cancelled, id);
}

// Whether the port has this fax, as far as it shows.
bool Scheduler::is_busy_with(PortId id, JobId job) const {
  const auto port = parts_.ports.find(id);
  if (!port || port->is_free()) return false;
  const auto status = parts_.board.status(id);
  return !status || (status->direction != Direction::receive && (!status->job || *status->job == job));
}

void Scheduler::page_sent(JobId job, int attempt, int page) {
  parts_.executor->post([weak = weak_from_this(), job, attempt, page] {
    const auto self = weak.lock();
    if (!self) return;
    if (auto written = self->parts_.store.page_confirmed(job, attempt, page); !written) {
      // The end of the call counts its pages again.
      log::warn(where(job), "page {} was confirmed and could not be written down: {}", page, written.error().text);
      return;
    }
    self->publish(job);
  });
}

void Scheduler::call_ended(CallReport report) {
  parts_.executor->post([weak = weak_from_this(), report = std::move(report)]() mutable {
    if (const auto self = weak.lock()) self->finish_later(std::move(report));
  });
}

void Scheduler::finish_later(CallReport report) {
  unwritten_.push_back(std::move(report));
  finish_pending();
}

void Scheduler::finish_pending() {
  while (!unwritten_.empty()) {
    const auto& report = unwritten_.front();
    if (auto finished = finish(report); !finished) {
      log::error(where(report.job), "the end of attempt {} could not be written down and is tried again: {}",
                 report.attempt, finished.error().text);
      arm(rewrite_, kDiskPause, &Scheduler::finish_pending);
      return;
    }
    active_.erase(report.job);
    --open_calls_;
    unwritten_.pop_front();
  }
  if (active_.empty()) leases_.cancel();
  wake();
}

Status Scheduler::finish(const CallReport& report) {
  {
    const std::lock_guard hold{decisions_};
    const auto job = parts_.store.get(report.job);
    if (!job) return job.error().code == Errc::not_found ? Status{Done{}} : job.error();
    if (job->attempts.empty() || job->attempts.back().number != report.attempt || job->attempts.back().end) {
      log::warn(where(report.job), "attempt {} ended twice", report.attempt);
      return Done{};
    }
    const auto settings = parts_.settings();
    auto attempt = attempt_of(report, job->attempts.back());
    const auto end = stopped_ && attempt.outcome != Outcome::sent
                         ? after_stop(*job, std::move(attempt))
                         : after_attempt(*job, std::move(attempt), policy_of(parts_.retry, settings), settings,
                                         lines_at_end(*job, report.port));
    if (auto promised = promise_copy(*job, end, settings); !promised) return promised;
    if (auto ended = parts_.store.end_attempt(end); !ended) return ended;
    log::info(where(report.job), "attempt {} on port {}: {}; {} of {} pages; now {}", report.attempt, report.port.value,
              code_of(end.attempt.outcome), end.pages_done, job->document.pages, name_of(end.next));
    learn(*job, end.attempt);
  }
  // Before the news: who hears of the end asks for it.
  if (auto kept = parts_.store.add_trace(report.job, report.attempt, report.trace); !kept)
    log::warn(where(report.job), "the trace of attempt {} is lost: {}", report.attempt, kept.error().text);
  publish(report.job);
  if (parts_.outbox) parts_.outbox->wake();
  return Done{};
}

// For the archive, before the end of a fax that was sent is written.
Status Scheduler::promise_copy(const Job& job, const AttemptEnd& end, const ServerSettings& settings) {
  if (!parts_.outbox || end.next != JobState::sent) return Done{};
  if (!settings.archive_outbound_faxes || settings.archive_directory.empty()) return Done{};
  const auto port = parts_.ports.find(end.attempt.port);
  return parts_.outbox->promise(job.id, settings.archive_directory,
                                port ? tsid_shown(job, settings, port->settings()) : job.tsid);
}

void Scheduler::learn(const Job& job, const Attempt& attempt) {
  const auto call = active_.find(job.id);
  const auto port = parts_.ports.find(attempt.port);
  if (call == active_.end() || !port || stopped_) return;  // a call we cut off ourselves tells nothing
  if (auto kept = methods_.note(job, port->settings().line, attempt, call->second.asked); !kept)
    log::warn(where(job.id), "what the far end needs is known only until the server stops: {}", kept.error().text);
}

LinesAtEnd Scheduler::lines_at_end(const Job& job, PortId used) const {
  LinesAtEnd lines;
  if (auto planned = planned_lines(job, parts_.plan, parts_.ports)) lines.planned = *std::move(planned);
  if (const auto port = parts_.ports.find(used)) lines.used = port->settings().line;
  lines.in_service = lines_in_service(parts_.ports);
  return lines;
}

void Scheduler::look_after_leases() {
  const auto now = parts_.clock.now();
  for (const auto& [id, call] : active_)
    if (is_busy_with(call.port, id))
      report(parts_.store.renew(id, call.attempt, call.port, now + kLease), "keep the lease of a fax");
  const auto ended = parts_.store.orphans(now);
  if (!ended) return report(ended.error(), "look for leases that ended");
  for (const auto& job : *ended) {
    const auto is_reported = [&](const CallReport& report) { return report.job == job.id; };
    if (std::ranges::any_of(unwritten_, is_reported)) continue;
    const auto call = active_.find(job.id);
    if (call != active_.end() && is_busy_with(call->second.port, job.id)) continue;
    log::error(where(job.id), "no port has it any more and none told how its call ended");
    report(recover({job}), "end a lost call");
    if (call != active_.end()) {
      active_.erase(call);
      --open_calls_;
    }
    publish(job.id);
    wake();
  }
  if (!active_.empty()) arm(leases_, kRenewEvery, &Scheduler::look_after_leases);
}

}  // namespace caselli
