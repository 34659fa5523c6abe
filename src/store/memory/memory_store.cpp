// JobStore in memory, for tests: the same contract, lost with the process. A claim walks
// the queued jobs in order, so its work grows with jobs whose number is busy.

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <tuple>

#include "base/text.h"
#include "store/destination.h"
#include "store/job_store.h"
#include "store/transitions.h"

namespace caselli {
namespace {

class MemoryStore final : public JobStore {
 public:
  Result<std::vector<Job>> add(std::vector<Job> jobs, const std::string& fingerprint) override {
    const std::lock_guard hold{mutex_};
    if (jobs.empty()) return jobs;
    const std::string key = jobs.front().idempotency_key;
    auto known = of_key(key, fingerprint);
    if (!known || !known->empty()) return known;
    if (!key.empty()) keys_[key] = fingerprint;
    const auto first = JobId{last_id_ + 1};
    for (auto& job : jobs) {
      job.id = JobId{++last_id_};
      job.idempotency_key = key;
      job.broadcast = jobs.size() > 1 ? first.value : 0;
      job.revision = 1;
      job.attempts.clear();
      since_[job.id] = unsent_since(job);
      put(job);
    }
    return jobs;
  }

  Result<std::vector<Job>> find_key(const std::string& key, const std::string& fingerprint) override {
    const std::lock_guard hold{mutex_};
    return of_key(key, fingerprint);
  }

  Result<Job> get(JobId id) override {
    const std::lock_guard hold{mutex_};
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return no_such_job(id);
    return found->second;
  }

  Result<std::vector<Job>> list(const JobFilter& filter) override {
    const std::lock_guard hold{mutex_};
    std::vector<Job> some;
    for (auto row = jobs_.rbegin(); row != jobs_.rend(); ++row) {
      if (static_cast<int>(some.size()) == list_limit(filter)) break;
      if (fits(row->second, filter)) some.push_back(row->second);
    }
    return some;
  }

  Result<int> count(const std::vector<JobState>& states) override {
    const std::lock_guard hold{mutex_};
    return static_cast<int>(std::ranges::count_if(
        jobs_, [&](const auto& row) { return states.empty() || std::ranges::count(states, row.second.state) > 0; }));
  }

  Result<std::optional<Claim>> claim(Instant now, const ClaimLimits& limits) override {
    const std::lock_guard hold{mutex_};
    const auto seats = seats_of(limits);
    if (seats.empty()) return std::optional<Claim>{};
    queue_due(now, kDueAtOnce);
    for (const auto& entry : queued_) {
      const JobId id = entry.second;  // put() takes the entry out of the queue
      Job job = jobs_.at(id);
      if (std::ranges::count(seats, seat_of(job)) == 0) continue;
      const auto active = active_.find(destination_of(job));
      if (active != active_.end() && active->second >= limits.per_destination) continue;
      begin_attempt(job, job.attempts.empty() ? 1 : job.attempts.back().number + 1, now);
      put(job);
      leases_[id] = now + limits.lease;
      return std::optional{Claim{std::move(job)}};
    }
    return std::optional<Claim>{};
  }

  Status renew(JobId id, int attempt, PortId port, Instant lease_until) override {
    return change(id, [&](Job& job) -> Status {
      if (auto open = check_open_attempt(job, attempt); !open) return open;
      job.attempts.back().port = port;
      leases_[id] = lease_until;
      return Done{};
    });
  }

  Status unclaim(JobId id, std::optional<Instant> until) override {
    return change(id, [&](Job& job) -> Status {
      if (auto claimed = check_claimed(job); !claimed) return claimed;
      give_back(job, until);
      leases_.erase(id);
      return Done{};
    });
  }

  Status page_confirmed(JobId id, int attempt, int pages_done_of_job) override {
    return change(id, [&](Job& job) -> Status {
      if (auto open = check_open_attempt(job, attempt); !open) return open;
      job.pages_done = std::max(job.pages_done, pages_done_of_job);
      auto& last = job.attempts.back();
      last.pages_done = std::max(last.pages_done, pages_done_of_job - last.first_page + 1);
      ++job.revision;
      return Done{};
    });
  }

  Status end_attempt(const AttemptEnd& end) override {
    return change(end.job, [&](Job& job) -> Status {
      if (auto open = check_open_attempt(job, end.attempt.number); !open) return open;
      apply(end, job);
      leases_.erase(end.job);
      return Done{};
    });
  }

