#pragma once
// A FaxService with two ports, no line and no server behind it: what FaxCom's objects ask
// for is kept, and what they shall see can be set. Thread: any.

#include <algorithm>
#include <functional>
#include <mutex>

#include "service/fax_service.h"

namespace caselli::faxcom {

class FakeFaxService final : public FaxService {
 public:
  FakeFaxService() {
    for (const int number : {2, 1}) {  // by revision, not by number
      PortSettings port;
      port.port = PortId{number};
      port.name = "Port " + std::to_string(number);
      port.tsid = "+49 30 100" + std::to_string(number);
      port.csid = "CSID " + std::to_string(number);
      port.routing_methods = {
          {"{11111111-2222-3333-4444-555555555555}", "Store", "FaxStore", "store.so", "Caselli", "", true},
          {"{99999999-2222-3333-4444-555555555555}", "Mail", "FaxMail", "mail.so", "Caselli", "a|b", false}};
      settings_[port.port] = port;
      PortStatus status;
      status.port = port.port;
      status.name = port.name;
      set_status(status);
    }
  }

  // What tests set and look at.
  void set_status(PortStatus status) {
    const std::lock_guard lock(mutex_);
    status.revision = ++revision_;
    ports_.insert_or_assign(status.port, std::make_shared<PortStatus>(status));
  }
  void remove_port(PortId id) {
    const std::lock_guard lock(mutex_);
    ports_.erase(id);
    settings_.erase(id);
  }
  void set_job(const Job& job) {
    const std::lock_guard lock(mutex_);
    jobs_.insert_or_assign(job.id, job);
  }
  void fail_with(std::optional<Error> error) {
    const std::lock_guard lock(mutex_);
    error_ = std::move(error);
  }
  template <class Look>
  auto look(Look&& look) {
    const std::lock_guard lock(mutex_);
    return look(*this);
  }
  std::vector<NewFax> submitted;
  std::vector<std::string> commands;  // "cancel 7"
  ServerSettings server_settings;
  int server_writes = 0;
  int status_reads = 0, status_answers = 0;  // asked; given in full
  int page_of_faxes = 100;

  Result<Changes> ports() override {
    const std::lock_guard lock(mutex_);
    if (error_) return *error_;
    Changes all;
    for (const auto& [id, status] : ports_) all.ports.push_back(status);
    std::ranges::sort(all.ports, {}, [](const Snapshot& port) { return port->revision; });
    all.revision = revision_;
    return all;
  }
  Result<Snapshot> port_status(PortId id, Revision known) override {
    const std::lock_guard lock(mutex_);
    if (error_) return *error_;
    ++status_reads;
    const auto found = ports_.find(id);
    if (found == ports_.end()) return no_port(id);
    if (found->second->revision == known) return Snapshot{};
    ++status_answers;
    return found->second;
  }
  Result<PortSettings> port_settings(PortId id) override {
    const std::lock_guard lock(mutex_);
    if (error_) return *error_;
    const auto found = settings_.find(id);
    if (found == settings_.end()) return no_port(id);
    return found->second;
  }
  Result<PortSettings> set_port(PortId id, const PortSettingsPatch& patch) override {
    const std::lock_guard lock(mutex_);
    if (error_) return *error_;
    const auto found = settings_.find(id);
    if (found == settings_.end()) return no_port(id);
    PortSettings& port = found->second;
    if (patch.tsid) port.tsid = *patch.tsid;
    if (patch.csid) port.csid = *patch.csid;
    if (patch.send) port.send = *patch.send;
    if (patch.receive) port.receive = *patch.receive;
    if (patch.rings) port.rings = *patch.rings;
    if (patch.priority) port.priority = *patch.priority;
    for (const auto& [guid, enabled] : patch.routing_methods)
      for (RoutingMethod& method : port.routing_methods)
        if (method.guid == guid) method.enabled = enabled;
    return port;
  }
  Status release_port(PortId) override { return unused(); }

