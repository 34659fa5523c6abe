// `caselli job ID`: one fax in full.

#include <fmt/format.h>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/commands/job_id.h"
#include "cli/context.h"
#include "cli/job_details.h"
#include "cli/job_table.h"
#include "service/service_json.h"

namespace caselli::cli {
namespace {

int show_job(Context& context, const std::string& word) {
  const auto id = parse_job_id("job", word);
  if (!id) return context.fail(id.error());
  const auto service = context.service();
  if (!service) return context.fail(service.error());
  const auto job = (*service)->fax(*id);
  if (!job) return context.fail(job.error(), advice_for(job.error()));
  if (context.json()) {
    context.print(to_text(to_json(*job)));
    return 0;
  }
  const Terminal& terminal = context.terminal();
  context.print(styled(clean_text(fax_title(*job), terminal.utf8), Style::bold, terminal));
  context.print(job_facts(*job, context.now()).lines(terminal));
  if (!job->attempts.empty()) {
    context.print("");
    context.print(attempt_table(*job, context.now()).lines(terminal));
  }
  return 0;
}

}  // namespace

Command job_command() {
  return {.name = "job", .group = "Faxes", .summary = "Show one fax and its attempts", .setup = [](Options& line) {
            const auto id = std::make_shared<std::string>();
            line.argument("ID", *id, true, "The number of the fax, as `caselli jobs` shows it");
            line.example("caselli job 17", "all that is known of fax 17");
            line.example("caselli job 17 --json | jq .attempts", "its attempts, for a script");
            return Action{[id](Context& context) { return show_job(context, *id); }};
          }};
}

}  // namespace caselli::cli
