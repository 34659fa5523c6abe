#include "queue/scheduler.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "queue/after_attempt.h"
#include "queue/commands.h"
#include "queue/queue_times.h"
#include "queue/send_order.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kWhere = "queue";
// Work of one step; what is left comes after others' turns.
constexpr int kAtOnce = 32;

}  // namespace

Status Scheduler::open(const std::vector<Job>& orphans) {
  if (auto opened = methods_.open(); !opened) return opened;
  return recover(orphans);
}

Status Scheduler::recover(const std::vector<Job>& orphans) {
  for (const auto& job : orphans) {
    const auto end = after_crash(job, parts_.clock.now());
    if (auto ended = parts_.store.end_attempt(end); !ended) return ended;
    log::warn(where(job.id), "the server stopped during attempt {}; {} of {} pages were confirmed; now {}",
              end.attempt.number, end.pages_done, job.document.pages, name_of(end.next));
  }
  return Done{};
}

Status Scheduler::plan_anew(std::vector<Job>& jobs) {
  std::vector<Job> changed;
  for (auto& job : jobs) {
    // One that may not be called any more is claimed by any line, and ended with the reason.
    const auto planned = planned_lines(job, parts_.plan, parts_.ports);
    auto lines = planned ? *planned : std::vector<std::string>{};
    if (job.state == JobState::preparing || job.lines == lines) continue;
    job.lines = std::move(lines);
    changed.push_back(job);
    ++job.revision;  // as the store counts
  }
  return changed.empty() ? Status{Done{}} : parts_.store.set_lines(changed);
}

void Scheduler::start() { wake(); }

void Scheduler::stop() {
  stopped_ = true;
  wake();  // to give up its timers
}

void Scheduler::wake() {
  if (woken_.exchange(true)) return;
  parts_.executor->post([weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->run();
  });
}

void Scheduler::run() {
  woken_ = false;
  if (stopped_) {
    next_time_.cancel();
    again_.cancel();
    return;
  }
  report(queue_due(), "queue the faxes whose time has come");
  report(expire_old(), "give up old faxes");
  if (!parts_.settings().pause_server_queue) report(claim_some(), "claim a fax");
  arm_next_time();
}

Status Scheduler::queue_due() {
  auto due = parts_.store.release_due(parts_.clock.now(), kAtOnce);
  if (!due) return due.error();
  if (due->size() == kAtOnce) wake();
  for (auto& job : *due) parts_.board.publish_job(std::move(job));
  return Done{};
}

Status Scheduler::expire_old() {
  const auto days = parts_.settings().dirty_days;
  if (days < 0) return Done{};
  const auto now = parts_.clock.now();
  for (int i = 0; i < kAtOnce; ++i) {
    const std::lock_guard hold{decisions_};
    auto oldest = parts_.store.oldest_unsent();
    if (!oldest) return oldest.error();
    if (!*oldest || (*oldest)->since + std::chrono::days{days} > now) return Done{};
    Job job = std::move((*oldest)->job);
    const auto state = std::exchange(job.state, JobState::failed);
    job.outcome = Outcome::expired;
    job.next_at.reset();
    job.ended_at = now;
    if (auto written = parts_.store.command(job, state); !written) return written;
    log::warn(where(job.id), "given up: not sent within {} days", days);
    publish(job.id);
  }
  wake();
  return Done{};
}

Status Scheduler::claim_some() {
  for (int i = 0; i < kAtOnce; ++i) {
    auto limits = free_ways(parts_.ports, parts_.plan);
    if (limits.free_ports.empty()) return Done{};  // on_port_free wakes
    limits.per_destination = parts_.per_destination;
    limits.lease = kLease;
    auto claimed = parts_.store.claim(parts_.clock.now(), limits);
    if (!claimed) return claimed.error();
    if (!*claimed) return Done{};
    const auto dispatched = dispatch((*claimed)->job);
    if (!dispatched) return dispatched.error();
    if (*dispatched == Dispatch::no_port) {
      arm(again_, kNoPortPause, &Scheduler::wake);
      return Done{};
    }
  }
  wake();
  return Done{};
}

Result<Scheduler::Dispatch> Scheduler::dispatch(const Job& job) {
  const auto settings = parts_.settings();
  const auto now = parts_.clock.now();
  const auto settled = [](const Status& done) -> Result<Dispatch> {
    if (!done) return done.error();
    return Dispatch::settled;
  };
  // A discount period that ended while it was queued.
  if (const auto from = earliest(job, settings, now); from > now) return settled(give_back(job.id, from));
  const auto ways = ways_of(job, parts_.plan, parts_.ports);
  if (!ways) {
    const bool refused = parse_number(job.to).ok();  // by the dial plan
    return settled(end_unsent(job, refused ? Outcome::rejected : Outcome::bad_address, ways.error().text));
  }
  const auto document = parts_.documents.open(job.document.id);
  if (!document) return settled(end_unsent(job, Outcome::document_error, document.error().text));

  const int attempt = job.attempts.back().number;
  PortId port;
  FaxMethod asked = FaxMethod::t38;
  ++open_calls_;
  for (const auto& way : *ways) {
    const auto order_for = [&](const PortSettings& by) {
      asked = methods_.first(job, by.line);
      return send_order(job, way, document->string(), settings, asked);
    };
    if (!port) port = parts_.ports.send(order_for, way.port, way.line);
  }
  if (!port) {
    --open_calls_;
    if (auto back = give_back(job.id, {}); !back) return back.error();
    return Dispatch::no_port;
  }
  active_[job.id] = {attempt, port, asked};
  // The call runs: a failure to note the port must not undo it.
  report(parts_.store.renew(job.id, attempt, port, now + kLease), "note the port of a fax");
  if (!leases_) arm(leases_, kRenewEvery, &Scheduler::look_after_leases);
  publish(job.id);
  return Dispatch::given;
}