  Result<std::vector<Job>> submit(const NewFax& fax) override {
    const std::lock_guard lock(mutex_);
    if (error_) return *error_;
    submitted.push_back(fax);
    Job job;
    job.id = JobId{static_cast<std::int64_t>(40 + submitted.size())};
    job.to = fax.to.front().to;
    jobs_[job.id] = job;
    return std::vector<Job>{job};
  }
  Result<Job> fax(JobId id) override {
    const std::lock_guard lock(mutex_);
    if (error_) return *error_;
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return Error{Errc::not_found, "there is no fax " + id.text()};
    return found->second;
  }
  Result<FaxPage> faxes(const FaxFilter& filter) override {
    const std::lock_guard lock(mutex_);
    if (error_) return *error_;
    FaxPage page;
    const int limit = std::min(filter.limit, page_of_faxes);
    for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) {  // newest first
      if (std::ranges::find(filter.states, job->second.state) == filter.states.end()) continue;
      if (!filter.cursor.empty() && job->first.value >= std::stoll(filter.cursor)) continue;
      if (static_cast<int>(page.items.size()) == limit) {
        page.next = page.items.back().id.text();
        break;
      }
      page.items.push_back(job->second);
    }
    return page;
  }
  Result<Job> cancel(JobId id) override { return command("cancel", id); }
  Result<Job> hold(JobId id) override { return command("hold", id); }
  Result<Job> resume(JobId id) override { return command("resume", id); }
  Result<Job> restart(JobId id) override { return command("restart", id); }
  Result<std::string> document(JobId, DocumentFormat) override { return unused(); }
  Result<std::string> page_png(JobId, int, int) override { return unused(); }
  Result<std::vector<AttemptTrace>> trace(JobId) override { return unused(); }

  Result<ServerInfo> server() override {
    const std::lock_guard lock(mutex_);
    if (error_) return *error_;
    return ServerInfo{"1", "boot", {}, server_settings};
  }
  Result<ServerInfo> set_server(const ServerSettingsPatch& patch) override {
    const std::lock_guard lock(mutex_);
    if (error_) return *error_;
    ++server_writes;
    ServerSettings& all = server_settings;
    const auto take = [](const auto& from, auto& to) {
      if (from) to = *from;
    };
    take(patch.retries, all.retries);
    take(patch.retry_delay, all.retry_delay);
    take(patch.dirty_days, all.dirty_days);
    take(patch.branding, all.branding);
    take(patch.use_device_tsid, all.use_device_tsid);
    take(patch.server_coverpage, all.server_coverpage);
    take(patch.pause_server_queue, all.pause_server_queue);
    take(patch.archive_outbound_faxes, all.archive_outbound_faxes);
    take(patch.archive_directory, all.archive_directory);
    take(patch.server_mapi_profile, all.server_mapi_profile);
    take(patch.discount_start_hour, all.discount_start_hour);
    take(patch.discount_start_minute, all.discount_start_minute);
    take(patch.discount_end_hour, all.discount_end_hour);
    take(patch.discount_end_minute, all.discount_end_minute);
    return ServerInfo{"1", "boot", {}, all};
  }
  Status ready() override { return Done{}; }

  std::unique_ptr<Subscription> subscribe(std::function<void()>) override { return nullptr; }
  Changes changes(Revision) override { return {}; }
  LinkState link() const override { return {}; }

 private:
  static Error no_port(PortId id) { return {Errc::not_found, "there is no port " + id.text()}; }
  static Error unused() { return {Errc::internal, "FaxCom does not ask for this"}; }
  Result<Job> command(const char* verb, JobId id) {
    const std::lock_guard lock(mutex_);
    if (error_) return *error_;
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return Error{Errc::not_found, "there is no fax " + id.text()};
    commands.push_back(std::string(verb) + " " + id.text());
    return found->second;
  }

  std::mutex mutex_;
  std::optional<Error> error_;
  Revision revision_ = 0;
  std::map<PortId, PortSettings> settings_;
  std::map<PortId, Snapshot> ports_;
  std::map<JobId, Job> jobs_;
};

}  // namespace caselli::faxcom
