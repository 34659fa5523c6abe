#include "store/sqlite/sqlite_store.h"

#include <fmt/format.h>

#include <filesystem>

#include "store/destination.h"
#include "store/sqlite/migrate.h"
#include "store/transitions.h"

namespace caselli::sqlite {
namespace {

[[noreturn]] void refuse(Error error) { throw SqlFailure{std::move(error)}; }
void require(const Status& status) {
  if (!status) refuse(status.error());
}

}  // namespace

SqliteStore::Side::Side(const std::string& path, Database::Access access, std::chrono::milliseconds busy)
    : database(path, access, busy),
      jobs(database),
      attempts(database),
      lanes(database),
      traces(database),
      keys(database),
      methods(database),
      settings(database) {}

Job SqliteStore::Side::with_attempts(Job job) {
  job.attempts = attempts.of(job.id);
  return job;
}

std::vector<Job> SqliteStore::Side::with_attempts(std::vector<Job> some) {
  for (auto& job : some) job.attempts = attempts.of(job.id);
  return some;
}

Job SqliteStore::Side::existing(JobId id) {
  auto job = jobs.find(id);
  if (!job) refuse(no_such_job(id));
  return with_attempts(std::move(*job));
}

Result<std::unique_ptr<JobStore>> SqliteStore::open(const StoreOptions& options) {
  std::error_code failed;
  std::filesystem::create_directories(options.folder, failed);
  if (failed)
    return Error{failed == std::errc::no_space_on_device ? Errc::storage_full : Errc::storage_failed,
                 fmt::format("could not make the data folder {}: {}", options.folder, failed.message())};
  auto lock = FolderLock::take(options.folder);
  if (!lock) return lock.error();
  return guarded([&]() -> Result<std::unique_ptr<JobStore>> {
    const auto path = options.folder + "/caselli.db";
    auto writer = std::make_unique<Side>(path, Database::Access::read_write, options.busy);
    writer->database.exec("PRAGMA foreign_keys = ON");
    writer->database.pragma("journal_mode = WAL");
    writer->database.exec("PRAGMA synchronous = FULL");
    migrate(writer->database);
    auto journal = std::make_unique<Journal>(writer->database, options.busy);
    auto reader = std::make_unique<Side>(path, Database::Access::read_only, options.busy);
    return std::unique_ptr<JobStore>{
        new SqliteStore{*std::move(lock), std::move(writer), std::move(journal), std::move(reader)}};
  });
}

template <class Body>
auto SqliteStore::read(Body&& body) {
  const std::lock_guard hold{reader_->mutex};
  return guarded([&]() -> Result<decltype(body(*reader_))> { return body(*reader_); });
}

template <class Body>
auto SqliteStore::write_quickly(Body&& body, Journal::Mark* mark) {
  const std::lock_guard hold{writer_->mutex};
  return guarded([&]() -> Result<decltype(body(*writer_))> {
    Transaction transaction{writer_->database};
    auto value = body(*writer_);
    transaction.commit();
    const auto made = journal_->committed();
    if (mark) *mark = made;
    return value;
  });
}

template <class Body>
auto SqliteStore::write(Body&& body) {
  Journal::Mark mark = 0;
  auto result = write_quickly(body, &mark);
  if (result)
    if (auto synced = journal_->sync(mark); !synced) return decltype(result){synced.error()};
  return result;
}

std::vector<Job> SqliteStore::jobs_of_key(Side& side, const std::string& key, const std::string& fingerprint) {
  if (key.empty()) return {};
  const auto known = side.keys.fingerprint(key);
  if (!known) return {};
  if (*known != fingerprint) refuse(key_conflict(key));
  return side.with_attempts(side.jobs.of_key(key));
}

Result<std::vector<Job>> SqliteStore::add(std::vector<Job> jobs, const std::string& fingerprint) {
  return write([&](Side& side) {
    if (jobs.empty()) return std::vector<Job>{};
    const std::string key = jobs.front().idempotency_key;
    if (auto known = jobs_of_key(side, key, fingerprint); !known.empty()) return known;
    if (!key.empty()) side.keys.insert(key, fingerprint);
    for (auto& job : jobs) {
      job.idempotency_key = key;
      job.broadcast = jobs.size() > 1 ? jobs.front().id.value : 0;  // of the first one: 0 until it has its id
      job.id = side.jobs.insert(job);
      job.revision = 1;
    }
    if (jobs.size() > 1) {
      jobs.front().broadcast = jobs.front().id.value;
      side.jobs.set_broadcast(jobs.front().id, jobs.front().broadcast);
    }
    return std::move(jobs);
  });
}

Result<std::vector<Job>> SqliteStore::find_key(const std::string& key, const std::string& fingerprint) {
  return read([&](Side& side) { return jobs_of_key(side, key, fingerprint); });
}

Result<Job> SqliteStore::get(JobId id) {
  return read([&](Side& side) { return side.existing(id); });
}

Result<std::vector<Job>> SqliteStore::list(const JobFilter& filter) {
  return read([&](Side& side) { return side.with_attempts(side.jobs.list(filter)); });
}

Result<int> SqliteStore::count(const std::vector<JobState>& states) {
  return read([&](Side& side) { return side.jobs.count(states); });
}

std::vector<Job> SqliteStore::queue_due(Side& side, Instant now, int limit) {
  std::vector<Job> queued;
  for (const auto id : side.lanes.due(now, limit)) {
    Job job = side.existing(id);
    become_due(job);
    side.jobs.update(job);
    queued.push_back(std::move(job));
  }
  return queued;
}

Result<std::vector<Job>> SqliteStore::release_due(Instant now, int limit) {
  return write_quickly([&](Side& side) { return queue_due(side, now, limit); });
}

Result<std::optional<Claim>> SqliteStore::claim(Instant now, const ClaimLimits& limits) {
  const auto seats = seats_of(limits);
  if (seats.empty()) return std::optional<Claim>{};
  return write_quickly([&](Side& side) -> std::optional<Claim> {
    queue_due(side, now, kDueAtOnce);
    const auto id = side.lanes.best(seats, limits.per_destination);
    if (!id) return std::nullopt;
    Claim claim{side.existing(*id)};
    begin_attempt(claim.job, side.attempts.last_number(*id) + 1, now);
    side.jobs.update(claim.job);
    side.jobs.update_lease(*id, now + limits.lease);
    side.attempts.insert(*id, claim.job.attempts.back());
    return claim;
  });
}

Job SqliteStore::open_attempt(Side& side, JobId id, int attempt) {
  Job job = side.existing(id);
  require(check_open_attempt(job, attempt));
  return job;
}

Status SqliteStore::renew(JobId id, int attempt, PortId port, Instant lease_until) {
  return write([&](Side& side) {
    const auto job = open_attempt(side, id, attempt);
    if (port != job.attempts.back().port) side.attempts.set_port(id, attempt, port);
    side.jobs.update_lease(id, lease_until);
    return Done{};
  });
}

Status SqliteStore::unclaim(JobId id, std::optional<Instant> until) {
  return write_quickly([&](Side& side) {
    Job job = side.existing(id);
    require(check_claimed(job));
    side.attempts.erase(id, job.attempts.back().number);
    give_back(job, until);
    side.jobs.update(job);
    side.jobs.update_lease(id, {});
    return Done{};
  });
}

Status SqliteStore::page_confirmed(JobId id, int attempt, int pages_done_of_job) {
  return write([&](Side& side) {
    open_attempt(side, id, attempt);
    side.jobs.update_pages_done(id, pages_done_of_job);
    side.attempts.set_pages_done(id, attempt, pages_done_of_job);
    return Done{};
  });
}

Status SqliteStore::end_attempt(const AttemptEnd& end) {
  return write([&](Side& side) {
    Job job = open_attempt(side, end.job, end.attempt.number);
    apply(end, job);
    side.attempts.replace(job.id, job.attempts.back());
    side.jobs.update(job);
    side.jobs.update_lease(job.id, {});
    return Done{};
  });
}

Result<std::optional<Instant>> SqliteStore::next_due() {
  return read([](Side& side) { return side.lanes.next_due(); });
}

Result<std::optional<JobStore::Unsent>> SqliteStore::oldest_unsent() {
  return read([](Side& side) {
    auto unsent = side.jobs.oldest_unsent();
    if (unsent) unsent->job.attempts = side.attempts.of(unsent->job.id);
    return unsent;
  });
}

Status SqliteStore::command(const Job& changed, JobState expected, std::optional<Instant> unsent_since) {
  return write([&](Side& side) {
    const auto state = side.jobs.state(changed.id);
    if (!state) refuse(no_such_job(changed.id));
    require(check_state(changed.id, *state, expected));
    if (expected == JobState::sending)
      side.jobs.update_marks(changed);
    else
      side.jobs.update(changed);
    if (unsent_since) side.jobs.update_unsent_since(changed.id, *unsent_since);
    return Done{};
  });
}

Status SqliteStore::set_lines(const std::vector<Job>& jobs) {
  return write([&](Side& side) {
    for (const auto& job : jobs) side.jobs.update_lines(job);
    return Done{};
  });
}

Result<Job> SqliteStore::open_received(Job job) {
  return write([&](Side& side) {
    begin_receiving(job);
    job.id = side.jobs.insert(job);
    side.attempts.insert(job.id, job.attempts.back());
    return std::move(job);
  });
}

Status SqliteStore::close_received(const Job& job) {
  return write([&](Side& side) {
    const auto state = side.jobs.state(job.id);
    if (!state) refuse(no_such_job(job.id));
    require(check_state(job.id, *state, JobState::receiving));
    side.jobs.update(job);
    for (const auto& attempt : job.attempts) side.attempts.replace(job.id, attempt);
    return Done{};
  });
}

Result<std::vector<Job>> SqliteStore::orphans(std::optional<Instant> lease_ended_before) {
  return read([&](Side& side) { return side.with_attempts(side.jobs.open_ones(lease_ended_before)); });
}

Status SqliteStore::add_trace(JobId id, int attempt, const std::vector<TraceEntry>& entries) {
  return write_quickly([&](Side& side) {
    if (!side.jobs.state(id)) refuse(no_such_job(id));
    side.traces.append(id, attempt, entries);
    return Done{};
  });
}

Result<std::vector<TraceEntry>> SqliteStore::trace(JobId id, int attempt) {
  return read([&](Side& side) {
    if (!side.jobs.state(id)) refuse(no_such_job(id));
    return side.traces.of(id, attempt);
  });
}

Result<std::vector<MethodEntry>> SqliteStore::methods() {
  return read([](Side& side) { return side.methods.all(); });
}

Status SqliteStore::keep_method(const MethodEntry& entry) {
  return write_quickly([&](Side& side) {
    side.methods.put(entry);
    return Done{};
  });
}

Status SqliteStore::forget_method(const MethodPlace& place) {
  return write_quickly([&](Side& side) {
    side.methods.erase(place);
    return Done{};
  });
}

Result<std::optional<ServerSettings>> SqliteStore::server_settings() {
  return read([](Side& side) { return side.settings.server(); });
}

Status SqliteStore::save(const ServerSettings& settings) {
  return write([&](Side& side) {
    side.settings.save(settings);
    return Done{};
  });
}

Result<std::vector<PortSettings>> SqliteStore::port_settings() {
  return read([](Side& side) { return side.settings.ports(); });
}

Status SqliteStore::save(const std::vector<PortSettings>& ports) {
  return write([&](Side& side) {
    side.settings.save(ports);
    return Done{};
  });
}

Status SqliteStore::ping() {
  return read([](Side& side) {
    side.jobs.state(JobId{});
    return Done{};
  });
}

}  // namespace caselli::sqlite

namespace caselli {

Result<std::unique_ptr<JobStore>> open_sqlite_store(const std::string& folder) {
  return sqlite::SqliteStore::open({folder});
}

}  // namespace caselli
