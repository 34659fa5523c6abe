#pragma once
// A FaxService in memory for the tests of the API: ports and faxes as the test put them,
// and a record of what was asked. Thread: any.

#include <atomic>
#include <map>
#include <mutex>

#include "service/fax_service.h"

namespace caselli::test {

class FakeFaxService final : public FaxService {
 public:
  // ---- what the test does ----
  void publish(PortStatus status);
  void publish(Job job);
  void publish(ServerSettings settings);
  void put(Job job);  // kept, not told

  struct Submitted {
    NewFax fax;
    std::vector<std::string> contents;  // of the documents, as bytes
  };
  std::vector<Submitted> submitted();
  std::vector<std::string> commands();  // `cancel 3`, `release 1` ...
  FaxFilter last_filter();
  int changes_calls() const { return changes_calls_; }
  void fail_with(Error error);  // every call from now on
  std::vector<Finding> findings;

  // ---- FaxService ----
  Result<Changes> ports() override;
  Result<Snapshot> port_status(PortId id, Revision known) override;
  Result<PortSettings> port_settings(PortId id) override;
  Result<PortSettings> set_port(PortId id, const PortSettingsPatch& patch) override;
  Status release_port(PortId id) override;
  Result<std::vector<Job>> submit(const NewFax& fax) override;
  Result<Job> fax(JobId id) override;
  Result<FaxPage> faxes(const FaxFilter& filter) override;
  Result<Job> cancel(JobId id) override { return command("cancel", id); }
  Result<Job> hold(JobId id) override { return command("hold", id); }
  Result<Job> resume(JobId id) override { return command("resume", id); }
  Result<Job> restart(JobId id) override { return command("restart", id); }
  Result<std::string> document(JobId id, DocumentFormat format) override;
  Result<std::string> page_png(JobId id, int page, int width) override;
  Result<std::vector<AttemptTrace>> trace(JobId id) override;
  Result<ServerInfo> server() override;
  Result<ServerInfo> set_server(const ServerSettingsPatch& patch) override;
  Status ready() override;
  Result<std::vector<Finding>> checks() override;
  std::unique_ptr<Subscription> subscribe(std::function<void()> wake) override;
  Changes changes(Revision after) override;
  LinkState link() const override { return {}; }

  const std::string boot = "b00t";

 private:
  struct Waker {
    std::mutex mutex;
    std::function<void()> wake;  // empty: ended
  };
  class Held;
  Result<Job> command(const std::string& name, JobId id);
  Status check() const;  // the error of fail_with()
  void wake_all();

  mutable std::mutex mutex_;
  std::optional<Error> failure_;
  Revision revision_ = 0, server_revision_ = 0;
  std::map<PortId, Snapshot> ports_;
  std::map<PortId, PortSettings> settings_;
  std::map<JobId, std::shared_ptr<const Job>> told_, jobs_;
  ServerSettings server_;
  std::vector<Submitted> submitted_;
  std::vector<std::string> commands_;
  FaxFilter filter_;
  std::atomic<int> changes_calls_{0};
  std::vector<std::shared_ptr<Waker>> wakers_;
};

}  // namespace caselli::test
