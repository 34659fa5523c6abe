#pragma once
// A fax server in a few maps: ports and jobs are set by the test, what was asked is kept.

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/fax_service.h"

namespace caselli::test {

class FakeFaxService final : public FaxService {
 public:
  // What the server has.
  std::string boot = "boot-1";
  std::map<PortId, Snapshot> port_map;
  std::map<JobId, Job> job_map;
  std::map<JobId, std::vector<AttemptTrace>> traces;
  std::string document_bytes = "II*\0tiff";
  LinkState link_state;
  std::optional<Error> failure;  // every call fails so
  std::optional<Error> not_ready;
  std::vector<Finding> findings;

  // What was asked of it.
  std::vector<NewFax> submitted;
  std::vector<FaxFilter> filters;
  std::vector<std::string> acts;  // `cancel 17`

  // A port changed; wakes who listens.
  void publish(PortStatus status) {
    status.revision = ++revision_;
    port_map[status.port] = std::make_shared<const PortStatus>(status);
    if (wake_) wake_();
  }
  void publish(Job job) {
    job.revision = ++revision_;
    job_map[job.id] = job;
    if (wake_) wake_();
  }
  // A new start of the server: revisions begin again.
  void restart(std::string new_boot) {
    boot = std::move(new_boot);
    revision_ = 0;
    port_map.clear();
  }
  bool listened_to() const { return static_cast<bool>(wake_); }

  Result<Changes> ports() override {
    if (failure) return *failure;
    Changes all = changes(0);
    all.jobs.clear();
    return all;
  }
  Result<Snapshot> port_status(PortId id, Revision) override {
    if (failure) return *failure;
    const auto found = port_map.find(id);
    if (found == port_map.end()) return Error{Errc::not_found, "port " + id.text() + ": there is no such port"};
    return found->second;
  }
  Result<PortSettings> port_settings(PortId) override { return PortSettings{}; }
  Result<PortSettings> set_port(PortId, const PortSettingsPatch&) override { return PortSettings{}; }
  Status release_port(PortId) override { return Done{}; }

  Result<std::vector<Job>> submit(const NewFax& fax) override {
    if (failure) return *failure;
    submitted.push_back(fax);
    std::vector<Job> jobs;
    for (const auto& recipient : fax.to) {
      Job job;
      job.id = JobId{next_id_++};
      job.to = recipient.to;
      job.recipient_name = recipient.name;
      job.document_name = fax.documents.front().name;
      job.submitted_at = now;
      job.send_at = fax.send_at;
      job.revision = ++revision_;
      job_map[job.id] = job;
      jobs.push_back(job);
    }
    return jobs;
  }
  Result<Job> fax(JobId id) override {
    if (failure) return *failure;
    const auto found = job_map.find(id);
    if (found == job_map.end()) return Error{Errc::not_found, "fax " + id.text() + ": there is no such fax"};
    return found->second;
  }
  Result<FaxPage> faxes(const FaxFilter& filter) override {
    if (failure) return *failure;
    filters.push_back(filter);
    FaxPage page;
    std::vector<Job> matching;
    for (auto job = job_map.rbegin(); job != job_map.rend(); ++job)
      if ((filter.states.empty() || std::ranges::count(filter.states, job->second.state) > 0) &&
          (!filter.direction || *filter.direction == job->second.direction))
        matching.push_back(job->second);
    std::size_t at = filter.cursor.empty() ? 0 : std::stoul(filter.cursor);
    while (at < matching.size() && static_cast<int>(page.items.size()) < filter.limit)
      page.items.push_back(matching[at++]);
    if (at < matching.size()) page.next = std::to_string(at);
    return page;
  }
  Result<Job> cancel(JobId id) override { return act("cancel", id, JobState::cancelled); }
  Result<Job> hold(JobId id) override { return act("hold", id, JobState::held); }
  Result<Job> resume(JobId id) override { return act("resume", id, JobState::queued); }
  Result<Job> restart(JobId id) override { return act("restart", id, JobState::queued); }
  Result<std::string> document(JobId id, DocumentFormat format) override {
    if (const auto known = fax(id); !known) return known.error();
    return format == DocumentFormat::pdf ? "%PDF-1.5" : document_bytes;
  }
  Result<std::string> page_png(JobId id, int page, int) override {
    if (const auto known = fax(id); !known) return known.error();
    return "PNG page " + std::to_string(page);
  }
  Result<std::vector<AttemptTrace>> trace(JobId id) override { return traces[id]; }

  Result<ServerInfo> server() override {
    if (failure) return *failure;
    ServerInfo info;
    info.version = "0.1.0";
    info.boot = boot;
    info.started_at = now - std::chrono::minutes{5};
    return info;
  }
  Result<ServerInfo> set_server(const ServerSettingsPatch&) override { return server(); }
  Result<std::vector<Finding>> checks() override { return findings; }
  Status ready() override {
    if (not_ready) return *not_ready;
    return Done{};
  }

  std::unique_ptr<Subscription> subscribe(std::function<void()> wake) override {
    wake_ = std::move(wake);
    struct Ended final : Subscription {
      explicit Ended(FakeFaxService& service) : service_(service) {}
      ~Ended() override { service_.wake_ = nullptr; }
      FakeFaxService& service_;
    };
    return std::make_unique<Ended>(*this);
  }
  Changes changes(Revision after) override {
    Changes changes;
    changes.boot = boot;
    changes.revision = revision_;
    for (const auto& [id, port] : port_map)
      if (port->revision > after) changes.ports.push_back(port);
    for (const auto& [id, job] : job_map)
      if (job.revision > after) changes.jobs.push_back(std::make_shared<const Job>(job));
    return changes;
  }
  LinkState link() const override { return link_state; }

  Instant now{};

 private:
  Result<Job> act(const std::string& verb, JobId id, JobState state) {
    auto job = fax(id);
    if (!job) return job;
    acts.push_back(verb + " " + id.text());
    if (is_final(job->state))
      return Error{Errc::wrong_state,
                   verb + " fax " + id.text() + ": it is " + std::string{name_of(job->state)} + " already"};
    if (job->state == JobState::sending)
      job->cancel_wanted = verb == "cancel";
    else
      job->state = state;
    job_map[id] = *job;
    return job;
  }

  Revision revision_ = 0;
  std::int64_t next_id_ = 17;
  std::function<void()> wake_;
};

}  // namespace caselli::test
