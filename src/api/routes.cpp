#include <algorithm>
#include <charconv>

#include "api/handlers.h"
#include "base/text.h"

namespace caselli {
namespace {

using namespace handlers;

constexpr Parameter kStatusParameters[] = {
    {"If-None-Match", "header", "string", "A revision the client holds, as ETag gave it: 304 while it is the newest"},
};
constexpr Parameter kEventParameters[] = {
    {"port", "query", "string", "Only events of these ports; may be repeated or a list with commas"},
    {"job", "query", "string", "Only events of these faxes; may be repeated or a list with commas"},
    {"lastEventId", "query", "string", "As the header Last-Event-ID, for clients that cannot send it"},
    {"Last-Event-ID", "header", "string", "Id of the last event seen: only what changed since is sent"},
};
constexpr Parameter kListParameters[] = {
    {"direction", "query", "string", "send or receive"},
    {"status", "query", "string", "One or more states; may be repeated or a list with commas"},
    {"to", "query", "string", "Number the fax goes to"},
    {"from", "query", "string", "Part of the sender's name, caller id or TSID"},
    {"since", "query", "string", "Submitted at this instant (RFC 3339) or later"},
    {"limit", "query", "integer", "Most items of a page, 1 to 1000; 100 when not given"},
    {"cursor", "query", "string", "`next` of the page before"},
};
constexpr Parameter kSubmitParameters[] = {
    {"Idempotency-Key", "header", "string", "Sent again with the same key and fax, the answer is the first fax"},
};
constexpr Parameter kDocumentParameters[] = {
    {"Accept", "header", "string", "image/tiff or application/pdf"},
};
constexpr Parameter kPageParameters[] = {
    {"width", "query", "integer", "Width of the picture in pixels, 1 to 10000; as it is when not given"},
};

// Every call there is. OpenAPI, 405 answers and metrics are made from this table.
// clang-format off
constexpr Route kRoutes[] = {
    {"GET", "/v1/ports", Right::read, Runs::here, Takes::nothing, list_ports,
     "All ports in one consistent read", 200, "Ports", "", {}},
    {"GET", "/v1/ports/{port}/status", Right::read, Runs::here, Takes::nothing, port_status,
     "What a port is doing", 200, "PortStatus", "", kStatusParameters},
    {"GET", "/v1/ports/{port}", Right::read, Runs::worker, Takes::nothing, port_settings,
     "Settings of a port", 200, "PortSettings", "", {}},
    {"PATCH", "/v1/ports/{port}", Right::operate, Runs::worker, Takes::json, set_port,
     "Changes the settings that are given", 200, "PortSettings", "PortSettingsPatch", {}},
    {"POST", "/v1/ports/{port}/release", Right::operate, Runs::worker, Takes::nothing, release_port,
     "Forces a port free", 204, "", "", {}},
    {"GET", "/v1/port-fields", Right::read, Runs::here, Takes::nothing, port_fields,
     "The fields of a port's status: name, type, unit, help", 200, "PortFields", "", {}},
    {"GET", "/v1/events", Right::read, Runs::worker, Takes::nothing, events,
     "Changes of ports, faxes and settings as server-sent events", 200, "text/event-stream", "", kEventParameters},
    {"POST", "/v1/faxes", Right::submit, Runs::worker, Takes::fax, submit,
     "Queues a fax, or a broadcast", 202, "FaxOrFaxes", "NewFax", kSubmitParameters},
    {"GET", "/v1/faxes", Right::read, Runs::worker, Takes::nothing, list_faxes,
     "Queue, history and inbox, newest first", 200, "Faxes", "", kListParameters},
    {"GET", "/v1/faxes/{id}", Right::read, Runs::worker, Takes::nothing, fax,
     "One fax with its attempts", 200, "Fax", "", {}},
    {"DELETE", "/v1/faxes/{id}", Right::submit, Runs::worker, Takes::nothing, cancel,
     "Cancels a fax", 200, "Fax", "", {}},
    {"POST", "/v1/faxes/{id}/hold", Right::submit, Runs::worker, Takes::nothing, hold,
     "Keeps a fax from going until it is resumed", 200, "Fax", "", {}},
    {"POST", "/v1/faxes/{id}/resume", Right::submit, Runs::worker, Takes::nothing, handlers::resume,
     "Lets a held fax go on", 200, "Fax", "", {}},
    {"POST", "/v1/faxes/{id}/restart", Right::submit, Runs::worker, Takes::nothing, restart,
     "Sends a fax again from its beginning", 200, "Fax", "", {}},
    {"GET", "/v1/faxes/{id}/document", Right::read, Runs::worker, Takes::nothing, document,
     "The pages of a fax as one file", 200, "image/tiff, application/pdf", "", kDocumentParameters},
    {"GET", "/v1/faxes/{id}/pages/{page}.png", Right::read, Runs::worker, Takes::nothing, page,
     "One page as a picture", 200, "image/png", "", kPageParameters},
    {"GET", "/v1/faxes/{id}/trace", Right::read, Runs::worker, Takes::nothing, trace,
     "T.30 frames and signalling of each attempt", 200, "Trace", "", {}},
    {"GET", "/v1/server", Right::read, Runs::worker, Takes::nothing, server,
     "Settings, version and uptime of the server", 200, "Server", "", {}},
    {"PATCH", "/v1/server", Right::admin, Runs::worker, Takes::json, set_server,
     "Changes the settings that are given", 200, "Server", "ServerSettingsPatch", {}},
    {"GET", "/v1/checks", Right::read, Runs::worker, Takes::nothing, checks,
     "What the server finds when it looks at itself: lines, names, addresses, ports, libraries, disk", 200, "Checks",
     "", {}},
    {"GET", "/openapi.json", Right::read, Runs::here, Takes::nothing, openapi,
     "This description", 200, "application/json", "", {}},
    {"GET", "/metrics", Right::read, Runs::worker, Takes::nothing, metrics,
     "Numbers for Prometheus", 200, "text/plain", "", {}},
    {"GET", "/healthz", Right::open, Runs::here, Takes::nothing, healthz,
     "Whether the server lives", 200, "Health", "", {}},
    {"GET", "/readyz", Right::read, Runs::worker, Takes::nothing, readyz,
     "Whether store and lines are ready; 503 says what is not", 200, "Health", "", {}},
};
// clang-format on

// Whether `segment` fits `{name}` with fixed text behind it, and what stands at the name.
bool take_argument(std::string_view pattern, const std::string& segment, std::vector<std::string>& arguments) {
  const std::string_view tail = pattern.substr(pattern.find('}') + 1);
  if (segment.size() <= tail.size() || !segment.ends_with(tail)) return false;
  arguments.push_back(segment.substr(0, segment.size() - tail.size()));
  return true;
}

bool fits(std::string_view pattern, const std::vector<std::string>& segments, std::vector<std::string>& arguments) {
  arguments.clear();
  pattern.remove_prefix(1);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::size_t end = pattern.find('/');
    const std::string_view part = pattern.substr(0, end);
    const bool good = part.starts_with('{') ? take_argument(part, segments[i], arguments) : part == segments[i];
    if (!good) return false;
    if (end == std::string_view::npos) return i + 1 == segments.size();
    pattern.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

RouteMatch find_route(std::string_view method, const std::vector<std::string>& segments) {
  if (method == "HEAD") method = "GET";  // RFC 9110, 9.3.2
  RouteMatch match;
  std::vector<std::string> arguments;
  for (const Route& route : kRoutes) {
    if (!fits(route.pattern, segments, arguments)) continue;
    match.allowed.append(route.method).append(route.method == "GET" ? ", HEAD, " : ", ");
    if (route.method == method) {
      match.route = &route;
      match.arguments = arguments;
    }
  }
  if (!match.allowed.empty()) match.allowed.append("OPTIONS");
  return match;
}

const std::string* ApiCall::parameter(std::string_view name) const {
  const auto last = std::find_if(query.rbegin(), query.rend(), [&](const auto& pair) { return pair.first == name; });
  return last == query.rend() ? nullptr : &last->second;
}

std::vector<std::string> ApiCall::list(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, values_of_key] : query) {
    if (key != name) continue;
    for (const std::string& value : split(values_of_key, ','))
      if (!value.empty()) values.push_back(value);
  }
  return values;
}

Result<std::optional<int>> ApiCall::number(std::string_view name, int least, int most) const {
  const std::string* text = parameter(name);
  if (!text) return std::optional<int>{};
  int value = 0;
  const auto [end, bad] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (bad != std::errc{} || end != text->data() + text->size() || value < least || value > most)
    return Error{Errc::invalid_argument, "query parameter '" + std::string{name} + "' is '" + *text +
                                             "': expected a number from " + std::to_string(least) + " to " +
                                             std::to_string(most)};
  return std::optional<int>{value};
}

}  // namespace caselli