Status Scheduler::end_unsent(const Job& job, Outcome outcome, const std::string& why) {
  const std::lock_guard hold{decisions_};
  auto attempt = job.attempts.back();
  attempt.end = parts_.clock.now();
  attempt.outcome = outcome;
  attempt.t30_text = why;
  AttemptEnd end;
  end.job = job.id;
  end.attempt = std::move(attempt);
  end.next = JobState::failed;
  end.pages_done = job.pages_done;
  end.dials = job.dials;
  end.tries = job.tries;
  end.uncertain = job.uncertain;
  if (auto ended = parts_.store.end_attempt(end); !ended) return ended;
  log::warn(where(job.id), "cannot be sent: {}", why);
  publish(job.id);
  return Done{};
}

Status Scheduler::give_back(JobId id, std::optional<Instant> until) {
  const std::lock_guard hold{decisions_};
  if (auto back = parts_.store.unclaim(id, until); !back) return back;
  auto job = parts_.store.get(id);
  if (!job) return job.error();
  const auto state = job->state;
  if (apply_marks(*job, parts_.settings(), parts_.clock.now()))
    if (auto written = parts_.store.command(*job, state); !written) return written;
  publish(id);
  return Done{};
}

Result<std::vector<Job>> Scheduler::submit(std::vector<Job> jobs, const std::string& fingerprint) {
  const auto settings = parts_.settings();
  for (auto& job : jobs) {
    auto lines = planned_lines(job, parts_.plan, parts_.ports);
    if (!lines) return lines.error();
    job.lines = *std::move(lines);
    place(job, settings, parts_.clock.now());
  }
  auto added = parts_.store.add(std::move(jobs), fingerprint);
  if (!added) return added;
  for (const auto& job : *added) parts_.board.publish_job(job);
  wake();
  return added;
}

Result<Job> Scheduler::command(JobId id, JobCommand command) {
  const std::lock_guard hold{decisions_};
  // A claim may take the job between reading and writing; then it is sending, and the
  // command means something else.
  for (int tries = 3;; --tries) {
    auto job = parts_.store.get(id);
    if (!job) return job;
    const auto before = job->state;
    const auto now = parts_.clock.now();
    if (auto fits = apply_command(*job, command, parts_.settings(), now); !fits) return fits.error();
    if (command == JobCommand::restart && before != JobState::sending) {
      auto lines = planned_lines(*job, parts_.plan, parts_.ports);
      if (!lines) return lines.error();
      job->lines = *std::move(lines);
    }
    const auto since = command == JobCommand::restart ? std::optional{now} : std::nullopt;
    if (auto written = parts_.store.command(*job, before, since); !written) {
      if (written.error().code == Errc::wrong_state && tries > 0) continue;
      return written.error();
    }
    log::info(where(id), "{} -> {} ({})", name_of(before), name_of(job->state),
              before == JobState::sending ? "marked" : "commanded");
    if (job->cancel_wanted || job->restart_wanted)
      parts_.executor->post([weak = weak_from_this(), id] {
        if (const auto self = weak.lock()) self->stop_call(id);
      });
    publish(id);
    wake();
    return parts_.store.get(id);
  }
}

void Scheduler::publish(JobId id) {
  if (auto job = parts_.store.get(id)) parts_.board.publish_job(*std::move(job));
}

void Scheduler::arm(Timer& timer, std::chrono::nanoseconds delay, void (Scheduler::*step)()) {
  timer = parts_.executor->after(delay, [weak = weak_from_this(), step] {
    if (const auto self = weak.lock()) ((*self).*step)();
  });
}

void Scheduler::arm_next_time() {
  next_time_.cancel();
  const auto due = parts_.store.next_due();
  const auto oldest = parts_.store.oldest_unsent();
  if (!due || !oldest) return report(due ? Status{oldest.error()} : Status{due.error()}, "look for what comes next");
  std::optional<Instant> next = *due;
  if (const auto days = parts_.settings().dirty_days; *oldest && days >= 0) {
    const auto expiry = (*oldest)->since + std::chrono::days{days};
    next = next ? std::min(*next, expiry) : expiry;
  }
  if (!next) return;
  const auto left = std::max<std::chrono::nanoseconds>(*next - parts_.clock.now(), 1ms);
  arm(next_time_, std::min<std::chrono::nanoseconds>(left, kLongestSleep), &Scheduler::wake);
}

void Scheduler::report(const Status& status, std::string_view doing) {
  if (status) return;
  log::error(kWhere, "could not {}: {}", doing, status.error().text);
  arm(again_, kDiskPause, &Scheduler::wake);
}

}  // namespace caselli
