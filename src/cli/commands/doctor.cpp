// `caselli doctor [JOB]`: why a fax failed; without one, whether the installation is sound.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/commands/job_id.h"
#include "cli/context.h"
#include "cli/diagnosis.h"
#include "cli/fax_diagnosis.h"
#include "cli/format.h"
#include "cli/job_details.h"
#include "cli/job_table.h"
#include "cli/ladder.h"
#include "service/service_json.h"

namespace caselli::cli {
namespace {

struct DoctorOptions {
  std::string job;
  bool all = false;
  bool messages = false;
};

struct HealthLook {
  std::string_view symbol, word;
  Style style;
};
constexpr HealthLook kHealthLooks[] = {
    {"✓", "ok", Style::green}, {"!", "warn", Style::yellow}, {"✗", "bad", Style::red}, {"·", "-", Style::dim}};
static_assert(std::size(kHealthLooks) == static_cast<std::size_t>(Health::not_seen) + 1);

// Names in a column, text and advice wrapped beside it.
void print_findings(Context& context, const std::vector<Finding>& findings) {
  const Terminal& terminal = context.terminal();
  const bool symbols = terminal.interactive && terminal.utf8;
  int widest = 9;
  for (const auto& each : findings) widest = std::max(widest, display_width(each.name));
  const int start = (symbols ? 2 : 5) + widest + 1;
  const auto wrapped = [&](const std::string& text) {
    const auto clean = clean_text(text, terminal.utf8);
    return terminal.interactive ? wrap_text(clean, std::max(terminal.size().columns - start, 20))
                                : std::vector<std::string>{clean};
  };
  for (const auto& each : findings) {
    const auto& look = kHealthLooks[static_cast<std::size_t>(each.health)];
    const auto name = pad_text(clean_text(each.name, terminal.utf8), widest);
    std::string head =
        fmt::format("{} {} ", styled(symbols ? look.symbol : pad_text(look.word, 4), look.style, terminal), name);
    const std::string margin(static_cast<std::size_t>(start), ' ');
    for (const auto& line : wrapped(each.text)) context.print(std::exchange(head, margin) + line);
    if (!each.advice.empty())
      for (const auto& line : wrapped(each.advice)) context.print(margin + styled(line, Style::dim, terminal));
  }
}

int examine(Context& context) {
  const auto findings = examine_installation(context);
  const bool sound = std::ranges::none_of(
      findings, [](const Finding& each) { return each.health == Health::bad || each.health == Health::not_seen; });
  if (context.json()) {
    Json json = to_json(findings);
    json["sound"] = sound;
    context.print(to_text(json));
  } else {
    print_findings(context, findings);
  }
  return sound ? 0 : 1;
}

// The attempt that is explained: the last one that ended, with its trace.
struct Explained {
  const Attempt* attempt = nullptr;
  const AttemptTrace* trace = nullptr;
  const DiagnosisRow* row = nullptr;
};

Explained last_attempt(const Job& job, const std::vector<AttemptTrace>& traces) {
  Explained last;
  if (job.attempts.empty()) return last;
  last.attempt = &job.attempts.back();
  const auto trace = std::ranges::find(traces, last.attempt->number, &AttemptTrace::attempt);
  if (trace != traces.end()) last.trace = &*trace;
  if (last.attempt->end && !row_of(job.outcome).good)
    last.row = diagnose(*last.attempt, last.trace ? last.trace->entries : std::span<const TraceEntry>{});
  return last;
}

// `SIP 486: 486 busy here; Q.850 cause 17 user busy`: the number, and the line's own words.
std::string network_text(const Attempt& attempt, const AttemptTrace* trace) {
  std::string code = fmt::format("SIP {}", attempt.sip_code);
  if (!trace) return code;
  const auto said = std::ranges::find(trace->entries, "released", &TraceEntry::what);
  return said == trace->entries.end() || said->detail.empty() ? code : fmt::format("{}: {}", code, said->detail);
}

void add_attempt(Facts& facts, const Explained& last) {
  const Attempt& attempt = *last.attempt;
  facts.add("method", method_text(attempt, last.trace ? last.trace->entries : std::span<const TraceEntry>{}));
  if (attempt.t30_code != 0) facts.add("engine", fmt::format("{} (T.30 code {})", attempt.t30_text, attempt.t30_code));
  if (attempt.sip_code != 0) facts.add("network", network_text(attempt, last.trace));
  facts.add("station", attempt.remote_id);
}

int explain(Context& context, const DoctorOptions& options) {
  const auto id = parse_job_id("doctor", options.job);
  if (!id) return context.fail(id.error());
  const auto service = context.service();
  if (!service) return context.fail(service.error());
  const auto job = (*service)->fax(*id);
  if (!job) return context.fail(job.error(), advice_for(job.error()));
  const auto trace = (*service)->trace(*id);
  if (!trace) return context.fail(trace.error(), advice_for(trace.error()));
  const OutcomeRow& outcome = row_of(job->outcome);
  const auto last = last_attempt(*job, *trace);
  if (context.json()) {
    context.print(to_text(Json{{"outcome", outcome.code},
                               {"cause", outcome.text},
                               {"advice", advice_on(*job)},
                               {"details", last.row ? last.row->happened : ""},
                               {"try", last.row ? last.row->advice : ""},
                               {"fax", to_json(*job)},
                               {"trace", to_json(*trace)}}));
    return 0;
  }
  const Terminal& terminal = context.terminal();
  context.print(styled(clean_text(fmt::format("{}: {}", fax_title(*job), look_of(job->state).words), terminal.utf8),
                       Style::bold, terminal));
  Facts facts;
  facts.add(
      "cause",
      job->outcome == Outcome::none ? "no attempt has ended yet" : fmt::format("{} ({})", outcome.text, outcome.code),
      outcome.good || job->outcome == Outcome::none ? Style::plain : Style::red);
  if (last.row) facts.add("details", last.row->happened);
  facts.add("advice", advice_on(*job));
  if (last.row) facts.add("try", last.row->advice);
  if (last.attempt) add_attempt(facts, last);
  facts.add("waits for", waiting_for(*job, context.now()));
  facts.add("tries", calls_text(*job));
  context.print(facts.lines(terminal));
  if (!job->attempts.empty()) {
    context.print("");
    context.print(attempt_table(*job, context.now()).lines(terminal));
  }
  const LadderLook look{options.all, options.messages};
  for (const auto& each : *trace) {
    if (!options.all && &each != &trace->back()) continue;
    context.print("");
    context.print(ladder_lines(each, look, terminal));
  }
  return 0;
}

}  // namespace

Command doctor_command() {
  return {
      .name = "doctor",
      .group = "Server",
      .summary = "Say why a fax failed, or check the installation",
      .setup = [](Options& line) {
        const auto options = std::make_shared<DoctorOptions>();
        line.about(
            "With a fax: what happened, what to do, its attempts and the last SIP messages and T.30 frames. Without "
            "one: whether the server is there, lets us in and is ready; its lines, names, addresses, ports, "
            "libraries and disk; and, on the same machine, a fax to ourselves. Ends with 1 when something is bad.");
        line.argument("JOB", options->job, false, "The number of a fax");
        line.flag("--all", options->all, "All exchanges of all attempts, not only the last");
        line.flag("--messages", options->messages, "SIP messages as they are, below their line");
        line.example("caselli doctor 17", "why fax 17 failed");
        line.example("caselli doctor", "is everything in place?");
        return Action{[options](Context& context) {
          return options->job.empty() ? examine(context) : explain(context, *options);
        }};
      }};
}

}  // namespace caselli::cli