  Result<std::vector<Job>> release_due(Instant now, int limit) override {
    const std::lock_guard hold{mutex_};
    return queue_due(now, limit);
  }

  Result<std::optional<Instant>> next_due() override {
    const std::lock_guard hold{mutex_};
    if (waiting_.empty()) return std::optional<Instant>{};
    return std::optional{std::get<0>(*waiting_.begin())};
  }

  Result<std::optional<Unsent>> oldest_unsent() override {
    const std::lock_guard hold{mutex_};
    if (unsent_.empty()) return std::optional<Unsent>{};
    const auto& [since, id] = *unsent_.begin();
    return std::optional{Unsent{jobs_.at(id), since}};
  }

  Status command(const Job& changed, JobState expected, std::optional<Instant> since) override {
    return change(changed.id, [&](Job& job) -> Status {
      if (auto as_expected = check_state(job.id, job.state, expected); !as_expected) return as_expected;
      if (since) restarted_at(job, *since);
      if (expected == JobState::sending) {
        job.cancel_wanted = changed.cancel_wanted;
        job.hold_wanted = changed.hold_wanted;
        job.restart_wanted = changed.restart_wanted;
      } else {
        const auto attempts = std::move(job.attempts);
        job = changed;
        job.attempts = attempts;
      }
      ++job.revision;
      return Done{};
    });
  }

  Status set_lines(const std::vector<Job>& jobs) override {
    const std::lock_guard hold{mutex_};
    for (const auto& changed : jobs) {
      const auto found = jobs_.find(changed.id);
      if (found == jobs_.end() || !is_unsent(found->second.state)) continue;
      found->second.lines = changed.lines;
      ++found->second.revision;
    }
    return Done{};
  }

  Result<Job> open_received(Job job) override {
    const std::lock_guard hold{mutex_};
    begin_receiving(job);
    job.id = JobId{++last_id_};
    put(job);
    return job;
  }

  Status close_received(const Job& closed) override {
    return change(closed.id, [&](Job& job) -> Status {
      if (auto open = check_state(job.id, job.state, JobState::receiving); !open) return open;
      job = closed;
      ++job.revision;
      return Done{};
    });
  }

  Result<std::vector<Job>> orphans(std::optional<Instant> lease_ended_before) override {
    const std::lock_guard hold{mutex_};
    std::vector<Job> some;
    for (const auto& [id, job] : jobs_) {
      if (job.state != JobState::sending && job.state != JobState::receiving) continue;
      const auto lease = leases_.find(id);
      if (lease_ended_before && (lease == leases_.end() || lease->second >= *lease_ended_before)) continue;
      some.push_back(job);
    }
    return some;
  }

  Status add_trace(JobId id, int attempt, const std::vector<TraceEntry>& entries) override {
    const std::lock_guard hold{mutex_};
    if (!jobs_.contains(id)) return no_such_job(id);
    auto& kept = traces_[{id, attempt}];
    kept.insert(kept.end(), entries.begin(), entries.end());
    return Done{};
  }

  Result<std::vector<TraceEntry>> trace(JobId id, int attempt) override {
    const std::lock_guard hold{mutex_};
    if (!jobs_.contains(id)) return no_such_job(id);
    const auto found = traces_.find({id, attempt});
    return found == traces_.end() ? std::vector<TraceEntry>{} : found->second;
  }

  Result<std::vector<MethodEntry>> methods() override {
    const std::lock_guard hold{mutex_};
    std::vector<MethodEntry> all;
    for (const auto& [place, entry] : methods_) all.push_back(entry);
    return all;
  }
  Status keep_method(const MethodEntry& entry) override {
    const std::lock_guard hold{mutex_};
    methods_[entry.place] = entry;
    return Done{};
  }
  Status forget_method(const MethodPlace& place) override {
    const std::lock_guard hold{mutex_};
    methods_.erase(place);
    return Done{};
  }

  Result<std::optional<ServerSettings>> server_settings() override {
    const std::lock_guard hold{mutex_};
    return server_;
  }
  Status save(const ServerSettings& settings) override {
    const std::lock_guard hold{mutex_};
    server_ = settings;
    return Done{};
  }
  Result<std::vector<PortSettings>> port_settings() override {
    const std::lock_guard hold{mutex_};
    return ports_;
  }
  Status save(const std::vector<PortSettings>& ports) override {
    const std::lock_guard hold{mutex_};
    ports_ = ports;
    return Done{};
  }
  Status ping() override { return Done{}; }

