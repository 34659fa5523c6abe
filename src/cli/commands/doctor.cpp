// `caselli doctor [JOB]`: why a fax failed; without one, whether the installation is sound.

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/commands/job_id.h"
#include "cli/context.h"
#include "cli/diagnosis.h"
#include "cli/format.h"
#include "cli/job_details.h"
#include "cli/job_table.h"
#include "service/service_json.h"

namespace caselli::cli {
namespace {

constexpr std::size_t kUsualFrames = 16;  // the last ones of an attempt

struct DoctorOptions {
  std::string job;
  bool all = false;
};

std::string_view name_of(Health health) {
  switch (health) {
    case Health::good:
      return "good";
    case Health::bad:
      return "bad";
    case Health::not_seen:
      break;
  }
  return "not_seen";
}

int examine(Context& context) {
  const auto findings = examine_installation(context);
  const bool sound = std::ranges::none_of(findings, [](const Finding& each) { return each.health != Health::good; });
  if (context.json()) {
    Json checks = Json::array();
    for (const auto& each : findings)
      checks.push_back(
          {{"name", each.name}, {"health", name_of(each.health)}, {"text", each.text}, {"advice", each.advice}});
    context.print(to_text(Json{{"sound", sound}, {"checks", std::move(checks)}}));
    return sound ? 0 : 1;
  }
  const Terminal& terminal = context.terminal();
  for (const auto& each : findings) {
    const bool good = each.health == Health::good;
    const Style style = good ? Style::green : each.health == Health::bad ? Style::red : Style::dim;
    const std::string_view symbol = good ? "✓" : each.health == Health::bad ? "✗" : "·";
    const std::string_view word = good ? "ok" : each.health == Health::bad ? "bad" : "-";
    const bool symbols = terminal.interactive && terminal.utf8;
    context.print(fmt::format("{} {} {}", styled(symbols ? symbol : pad_text(word, 3), style, terminal),
                              pad_text(each.name, 9), clean_text(each.text, terminal.utf8)));
    if (!each.advice.empty()) context.print(fmt::format("{:{}}{}", "", symbols ? 12 : 14, each.advice));
  }
  return sound ? 0 : 1;
}

// The ladder of one attempt: seconds since its first entry, direction, frame.
void print_trace(Context& context, const AttemptTrace& trace, bool all) {
  const Terminal& terminal = context.terminal();
  const auto& entries = trace.entries;
  const std::size_t first = all || entries.size() <= kUsualFrames ? 0 : entries.size() - kUsualFrames;
  context.print("");
  context.print(styled(first > 0 ? fmt::format("last exchanges of try {} (--all shows {} more)", trace.attempt, first)
                                 : fmt::format("exchanges of try {}", trace.attempt),
                       Style::bold, terminal));
  for (std::size_t i = first; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    const double seconds = std::chrono::duration<double>(entry.at - entries.front().at).count();
    const Style style = entry.way == '>' ? Style::green : entry.way == '<' ? Style::cyan : Style::dim;
    const std::string head =
        fmt::format("  {:>8.3f} s  {} {}", seconds, entry.way, pad_text(clean_text(entry.what, terminal.utf8), 10));
    const std::string detail = clean_text(entry.detail, terminal.utf8);
    const int room = terminal.interactive ? terminal.size().columns - display_width(head) - 2 : display_width(detail);
    context.print(styled(head, style, terminal) + "  " + cut_text(detail, std::max(room, 0), terminal.utf8));
  }
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
  if (context.json()) {
    context.print(to_text(Json{{"outcome", outcome.code},
                               {"cause", outcome.text},
                               {"advice", advice_on(*job)},
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
  facts.add("advice", advice_on(*job));
  if (!job->attempts.empty()) {
    const Attempt& last = job->attempts.back();
    if (last.t30_code != 0) facts.add("engine", fmt::format("{} (T.30 code {})", last.t30_text, last.t30_code));
    if (last.sip_code != 0) facts.add("network", fmt::format("SIP {}", last.sip_code));
    facts.add("station", last.remote_id);
  }
  facts.add("waits for", waiting_for(*job, context.now()));
  facts.add("tries", calls_text(*job));
  context.print(facts.lines(terminal));
  if (!job->attempts.empty()) {
    context.print("");
    context.print(attempt_table(*job, context.now()).lines(terminal));
  }
  if (options.all)
    for (const auto& each : *trace) print_trace(context, each, true);
  else if (!trace->empty())
    print_trace(context, trace->back(), false);
  return 0;
}

}  // namespace

Command doctor_command() {
  return {.name = "doctor",
          .group = "Server",
          .summary = "Say why a fax failed, or check the installation",
          .setup = [](Options& line) {
            const auto options = std::make_shared<DoctorOptions>();
            line.about(
                "With a fax: what happened, what to do, its attempts and the last frames on the line. Without one: "
                "whether the server is there, lets us in, is ready and has what it needs; ends with 1 when not.");
            line.argument("JOB", options->job, false, "The number of a fax");
            line.flag("--all", options->all, "All exchanges of all attempts, not only the last");
            line.example("caselli doctor 17", "why fax 17 failed");
            line.example("caselli doctor", "is everything in place?");
            return Action{[options](Context& context) {
              return options->job.empty() ? examine(context) : explain(context, *options);
            }};
          }};
}

}  // namespace caselli::cli
