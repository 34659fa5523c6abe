#include "cli/job_details.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/format.h"
#include "cli/job_table.h"

namespace caselli::cli {
namespace {

const std::vector<Column> kAttemptColumns{
    {.title = "TRY", .align = Align::right, .keep = 100},
    {.title = "START", .keep = 70, .least = 8},
    {.title = "TIME", .align = Align::right, .keep = 50},
    {.title = "PORT", .align = Align::right, .keep = 40},
    {.title = "BY", .keep = 20},
    {.title = "RATE", .align = Align::right, .keep = 30},
    {.title = "ECM", .keep = 10},
    {.title = "PAGES", .align = Align::right, .keep = 60},
    {.title = "STATION", .keep = 15, .least = 8},
    {.title = "OUTCOME", .keep = 90, .least = 10},
    {.title = "CODES", .keep = 5, .least = 10},
};

std::string codes_of(const Attempt& attempt) {
  std::string codes;
  if (attempt.t30_code != 0) codes = fmt::format("T.30 {} {}", attempt.t30_code, attempt.t30_text);
  if (attempt.sip_code != 0) codes += fmt::format("{}SIP {}", codes.empty() ? "" : ", ", attempt.sip_code);
  return codes;
}

std::string document_text(const DocumentFacts& document) {
  if (document.pages == 0) return {};
  std::string text =
      fmt::format("{}, {}", pages_text(document.pages), byte_size(static_cast<std::uint64_t>(document.bytes)));
  if (!document.resolution.empty()) text += fmt::format(", {} dpi, {} px wide", document.resolution, document.width);
  return text;
}

}  // namespace

void Facts::add(std::string_view name, std::string_view value, Style style) {
  if (!value.empty()) rows_.push_back({std::string{name}, clean_text(value, true), style});
}

std::vector<std::string> Facts::lines(const Terminal& terminal) const {
  int widest = 0;
  for (const auto& row : rows_) widest = std::max(widest, display_width(row.name));
  const int start = 2 + widest + 2;
  std::vector<std::string> lines;
  for (const auto& row : rows_) {
    const std::string value = clean_text(row.value, terminal.utf8 || !terminal.interactive);
    const auto wrapped = terminal.interactive ? wrap_text(value, std::max(terminal.size().columns - start, 20))
                                              : std::vector<std::string>{value};
    for (std::size_t i = 0; i < wrapped.size(); ++i)
      lines.push_back("  " + styled(pad_text(i == 0 ? row.name : "", widest + 2), Style::dim, terminal) +
                      styled(wrapped[i], row.style, terminal));
  }
  return lines;
}

Facts job_facts(const Job& job, Instant now) {
  const bool out = job.direction == Direction::send;
  Facts facts;
  facts.add("status",
            out && !is_final(job.state) ? fmt::format("{} {}", look_of(job.state).words, waiting_for(job, now))
                                        : ending_of(job),
            look_of(job.state).style);
  facts.add(out ? "to" : "from", remote_of(job));
  facts.add("recipient", job.recipient_name);
  facts.add("sender", job.sender_name);
  facts.add("subject", job.subject);
  facts.add("note", job.note);
  facts.add("document", job.document_name);
  facts.add("size", document_text(job.document));
  if (out && job.document.pages > 0)
    facts.add("confirmed", fmt::format("{} of {}", job.pages_done, pages_text(job.document.pages)));
  facts.add("station", job.remote_id);
  facts.add("called", job.routing);
  if (out) facts.add("priority", name_of(job.priority));
  facts.add("port", job.port ? job.port->text() : "");
  facts.add("billing", job.billing_code);
  facts.add("by", job.user);
  facts.add(out ? "submitted" : "received", clock_text(job.submitted_at, now));
  if (job.send_at) facts.add("not before", clock_text(*job.send_at, now));
  if (job.ended_at) facts.add("ended", clock_text(*job.ended_at, now));
  if (job.broadcast != 0) facts.add("broadcast", fmt::format("with fax {}", job.broadcast));
  if (job.uncertain) facts.add("uncertain", "the server stopped during a call: its last page may have arrived twice");
  return facts;
}

Table attempt_table(const Job& job, Instant now) {
  Table table{kAttemptColumns};
  for (const auto& attempt : job.attempts) {
    const bool good = row_of(attempt.outcome).good;
    table.add({std::to_string(attempt.number), clock_text(attempt.start, now),
               seconds_text(attempt.end.value_or(now) - attempt.start), attempt.port ? attempt.port.text() : "",
               std::string{attempt.transport == Transport::none ? "" : name_of(attempt.transport)},
               attempt.bit_rate > 0 ? std::to_string(attempt.bit_rate) : "",
               std::string{attempt.answered ? (attempt.ecm ? "yes" : "no") : ""}, std::to_string(attempt.pages_done),
               attempt.remote_id,
               attempt.end ? Cell{std::string{code_of(attempt.outcome)}, good ? Style::green : Style::red}
                           : Cell{"running", Style::yellow},
               codes_of(attempt)});
  }
  return table;
}

}  // namespace caselli::cli
