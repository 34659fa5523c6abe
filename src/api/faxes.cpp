// /v1/faxes: the queue, the history and the inbox, and commands to one fax.

#include <fmt/format.h>

#include "api/answers.h"
#include "api/handlers.h"
#include "base/text.h"
#include "service/service_json.h"

namespace caselli::handlers {
namespace {

constexpr int kMostListed = 1000;

Error wrong_parameter(std::string_view name, std::string_view value, std::string_view expected) {
  return {Errc::invalid_argument, fmt::format("query parameter '{}' is '{}': expected {}", name, value, expected)};
}

Result<FaxFilter> filter_of(const ApiCall& call) {
  FaxFilter filter;
  if (const std::string* name = call.parameter("direction")) {
    filter.direction = parse_direction(*name);
    if (!filter.direction || filter.direction == Direction::none)
      return wrong_parameter("direction", *name, "send or receive");
  }
  for (const std::string& name : call.list("status")) {
    const auto state = parse_job_state(name);
    if (!state)
      return wrong_parameter(
          "status", name, "queued, preparing, sending, waiting, held, sent, failed, cancelled, receiving or received");
    filter.states.push_back(*state);
  }
  if (const std::string* to = call.parameter("to")) filter.to = *to;
  if (const std::string* from = call.parameter("from")) filter.from = *from;
  if (const std::string* since = call.parameter("since")) {
    filter.since = parse_rfc3339(*since);
    if (!filter.since) return wrong_parameter("since", *since, "an instant such as 2026-11-22T10:27:00Z");
  }
  const auto limit = call.number("limit", 1, kMostListed);
  if (!limit) return limit.error();
  filter.limit = limit->value_or(filter.limit);
  if (const std::string* cursor = call.parameter("cursor")) filter.cursor = *cursor;
  return filter;
}

ApiAnswer command(ApiCall& call, Result<Job> (FaxService::*act)(JobId)) {
  const auto id = job_id(call);
  if (!id) return id.error();
  const auto job = (call.parts.service.*act)(*id);
  if (!job) return job.error();
  return json_answer(to_json(*job));
}

}  // namespace

Result<JobId> job_id(const ApiCall& call) {
  const std::string& text = call.arguments.front();
  if (const auto id = JobId::parse(text)) return *id;
  return Error{Errc::not_found, fmt::format("there is no fax '{}': GET /v1/faxes lists them", text)};
}

ApiAnswer list_faxes(ApiCall& call) {
  const auto filter = filter_of(call);
  if (!filter) return filter.error();
  const auto page = call.parts.service.faxes(*filter);
  if (!page) return page.error();
  return json_answer(to_json(*page));
}

ApiAnswer fax(ApiCall& call) { return command(call, &FaxService::fax); }
ApiAnswer cancel(ApiCall& call) { return command(call, &FaxService::cancel); }
ApiAnswer hold(ApiCall& call) { return command(call, &FaxService::hold); }
ApiAnswer resume(ApiCall& call) { return command(call, &FaxService::resume); }
ApiAnswer restart(ApiCall& call) { return command(call, &FaxService::restart); }

}  // namespace caselli::handlers
