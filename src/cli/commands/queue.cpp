// `caselli cancel`, `hold`, `resume`, `restart`: what people do to faxes in the queue.

#include <fmt/format.h>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/commands/job_id.h"
#include "cli/context.h"
#include "cli/job_table.h"
#include "service/service_json.h"

namespace caselli::cli {
namespace {

struct QueueVerb {
  std::string_view name;
  std::string_view summary;
  Result<Job> (FaxService::*act)(JobId);
  bool Job::*wanted;      // set while the fax is on the line and the wish still has to come true
  std::string_view soon;  // then said
  std::string_view explanation;
};

constexpr QueueVerb kVerbs[] = {
    {"cancel", "Cancel faxes, also in the middle of a call", &FaxService::cancel, &Job::cancel_wanted,
     "is being cancelled: the call ends now", "A fax that is being sent is stopped at once"},
    {"hold", "Stop faxes until they are resumed", &FaxService::hold, &Job::hold_wanted,
     "will be held when its call has ended", "A call that runs is not cut off; what it leaves unsent is held"},
    {"resume", "Let held faxes go on", &FaxService::resume, nullptr, "",
     "It goes on with the first page that was not confirmed"},
    {"restart", "Send faxes again from the first page", &FaxService::restart, &Job::restart_wanted,
     "will be sent again from the first page when its call has ended",
     "For faxes that failed or were cancelled, and to begin a waiting one anew"},
};

int act_on(Context& context, const QueueVerb& verb, const std::vector<std::string>& words) {
  std::vector<JobId> ids;
  for (const auto& word : words) {
    const auto id = parse_job_id(verb.name, word);
    if (!id) return context.fail(id.error());
    ids.push_back(*id);
  }
  const auto service = context.service();
  if (!service) return context.fail(service.error());
  int worst = 0;
  for (const auto id : ids) {
    const auto job = ((**service).*verb.act)(id);
    if (!job) {
      const int status = context.fail(job.error(), advice_for(job.error()));
      worst = worst == 0 ? status : worst;
    } else if (context.json()) {
      context.print(to_text(to_json(*job)));
    } else {
      const bool soon = verb.wanted != nullptr && (*job).*verb.wanted && !is_final(job->state);
      context.print(clean_text(soon ? fmt::format("{} {}", fax_title(*job), verb.soon)
                                    : fmt::format("{}: {}", fax_title(*job), name_of(job->state)),
                               context.terminal().utf8));
    }
  }
  return worst;
}

Command make_command(const QueueVerb& verb) {
  return {.name = std::string{verb.name},
          .group = "Faxes",
          .summary = std::string{verb.summary},
          .setup = [&verb](Options& line) {
            const auto ids = std::make_shared<std::vector<std::string>>();
            line.about(fmt::format("{}.", verb.explanation));
            line.arguments("ID", *ids, true, "The number of the fax, as `caselli jobs` shows it");
            line.example(fmt::format("caselli {} 17", verb.name), "one fax, by its number");
            return Action{[&verb, ids](Context& context) { return act_on(context, verb, *ids); }};
          }};
}

}  // namespace

Command cancel_command() { return make_command(kVerbs[0]); }
Command hold_command() { return make_command(kVerbs[1]); }
Command resume_command() { return make_command(kVerbs[2]); }
Command restart_command() { return make_command(kVerbs[3]); }

}  // namespace caselli::cli
