#pragma once
// Faxes and their attempts, kept for good. Everything that returns Done or a value is
// durable (on disk, for the stores that have one) when it returns; claim(), unclaim(),
// release_due(), add_trace() and the methods do not wait for the disk: what they did outlives
// the process at once and a power cut from the next durable write on. All others may
// wait for the disk and may be called from any thread. One contract suite runs over all
// stores (tests/store/job_store_contract.h).

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "core/job.h"
#include "core/method_memory.h"
#include "core/port_settings.h"

namespace caselli {

struct JobFilter {
  std::optional<Direction> direction;
  std::vector<JobState> states;  // empty: any
  std::string to;                // number as given, or its destination key; empty: any
  std::string from;              // sender name, caller id or TSID contains this; empty: any
  std::optional<Instant> since;  // submitted at or after
  std::optional<JobId> before;   // cursor: ids below it (newest first)
  int limit = 100;               // at most 1000
};

// What a claim may take.
struct ClaimLimits {
  int per_destination = 1;                            // calls at a time to one number
  std::vector<PortId> free_ports;                     // none: nothing may go; jobs that ask for another port stay
  std::vector<std::string> free_lines;                // lines of these ports; jobs for another line (5551234@line) stay
  std::vector<std::vector<std::string>> free_routes;  // lists of Job::lines with a free line; jobs with others stay
  std::chrono::seconds lease{120};
};

struct Claim {
  Job job;  // state sending, with the new attempt open as its last one
};

// How an attempt ended and what comes of the job: one transaction. The job's marks
// (cancel, hold, restart wanted) are done with by it.
struct AttemptEnd {
  JobId job;
  Attempt attempt;                  // with end, outcome and pages; its number says which
  Outcome outcome = Outcome::none;  // of the job; none: the attempt's
  JobState next = JobState::failed;
  std::optional<Instant> next_at;  // for waiting
  int pages_done = 0;              // of the job, in all
  int dials = 0, tries = 0;        // of the job, in all
  bool uncertain = false;
  std::optional<std::vector<std::string>> lines;  // of the job, for its next attempt; nothing: as they are
};

class JobStore {
 public:
  virtual ~JobStore() = default;

  // Queues faxes (several: one broadcast) in one transaction and returns them with their
  // ids. With an idempotency key that is known, returns the faxes stored with it instead;
  // with another `fingerprint` for that key: idempotency_conflict.
  virtual Result<std::vector<Job>> add(std::vector<Job> jobs, const std::string& fingerprint) = 0;
  // The faxes an idempotency key stands for; empty: the key is new.
  virtual Result<std::vector<Job>> find_key(const std::string& key, const std::string& fingerprint) = 0;

  virtual Result<Job> get(JobId id) = 0;                               // with attempts; not_found
  virtual Result<std::vector<Job>> list(const JobFilter& filter) = 0;  // newest first, with attempts
  virtual Result<int> count(const std::vector<JobState>& states) = 0;

  // Takes the job that should go next at `now` (due, best priority, oldest; not more than
  // the limit to one destination; no hold), opens its attempt and keeps it from other
  // claims until the lease ends. Nothing when none may go. Work is bounded by an index,
  // not by the length of the queue.
  // Jobs whose time has come are queued first, as release_due() does, some at a time.
  virtual Result<std::optional<Claim>> claim(Instant now, const ClaimLimits& limits) = 0;
  // The port that took the claim; keeps the lease going. Makes the claim durable.
  virtual Status renew(JobId id, int attempt, PortId port, Instant lease_until) = 0;
  // Gives a claim back unused (no port took it): the attempt is erased, the job is queued
  // again in its old place, or waits `until` then. Marks set meanwhile stay.
  virtual Status unclaim(JobId id, std::optional<Instant> until = {}) = 0;
  // A page was confirmed while the attempt runs (sending or receiving); never goes back.
  virtual Status page_confirmed(JobId id, int attempt, int pages_done_of_job) = 0;
  // wrong_state when that attempt is not the open one.
  virtual Status end_attempt(const AttemptEnd& end) = 0;

  // Queues waiting jobs whose time has come (at most `limit`, the longest due first) and
  // returns them.
  virtual Result<std::vector<Job>> release_due(Instant now, int limit) = 0;

  // When the next waiting job becomes due, if any; wakes the scheduler.
  virtual Result<std::optional<Instant>> next_due() = 0;
  // Of the jobs queued, waiting or held: the one that could have gone since longest, if
  // any. Jobs that could not be sent for too long are given up.
  struct Unsent {
    Job job;
    Instant since;  // submitted, first send time, or the last restart
  };
  virtual Result<std::optional<Unsent>> oldest_unsent() = 0;

  // Writes the job after a command (next_job_state decided); refused with wrong_state when
  // its state is no longer `expected`. While sending only the marks are written, so that a
  // page confirmed meanwhile is not undone; otherwise also state, outcome, counters, times
  // and the document. `unsent_since`: a restart; the time until it is given up begins anew.
  virtual Status command(const Job& changed, JobState expected, std::optional<Instant> unsent_since = {}) = 0;

  // Writes `lines` of these jobs, where they are queued, waiting or held; one transaction.
  virtual Status set_lines(const std::vector<Job>& jobs) = 0;

  // A fax that is being received, and its end. `document` is set by the end.
  virtual Result<Job> open_received(Job job) = 0;     // state receiving, one open attempt
  virtual Status close_received(const Job& job) = 0;  // final state, document, attempt

  // Sending jobs and receiving ones left open by a server that died (at start), or whose
  // lease ended before `now`. The caller ends their attempts as uncertain.
  virtual Result<std::vector<Job>> orphans(std::optional<Instant> lease_ended_before) = 0;

  virtual Status add_trace(JobId id, int attempt, const std::vector<TraceEntry>& entries) = 0;
  virtual Result<std::vector<TraceEntry>> trace(JobId id, int attempt) = 0;

  // What each far end was found to need (core/method_memory.h). Not durable at once: what is
  // lost is learned again.
  virtual Result<std::vector<MethodEntry>> methods() = 0;
  virtual Status keep_method(const MethodEntry& entry) = 0;  // in place of what the place had
  virtual Status forget_method(const MethodPlace& place) = 0;

  // Settings that clients change. Ports come in configured order; unknown ones are new.
  virtual Result<std::optional<ServerSettings>> server_settings() = 0;
  virtual Status save(const ServerSettings& settings) = 0;
  virtual Result<std::vector<PortSettings>> port_settings() = 0;
  virtual Status save(const std::vector<PortSettings>& ports) = 0;

  // Reads something trivial: readiness.
  virtual Status ping() = 0;
};

// In memory, for tests: store/memory. On disk: store/sqlite; `folder` holds caselli.db
// and is locked against other servers (storage_locked names the one that has it).
std::unique_ptr<JobStore> make_memory_store();
Result<std::unique_ptr<JobStore>> open_sqlite_store(const std::string& folder);

}  // namespace caselli
