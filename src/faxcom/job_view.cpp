#include "faxcom/job_view.h"

#include <algorithm>
#include <map>

#include "core/job_state.h"
#include "core/outcome.h"

namespace caselli::faxcom {
namespace {

constexpr JobState kInQueue[] = {JobState::preparing, JobState::queued,  JobState::waiting,
                                 JobState::held,      JobState::sending, JobState::receiving};
constexpr int kPageOfQueue = 100;
constexpr int kSend = 1, kReceive = 2;  // JT_SEND, JT_RECEIVE

bool at_a_port(const Job& job) { return job.state == JobState::sending || job.state == JobState::receiving; }

}  // namespace

Result<std::vector<JobView>> read_queue(FaxService& service) {
  FaxFilter filter;
  filter.states.assign(std::begin(kInQueue), std::end(kInQueue));
  filter.limit = kPageOfQueue;
  std::map<JobId, JobView> queue;  // by number; a job that moved while we read counts once
  bool any_at_a_port = false;
  do {
    auto page = service.faxes(filter);
    if (!page) return page.error();
    for (Job& job : page->items) {
      any_at_a_port |= at_a_port(job);
      const JobId id = job.id;
      queue.insert_or_assign(id, JobView{std::move(job), {}});
    }
    if (page->next == filter.cursor) break;
    filter.cursor = page->next;
  } while (!filter.cursor.empty());

  if (any_at_a_port) {
    const auto ports = service.ports();
    if (!ports) return ports.error();
    for (const Snapshot& port : ports->ports)
      if (const auto found = port->job ? queue.find(*port->job) : queue.end(); found != queue.end())
        found->second.device = port->description;
  }
  std::vector<JobView> jobs;
  jobs.reserve(queue.size());
  for (auto& [id, view] : queue) jobs.push_back(std::move(view));
  return jobs;
}

Result<JobView> read_job(FaxService& service, JobId id) {
  auto job = service.fax(id);
  if (!job) return job.error();
  if (is_final(job->state) && job->state != JobState::failed)
    return Error{Errc::not_found,
                 "job " + id.text() + " has left the queue: it is " + std::string(name_of(job->state))};
  JobView view{std::move(*job), {}};
  if (at_a_port(view.job) && !view.job.attempts.empty()) {
    const auto port = service.port_status(view.job.attempts.back().port, 0);
    if (port && *port && (*port)->job == id) view.device = (*port)->description;
  }
  return view;
}

int job_type(const Job& job) { return job.direction == Direction::receive ? kReceive : kSend; }

std::string_view queue_text(const Job& job) {
  if (job.cancel_wanted && !is_final(job.state)) return "Deleting";
  switch (job.state) {
    case JobState::preparing:
    case JobState::queued:
      return "Pending";
    case JobState::waiting:
      return job.dials > 0 ? "Retrying" : "Pending";
    case JobState::held:
      return "Paused";
    case JobState::sending:
    case JobState::receiving:
      return "In Progress";
    case JobState::failed:
      return row_of(job.outcome).retry == Retry::no ? "Failed" : "Retries Exceeded";
    case JobState::cancelled:
      return "Deleting";
    case JobState::sent:
    case JobState::received:
      break;  // out of the queue: no FaxJob shows them
  }
  return "Unknown";
}

}  // namespace caselli::faxcom
