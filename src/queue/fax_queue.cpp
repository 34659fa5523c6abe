#include "queue/fax_queue.h"

#include <algorithm>

#include "base/log.h"
#include "queue/intake.h"
#include "queue/scheduler.h"

namespace caselli {

FaxQueue::FaxQueue(QueueParts parts)
    : parts_(std::move(parts)),
      scheduler_(std::make_shared<Scheduler>(parts_)),
      intake_(std::make_shared<Intake>(parts_)) {}

FaxQueue::~FaxQueue() = default;

Status FaxQueue::start() {
  auto orphans = parts_.store.orphans({});
  if (!orphans) return orphans.error();
  const auto received =
      std::ranges::stable_partition(*orphans, [](const Job& job) { return job.state == JobState::sending; });
  if (auto recovered = scheduler_->open({orphans->begin(), received.begin()}); !recovered) return recovered;
  if (auto recovered = intake_->recover({received.begin(), received.end()}); !recovered) return recovered;
  if (auto published = take_up_open_jobs(); !published) return published;
  scheduler_->start();
  return Done{};
}

// From the newest back.
Status FaxQueue::take_up_open_jobs() {
  JobFilter filter;
  filter.states = {JobState::preparing, JobState::queued, JobState::waiting, JobState::held};
  filter.limit = 1000;
  for (;;) {
    auto jobs = parts_.store.list(filter);
    if (!jobs) return jobs.error();
    if (jobs->empty()) return Done{};
    filter.before = jobs->back().id;
    if (auto planned = scheduler_->plan_anew(*jobs); !planned) return planned;
    for (auto& job : *jobs) parts_.board.publish_job(std::move(job));
  }
}

void FaxQueue::stop() { scheduler_->stop(); }
bool FaxQueue::is_idle() const { return scheduler_->is_idle() && intake_->is_idle(); }
void FaxQueue::settings_changed() { scheduler_->wake(); }

Result<std::vector<Job>> FaxQueue::submit(std::vector<Job> jobs, const std::string& fingerprint) {
  return scheduler_->submit(std::move(jobs), fingerprint);
}

Status FaxQueue::check_number(const std::string& to, std::optional<PortId> port) const {
  Job job;
  job.to = to;
  job.port = port;
  const auto lines = planned_lines(job, parts_.plan, parts_.ports);
  return lines ? Status{Done{}} : lines.error();
}

Result<Job> FaxQueue::command(JobId id, JobCommand command) { return scheduler_->command(id, command); }

Result<std::unique_ptr<ReceivedFax>> FaxQueue::on_receiving(const IncomingCall& about, const PortStatus& status) {
  return intake_->open(about, status);
}

void FaxQueue::on_page_sent(JobId job, int attempt, int page_of_document) {
  scheduler_->page_sent(job, attempt, page_of_document);
}

void FaxQueue::on_call_ended(const CallReport& report, std::unique_ptr<ReceivedFax> received) {
  if (report.direction == Direction::receive)
    intake_->call_ended(report, std::move(received));
  else
    scheduler_->call_ended(report);
}

void FaxQueue::on_port_free(PortId) { scheduler_->wake(); }

}  // namespace caselli
