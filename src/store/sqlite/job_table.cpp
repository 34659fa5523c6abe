#include "store/sqlite/job_table.h"

#include <fmt/format.h>

#include "base/text.h"
#include "store/destination.h"
#include "store/sqlite/values.h"

namespace caselli::sqlite {
namespace {

// What was asked: never changes.
constexpr std::tuple kAsked{
    Column{"direction", &Job::direction},
    Column{"to_number", &Job::to},
    Column{"recipient_name", &Job::recipient_name},
    Column{"sender_name", &Job::sender_name},
    Column{"recipient", &Job::recipient},
    Column{"sender", &Job::sender},
    Column{"subject", &Job::subject},
    Column{"note", &Job::note},
    Column{"cover", &Job::cover},
    Column{"document_name", &Job::document_name},
    Column{"resolution", &Job::resolution},
    Column{"priority", &Job::priority},
    Column{"send_at", &Job::send_at},
    Column{"discount", &Job::discount},
    Column{"tsid", &Job::tsid},
    Column{"billing_code", &Job::billing_code},
    Column{"email", &Job::email},
    Column{"callback_url", &Job::callback_url},
    Column{"labels", &Job::labels},
    Column{"port", &Job::port},
    Column{"user", &Job::user},
    Column{"broadcast", &Job::broadcast},
    Column{"idempotency_key", &Job::idempotency_key},
    Column{"submitted_at", &Job::submitted_at},
};
// What is learnt and where it stands.
constexpr std::tuple kLife{
    Column{"caller_id", &Job::caller_id},
    Column{"routing", &Job::routing},
    Column{"remote_id", &Job::remote_id},
    Column{"csid", &Job::csid},
    Column{"state", &Job::state},
    Column{"outcome", &Job::outcome},
    Column{"pages_done", &Job::pages_done},
    Column{"dials", &Job::dials},
    Column{"tries", &Job::tries},
    Column{"next_at", &Job::next_at},
    Column{"ended_at", &Job::ended_at},
    Column{"cancel_wanted", &Job::cancel_wanted},
    Column{"hold_wanted", &Job::hold_wanted},
    Column{"restart_wanted", &Job::restart_wanted},
    Column{"uncertain", &Job::uncertain},
    Column{"lines", &Job::lines},
};
constexpr std::tuple kMarks{
    Column{"cancel_wanted", &Job::cancel_wanted},
    Column{"hold_wanted", &Job::hold_wanted},
    Column{"restart_wanted", &Job::restart_wanted},
};
constexpr std::tuple kDocument{
    Column{"document", &DocumentFacts::id},
    Column{"document_bytes", &DocumentFacts::bytes},
    Column{"document_pages", &DocumentFacts::pages},
    Column{"document_width", &DocumentFacts::width},
    Column{"document_dpi", &DocumentFacts::resolution},
    Column{"document_best", &DocumentFacts::best},
    Column{"page_bytes", &DocumentFacts::page_bytes},
};
// The coded sizes lie in an array, by Compression.
constexpr std::string_view kCodedSizes = "document_mh, document_mr, document_mmr";

std::string columns() {
  return fmt::format("id, revision, {}, {}, {}, {}", names_of(kAsked), names_of(kLife), names_of(kDocument),
                     kCodedSizes);
}

std::string select(std::string_view more, std::string_view rest) {
  return fmt::format("SELECT {}{} FROM job {}", columns(), more, rest);
}
std::string select(std::string_view rest) { return select("", rest); }

void put_document(Run& run, const DocumentFacts& document) {
  put_columns(run, kDocument, document);
  for (const auto size : document.coded_bytes) put(run, size);
}

Job read(Run& run) {
  Job job;
  take(run, job.id);
  take(run, job.revision);
  take_columns(run, kAsked, job);
  take_columns(run, kLife, job);
  take_columns(run, kDocument, job.document);
  for (auto& size : job.document.coded_bytes) take(run, size);
  return job;
}

std::string states_in(const std::vector<JobState>& states) {
  std::string text;
  for (const auto state : states) text += fmt::format("{}'{}'", text.empty() ? "" : ", ", name_of(state));
  return text;
}

}  // namespace

JobTable::JobTable(Database& database)
    : database_(database),
      insert_(database, fmt::format("INSERT INTO job ({}, {}, {}, {}, destination, seat, unsent_since) "
                                    "VALUES ({}, {}, {}, ?, ?, ?, ?, ?, ?)",
                                    names_of(kAsked), names_of(kLife), names_of(kDocument), kCodedSizes,
                                    marks_of(kAsked), marks_of(kLife), marks_of(kDocument))),
      broadcast_(database, "UPDATE job SET broadcast = ? WHERE id = ?"),
      find_(database, select("WHERE id = ?")),
      of_key_(database, select("WHERE idempotency_key = ? AND idempotency_key <> '' ORDER BY id")),
      state_(database, "SELECT state FROM job WHERE id = ?"),
      open_(database, select("WHERE state IN ('sending', 'receiving') ORDER BY id")),
      lease_ended_(database, select("WHERE state IN ('sending', 'receiving') AND lease_until < ? ORDER BY id")),
      oldest_(
          database,
          select(
              ", unsent_since",
              "INDEXED BY job_unsent WHERE state IN ('queued', 'waiting', 'held') ORDER BY unsent_since, id LIMIT 1")),
      update_(database, fmt::format("UPDATE job SET {}, {}, document_mh = ?, document_mr = ?, document_mmr = ?, "
                                    "seat = ?, revision = revision + 1 WHERE id = ?",
                                    sets_of(kLife), sets_of(kDocument))),
      marks_(database, fmt::format("UPDATE job SET {}, revision = revision + 1 WHERE id = ?", sets_of(kMarks))),
      lease_(database, "UPDATE job SET lease_until = ? WHERE id = ?"),
      pages_(database, "UPDATE job SET pages_done = max(pages_done, ?), revision = revision + 1 WHERE id = ?"),
      since_(database, "UPDATE job SET unsent_since = ? WHERE id = ?"),
      lines_(database,
             "UPDATE job SET lines = ?, seat = ?, revision = revision + 1 "
             "WHERE id = ? AND state IN ('queued', 'waiting', 'held')") {}

JobId JobTable::insert(const Job& job) {
  Run run{insert_};
  put_columns(run, kAsked, job);
  put_columns(run, kLife, job);
  put_document(run, job.document);
  put(run, destination_of(job));
  put(run, seat_of(job));
  put(run, unsent_since(job));
  run.finish();
  return JobId{database_.last_id()};
}

void JobTable::set_broadcast(JobId id, std::int64_t broadcast) { broadcast_.run(broadcast, id).finish(); }

std::optional<Job> JobTable::one(Run& run) {
  if (!run.step()) return {};
  return read(run);
}

std::vector<Job> JobTable::all(Run& run) {
  std::vector<Job> jobs;
  while (run.step()) jobs.push_back(read(run));
  return jobs;
}

std::optional<Job> JobTable::find(JobId id) {
  auto run = find_.run(id);
  return one(run);
}

std::vector<Job> JobTable::of_key(const std::string& idempotency_key) {
  auto run = of_key_.run(idempotency_key);
  return all(run);
}

std::vector<Job> JobTable::list(const JobFilter& filter) {
  std::string where = "WHERE true";
  if (filter.direction) where += " AND direction = ?";
  if (!filter.states.empty()) where += fmt::format(" AND state IN ({})", states_in(filter.states));
  if (!filter.to.empty()) where += " AND (to_number = ? OR (destination <> '' AND destination = ?))";
  if (!filter.from.empty())
    where +=
        " AND instr(lower(sender_name || char(10) || caller_id || char(10) || remote_id || char(10) || tsid), ?) > 0";
  if (filter.since) where += " AND submitted_at >= ?";
  if (filter.before) where += " AND id < ?";
  Statement statement{database_, select(where + " ORDER BY id DESC LIMIT ?")};
  Run run{statement};
  if (filter.direction) put(run, *filter.direction);
  if (!filter.to.empty()) {
    put(run, filter.to);
    put(run, destination_of(filter.to));
  }
  if (!filter.from.empty()) put(run, lower_ascii(filter.from));
  if (filter.since) put(run, *filter.since);
  if (filter.before) put(run, *filter.before);
  put(run, list_limit(filter));
  return all(run);
}

int JobTable::count(const std::vector<JobState>& states) {
  Statement statement{database_, states.empty()
                                     ? std::string{"SELECT count(*) FROM job"}
                                     : fmt::format("SELECT count(*) FROM job WHERE state IN ({})", states_in(states))};
  Run run{statement};
  return run.step() ? static_cast<int>(run.integer()) : 0;
}

std::optional<JobState> JobTable::state(JobId id) {
  auto run = state_.run(id);
  if (!run.step()) return {};
  JobState state{};
  take(run, state);
  return state;
}

std::vector<Job> JobTable::open_ones(std::optional<Instant> lease_ended_before) {
  if (!lease_ended_before) {
    Run run{open_};
    return all(run);
  }
  auto run = lease_ended_.run(*lease_ended_before);
  return all(run);
}

std::optional<JobStore::Unsent> JobTable::oldest_unsent() {
  Run run{oldest_};
  if (!run.step()) return {};
  JobStore::Unsent unsent{read(run), {}};
  take(run, unsent.since);
  return unsent;
}

void JobTable::update(const Job& job) {
  Run run{update_};
  put_columns(run, kLife, job);
  put_document(run, job.document);
  put(run, seat_of(job));
  put(run, job.id);
  run.finish();
}

void JobTable::update_marks(const Job& job) {
  Run run{marks_};
  put_columns(run, kMarks, job);
  put(run, job.id);
  run.finish();
}

void JobTable::update_lease(JobId id, std::optional<Instant> until) { lease_.run(until, id).finish(); }

void JobTable::update_pages_done(JobId id, int pages_done) { pages_.run(pages_done, id).finish(); }

void JobTable::update_unsent_since(JobId id, Instant since) { since_.run(since, id).finish(); }

void JobTable::update_lines(const Job& job) { lines_.run(job.lines, seat_of(job), job.id).finish(); }

}  // namespace caselli::sqlite
