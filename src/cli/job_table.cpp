#include "cli/job_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/format.h"

namespace caselli::cli {
namespace {

const std::vector<Column> kJobColumns{
    {.title = "ID", .align = Align::right, .keep = 100},
    {.title = "STATUS", .keep = 90, .least = 11},
    {.title = "", .keep = 15},
    {.title = "TO/FROM", .keep = 80, .least = 10},
    {.title = "PAGES", .align = Align::right, .keep = 60},
    {.title = "NAME", .keep = 40, .least = 8},
    {.title = "AGE", .align = Align::right, .keep = 30},
    {.title = "OUTCOME", .keep = 50, .least = 8},
    {.title = "TRIES", .align = Align::right, .keep = 20},
};

constexpr std::size_t kJobDirectionColumn = 2;

const std::vector<Column> kInboxColumns{
    {.title = "ID", .align = Align::right, .keep = 100},
    {.title = "STATUS", .keep = 90, .least = 11},
    {.title = "FROM", .keep = 80, .least = 10},
    {.title = "STATION", .keep = 40, .least = 8},
    {.title = "PAGES", .align = Align::right, .keep = 70},
    {.title = "PORT", .align = Align::right, .keep = 10},
    {.title = "RECEIVED", .keep = 30, .least = 8},
    {.title = "AGE", .align = Align::right, .keep = 60},
    {.title = "OUTCOME", .keep = 50, .least = 8},
};

// `2/3` while some are confirmed and some are not, else the number of pages.
std::string pages_of(const Job& job) {
  const int pages = job.document.pages;
  if (pages == 0) return job.pages_done > 0 ? std::to_string(job.pages_done) : "";
  const bool part = job.pages_done < pages && (job.pages_done > 0 || job.state == JobState::failed);
  return part ? fmt::format("{}/{}", job.pages_done, pages) : std::to_string(pages);
}

Cell status_cell(const Job& job, const Terminal& terminal) {
  const Look look = look_of(job.state);
  return {shown(look, terminal), look.style};
}

Cell outcome_cell(const Job& job) {
  if (job.outcome == Outcome::none) return {};
  return {std::string{code_of(job.outcome)}, row_of(job.outcome).good ? Style::green : Style::red};
}

std::string plural(int count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

Table job_table(std::span<const Job> jobs, Instant now, const Terminal& terminal) {
  auto columns = kJobColumns;
  if (!terminal.interactive) columns[kJobDirectionColumn].title = "DIRECTION";
  Table table{std::move(columns)};
  for (const auto& job : jobs) {
    const int tries = std::max(job.tries, static_cast<int>(job.attempts.size()));
    table.add({job.id.text(),
               status_cell(job, terminal),
               {direction_mark(job.direction, terminal), Style::dim},
               remote_of(job),
               pages_of(job),
               job.document_name,
               age_text(job.submitted_at, now),
               outcome_cell(job),
               tries > 0 ? std::to_string(tries) : ""});
  }
  return table;
}

Table inbox_table(std::span<const Job> jobs, Instant now, const Terminal& terminal) {
  Table table{kInboxColumns};
  for (const auto& job : jobs)
    table.add({job.id.text(), status_cell(job, terminal), remote_of(job), job.remote_id, pages_of(job),
               job.port ? job.port->text() : "", clock_text(job.submitted_at, now), age_text(job.submitted_at, now),
               outcome_cell(job)});
  return table;
}

std::string remote_of(const Job& job) {
  if (job.direction == Direction::send) return job.to;
  if (!job.caller_id.empty()) return job.caller_id;
  return job.remote_id.empty() ? "unknown" : job.remote_id;
}

std::string fax_title(const Job& job) {
  return fmt::format("fax {} {} {}", job.id.text(), job.direction == Direction::send ? "to" : "from", remote_of(job));
}

std::string calls_text(const Job& job) {
  // The server's counts begin anew with a restart; the attempts do not.
  const int tries =
      std::max<int>(job.tries, static_cast<int>(std::ranges::count(job.attempts, true, &Attempt::answered)));
  const int calls = std::max<int>(job.dials, static_cast<int>(job.attempts.size()));
  if (calls == 0) return {};
  if (calls <= tries) return plural(tries, "try", "tries");
  if (tries == 0) return plural(calls, "call", "calls");
  return fmt::format("{}, {}", plural(tries, "try", "tries"), plural(calls, "call", "calls"));
}

std::string ending_of(const Job& job) {
  const OutcomeRow& row = row_of(job.outcome);
  std::string text{look_of(job.state).words};
  if (row.good) {
    text += ": " + pages_text(std::max(job.pages_done, job.document.pages));
    if (job.ended_at && !job.attempts.empty())
      text += " in " + seconds_text(*job.ended_at - job.attempts.front().start);
    if (std::max<std::size_t>(static_cast<std::size_t>(job.dials), job.attempts.size()) > 1)
      text += ", " + calls_text(job);
    return text;
  }
  if (job.outcome != Outcome::none && job.outcome != Outcome::cancelled)
    text += fmt::format(": {} ({})", row.text, row.code);
  if (job.pages_done > 0) text += fmt::format(", {} of {} confirmed", job.pages_done, pages_text(job.document.pages));
  if (const auto calls = calls_text(job); !calls.empty()) text += ", after " + calls;
  return text;
}

std::string waiting_for(const Job& job, Instant now) {
  if (job.state == JobState::held)
    return fmt::format("held by a person: `caselli resume {}` sends it on", job.id.text());
  if (job.state != JobState::waiting) return {};
  std::string text;
  if (job.outcome != Outcome::none) text += std::string{row_of(job.outcome).text} + "; ";
  if (job.next_at)
    text += fmt::format("{} {}", job.dials > 0 ? "next call" : "first call", clock_text(*job.next_at, now));
  else
    text += "waits for its time";
  return text;
}

std::string advice_on(const Job& job) {
  const OutcomeRow& row = row_of(job.outcome);
  // The table's advice for what is tried again speaks of the next try.
  if (job.state == JobState::failed && row.retry != Retry::no)
    return fmt::format("all its tries are used up: `caselli restart {}` begins anew", job.id.text());
  return std::string{row.advice};
}

}  // namespace caselli::cli
