#pragma once
// The table `job`: one row a fax. Statements next to their reader.

#include <optional>
#include <vector>

#include "core/job.h"
#include "store/job_store.h"
#include "store/sqlite/database.h"

namespace caselli::sqlite {

// Over one connection; functions throw SqlFailure. Jobs come without their attempts.
class JobTable {
 public:
  explicit JobTable(Database& database);

  JobId insert(const Job& job);  // with the columns that are made from others
  void set_broadcast(JobId id, std::int64_t broadcast);

  std::optional<Job> find(JobId id);
  std::vector<Job> of_key(const std::string& idempotency_key);
  std::vector<Job> list(const JobFilter& filter);
  int count(const std::vector<JobState>& states);
  std::optional<JobState> state(JobId id);
  // Sending and receiving ones; with `lease_ended_before` those whose lease ended by then.
  std::vector<Job> open_ones(std::optional<Instant> lease_ended_before);
  std::optional<JobStore::Unsent> oldest_unsent();

  // Everything that changes while a job lives: state, marks, counters, times, and what is
  // learnt of document and far end.
  void update(const Job& job);
  void update_marks(const Job& job);
  void update_lease(JobId id, std::optional<Instant> until);
  void update_pages_done(JobId id, int pages_done);
  void update_unsent_since(JobId id, Instant since);
  void update_lines(const Job& job);  // when it is queued, waiting or held

 private:
  std::optional<Job> one(Run& run);
  std::vector<Job> all(Run& run);

  Database& database_;
  Statement insert_, broadcast_, find_, of_key_, state_, open_, lease_ended_, oldest_, update_, marks_, lease_, pages_,
      since_, lines_;
};

}  // namespace caselli::sqlite