 private:
  static bool fits(const Job& job, const JobFilter& filter) {
    if (filter.direction && job.direction != *filter.direction) return false;
    if (!filter.states.empty() && std::ranges::count(filter.states, job.state) == 0) return false;
    if (!filter.to.empty() && job.to != filter.to &&
        (destination_of(job).empty() || destination_of(job) != destination_of(filter.to)))
      return false;
    if (filter.since && job.submitted_at < *filter.since) return false;
    if (filter.before && job.id >= *filter.before) return false;
    if (filter.from.empty()) return true;
    const auto from = lower_ascii(filter.from);
    const auto holds = [&](const std::string& text) { return lower_ascii(text).find(from) != std::string::npos; };
    return holds(job.sender_name) || holds(job.caller_id) || holds(job.remote_id) || holds(job.tsid);
  }

  Result<std::vector<Job>> of_key(const std::string& key, const std::string& fingerprint) const {
    std::vector<Job> some;
    const auto known = keys_.find(key);
    if (key.empty() || known == keys_.end()) return some;
    if (known->second != fingerprint) return key_conflict(key);
    for (const auto& [id, job] : jobs_)
      if (job.idempotency_key == key) some.push_back(job);
    return some;
  }

  std::vector<Job> queue_due(Instant now, int limit) {
    std::vector<Job> released;
    while (!waiting_.empty() && std::get<0>(*waiting_.begin()) <= now && static_cast<int>(released.size()) < limit) {
      Job job = jobs_.at(std::get<2>(*waiting_.begin()));
      become_due(job);
      put(job);
      released.push_back(std::move(job));
    }
    return released;
  }

  // Changes a copy and keeps it when `body` allows.
  template <class Body>
  Status change(JobId id, Body&& body) {
    const std::lock_guard hold{mutex_};
    const auto found = jobs_.find(id);
    if (found == jobs_.end()) return no_such_job(id);
    Job job = found->second;
    auto done = body(job);
    if (done) put(job);
    return done;
  }

  void restarted_at(const Job& job, Instant since) {
    index(job, false);
    since_[job.id] = since;
    index(job, true);
  }

  // Stores the row and keeps the orders below right.
  void put(const Job& job) {
    if (const auto old = jobs_.find(job.id); old != jobs_.end()) index(old->second, false);
    jobs_[job.id] = job;
    index(job, true);
  }

  static bool is_unsent(JobState state) {
    return state == JobState::queued || state == JobState::waiting || state == JobState::held;
  }

  void index(const Job& job, bool in) {
    const auto keep = [in](auto& order, auto key) {
      if (in)
        order.insert(key);
      else
        order.erase(key);
    };
    if (job.state == JobState::queued) keep(queued_, std::pair{job.priority, job.id});
    if (job.state == JobState::waiting)
      keep(waiting_, std::tuple{job.next_at.value_or(Instant{}), job.priority, job.id});
    if (is_unsent(job.state)) keep(unsent_, std::pair{since_.at(job.id), job.id});
    if (job.state == JobState::sending) {
      const auto destination = destination_of(job);
      active_[destination] += in ? 1 : -1;
      if (active_[destination] == 0) active_.erase(destination);
    }
  }

  std::mutex mutex_;
  std::int64_t last_id_ = 0;
  std::map<JobId, Job> jobs_;
  std::set<std::pair<Priority, JobId>> queued_;
  std::set<std::tuple<Instant, Priority, JobId>> waiting_;
  std::set<std::pair<Instant, JobId>> unsent_;
  std::map<JobId, Instant> since_;     // of jobs to send: since when they could have gone
  std::map<std::string, int> active_;  // calls by destination
  std::map<JobId, Instant> leases_;
  std::map<std::string, std::string> keys_;
  std::map<std::pair<JobId, int>, std::vector<TraceEntry>> traces_;
  std::map<MethodPlace, MethodEntry> methods_;
  std::optional<ServerSettings> server_;
  std::vector<PortSettings> ports_;
};

}  // namespace

std::unique_ptr<JobStore> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace caselli
