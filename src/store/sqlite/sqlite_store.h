#pragma once
// JobStore over SQLite: one writing and one reading connection, each behind its mutex, so
// that lists do not wait for a writer. What is promised to be durable is synced after the
// writer's mutex was given on (journal.h): a claim never waits for others' disk.

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "store/folder_lock.h"
#include "store/job_store.h"
#include "store/sqlite/attempt_table.h"
#include "store/sqlite/database.h"
#include "store/sqlite/job_table.h"
#include "store/sqlite/journal.h"
#include "store/sqlite/lane_table.h"
#include "store/sqlite/small_tables.h"

namespace caselli::sqlite {

struct StoreOptions {
  std::string folder;
  std::chrono::milliseconds busy{2000};  // how long to wait for a lock of another program
};

class SqliteStore final : public JobStore {
 public:
  static Result<std::unique_ptr<JobStore>> open(const StoreOptions& options);

  Result<std::vector<Job>> add(std::vector<Job> jobs, const std::string& fingerprint) override;
  Result<std::vector<Job>> find_key(const std::string& key, const std::string& fingerprint) override;
  Result<Job> get(JobId id) override;
  Result<std::vector<Job>> list(const JobFilter& filter) override;
  Result<int> count(const std::vector<JobState>& states) override;
  Result<std::optional<Claim>> claim(Instant now, const ClaimLimits& limits) override;
  Status renew(JobId id, int attempt, PortId port, Instant lease_until) override;
  Status unclaim(JobId id, std::optional<Instant> until) override;
  Status page_confirmed(JobId id, int attempt, int pages_done_of_job) override;
  Status end_attempt(const AttemptEnd& end) override;
  Result<std::vector<Job>> release_due(Instant now, int limit) override;
  Result<std::optional<Instant>> next_due() override;
  Result<std::optional<Unsent>> oldest_unsent() override;
  Status command(const Job& changed, JobState expected, std::optional<Instant> unsent_since) override;
  Status set_lines(const std::vector<Job>& jobs) override;
  Result<Job> open_received(Job job) override;
  Status close_received(const Job& job) override;
  Result<std::vector<Job>> orphans(std::optional<Instant> lease_ended_before) override;
  Status add_trace(JobId id, int attempt, const std::vector<TraceEntry>& entries) override;
  Result<std::vector<TraceEntry>> trace(JobId id, int attempt) override;
  Result<std::vector<MethodEntry>> methods() override;
  Status keep_method(const MethodEntry& entry) override;
  Status forget_method(const MethodPlace& place) override;
  Result<std::optional<ServerSettings>> server_settings() override;
  Status save(const ServerSettings& settings) override;
  Result<std::vector<PortSettings>> port_settings() override;
  Status save(const std::vector<PortSettings>& ports) override;
  Status ping() override;

 private:
  // A connection with its tables.
  struct Side {
    Side(const std::string& path, Database::Access access, std::chrono::milliseconds busy);
    Job with_attempts(Job job);
    std::vector<Job> with_attempts(std::vector<Job> jobs);
    Job existing(JobId id);  // with attempts; throws not_found

    std::mutex mutex;
    Database database;
    JobTable jobs;
    AttemptTable attempts;
    LaneTable lanes;
    TraceTable traces;
    IdempotencyTable keys;
    MethodTable methods;
    SettingsTable settings;
  };

  SqliteStore(FolderLock lock, std::unique_ptr<Side> writer, std::unique_ptr<Journal> journal,
              std::unique_ptr<Side> reader)
      : lock_(std::move(lock)), writer_(std::move(writer)), journal_(std::move(journal)), reader_(std::move(reader)) {}

  // Run `body(side)` under the side's mutex; writes in one transaction. What write()
  // returns is on the disk; what write_quickly() returns survives the end of this process
  // and is on the disk with the next write().
  template <class Body>
  auto read(Body&& body);
  template <class Body>
  auto write(Body&& body);
  template <class Body>
  auto write_quickly(Body&& body, Journal::Mark* mark = nullptr);

  std::vector<Job> jobs_of_key(Side& side, const std::string& key, const std::string& fingerprint);
  std::vector<Job> queue_due(Side& side, Instant now, int limit);
  Job open_attempt(Side& side, JobId id, int attempt);  // throws wrong_state

  FolderLock lock_;  // outlives the connections
  std::unique_ptr<Side> writer_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Side> reader_;
};

}  // namespace caselli::sqlite
