#include "store/sqlite/attempt_table.h"

#include <fmt/format.h>

#include "store/sqlite/values.h"

namespace caselli::sqlite {
namespace {

constexpr std::tuple kAttempt{
    Column{"number", &Attempt::number},
    Column{"started_at", &Attempt::start},
    Column{"ended_at", &Attempt::end},
    Column{"port", &Attempt::port},
    Column{"transport", &Attempt::transport},
    Column{"bit_rate", &Attempt::bit_rate},
    Column{"ecm", &Attempt::ecm},
    Column{"outcome", &Attempt::outcome},
    Column{"answered", &Attempt::answered},
    Column{"t30_code", &Attempt::t30_code},
    Column{"t30_text", &Attempt::t30_text},
    Column{"sip_code", &Attempt::sip_code},
    Column{"first_page", &Attempt::first_page},
    Column{"pages_done", &Attempt::pages_done},
    Column{"remote_id", &Attempt::remote_id},
};
constexpr std::tuple kPage{
    Column{"page", &PageResult::page},
    Column{"width", &PageResult::width},
    Column{"length", &PageResult::length},
    Column{"bytes", &PageResult::bytes},
    Column{"bad_rows", &PageResult::bad_rows},
    Column{"bit_rate", &PageResult::bit_rate},
    Column{"resolution", &PageResult::resolution},
    Column{"compression", &PageResult::compression},
    Column{"ecm", &PageResult::ecm},
    Column{"confirmed", &PageResult::confirmed},
};

}  // namespace

AttemptTable::AttemptTable(Database& database)
    : of_(database, fmt::format("SELECT {} FROM attempt WHERE job = ? ORDER BY number", names_of(kAttempt))),
      pages_of_(database,
                fmt::format("SELECT {} FROM page WHERE job = ? AND attempt = ? ORDER BY seq", names_of(kPage))),
      last_(database, "SELECT max(number) FROM attempt WHERE job = ?"),
      insert_(database,
              fmt::format("INSERT INTO attempt (job, {}) VALUES (?, {})", names_of(kAttempt), marks_of(kAttempt))),
      update_(database, fmt::format("UPDATE attempt SET {} WHERE job = ? AND number = ?", sets_of(kAttempt))),
      port_(database, "UPDATE attempt SET port = ? WHERE job = ? AND number = ?"),
      progress_(database,
                "UPDATE attempt SET pages_done = max(pages_done, ? - first_page + 1) WHERE job = ? AND number = ?"),
      erase_(database, "DELETE FROM attempt WHERE job = ? AND number = ?"),
      insert_page_(database, fmt::format("INSERT INTO page (job, attempt, seq, {}) VALUES (?, ?, ?, {})",
                                         names_of(kPage), marks_of(kPage))),
      erase_pages_(database, "DELETE FROM page WHERE job = ? AND attempt = ?") {}

std::vector<Attempt> AttemptTable::of(JobId job) {
  std::vector<Attempt> attempts;
  {
    auto run = of_.run(job);
    while (run.step()) take_columns(run, kAttempt, attempts.emplace_back());
  }
  for (auto& attempt : attempts) {
    auto run = pages_of_.run(job, attempt.number);
    while (run.step()) take_columns(run, kPage, attempt.pages.emplace_back());
  }
  return attempts;
}

int AttemptTable::last_number(JobId job) {
  auto run = last_.run(job);
  return run.step() ? static_cast<int>(run.integer()) : 0;
}

void AttemptTable::insert(JobId job, const Attempt& attempt) {
  {
    auto run = insert_.run(job);
    put_columns(run, kAttempt, attempt);
    run.finish();
  }
  insert_pages(job, attempt);
}

void AttemptTable::replace(JobId job, const Attempt& attempt) {
  {
    Run run{update_};
    put_columns(run, kAttempt, attempt);
    put(run, job);
    put(run, attempt.number);
    run.finish();
  }
  erase_pages_.run(job, attempt.number).finish();
  insert_pages(job, attempt);
}

void AttemptTable::insert_pages(JobId job, const Attempt& attempt) {
  int seq = 0;
  for (const auto& page : attempt.pages) {
    auto run = insert_page_.run(job, attempt.number, seq++);
    put_columns(run, kPage, page);
    run.finish();
  }
}

void AttemptTable::set_port(JobId job, int number, PortId port) { port_.run(port, job, number).finish(); }

void AttemptTable::set_pages_done(JobId job, int number, int pages_done_of_job) {
  progress_.run(pages_done_of_job, job, number).finish();
}

void AttemptTable::erase(JobId job, int number) { erase_.run(job, number).finish(); }

}  // namespace caselli::sqlite
