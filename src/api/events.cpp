// GET /v1/events: which events, and from where on.

#include <fmt/format.h>

#include "api/answers.h"
#include "api/event_hub.h"
#include "api/handlers.h"

namespace caselli::handlers {
namespace {

constexpr std::size_t kMostFilters = 100;

template <class T>
Result<std::vector<T>> ids(const ApiCall& call, std::string_view name) {
  std::vector<T> found;
  for (const std::string& text : call.list(name)) {
    const auto id = T::parse(text);
    if (!id)
      return Error{Errc::invalid_argument, fmt::format("query parameter '{}' is '{}': expected a number", name, text)};
    found.push_back(*id);
    if (found.size() > kMostFilters)
      return Error{Errc::invalid_argument,
                   fmt::format("more than {} values of '{}' were asked for", kMostFilters, name)};
  }
  return found;
}

// Browsers send the header when they come back by themselves; pages that reconnect by
// hand can only give a parameter.
std::optional<EventId> resume_point(const ApiCall& call) {
  const std::string* id = call.request.header("last-event-id");
  if (!id || id->empty()) id = call.parameter("lastEventId");
  return id ? parse_event_id(*id) : std::nullopt;
}

}  // namespace

ApiAnswer events(ApiCall& call) {
  EventRequest request;
  auto ports = ids<PortId>(call, "port");
  if (!ports) return ports.error();
  auto jobs = ids<JobId>(call, "job");
  if (!jobs) return jobs.error();
  for (const PortId port : *ports)
    if (const auto known = call.parts.service.port_status(port, 0); !known) return known.error();
  if (!jobs->empty()) {
    const auto before = call.parts.service.ports();
    if (!before) return before.error();
    request.asked_at = before->revision;
  }
  for (const JobId id : *jobs) {
    auto job = call.parts.service.fax(id);
    if (!job) return job.error();
    request.asked_jobs.push_back(std::move(*job));
  }
  request.filter = {std::move(*ports), std::move(*jobs)};
  request.resume = resume_point(call);
  HttpResponse head{200, {{"X-Accel-Buffering", "no"}}, nullptr};
  add_security_headers(head);
  call.responder.stream(std::move(head), call.parts.events->make_reader(std::move(request)));
  return HttpResponse{kHandedOver, {}, nullptr};
}

}  // namespace caselli::handlers
