#pragma once
// One call of the REST interface: a row of the table in routes.cpp, and what its function
// gets and gives.

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/authenticator.h"
#include "base/clock.h"
#include "base/result.h"
#include "http/form.h"
#include "http/http_query.h"
#include "http/http_server.h"
#include "service/fax_service.h"

namespace caselli {

class EventHub;
class Metrics;

// What all calls work with; outlives them.
struct ApiParts {
  FaxService& service;
  const Clock& clock;
  const std::shared_ptr<EventHub>& events;
  Metrics& metrics;
};

// One request that was let in, with all of its body.
struct ApiCall {
  ApiParts& parts;
  const HttpRequest& request;
  const std::vector<std::string>& arguments;  // what stands at the {} of the pattern, in order
  const QueryParameters& query;
  const Caller& caller;
  const std::string& json;            // a JSON body
  const std::vector<FormPart>& form;  // a multipart body
  const Responder& responder;

  // The last of that name; null: not given.
  const std::string* parameter(std::string_view name) const;
  // All of that name, each cut at commas: `?status=queued,sending&status=held`.
  std::vector<std::string> list(std::string_view name) const;
  // Errors: invalid_argument when it is not a number of that range.
  Result<std::optional<int>> number(std::string_view name, int least, int most) const;
};

// With status kHandedOver the function has given the responder to something else.
using ApiAnswer = Result<HttpResponse>;
inline constexpr int kHandedOver = 0;

// Where the function runs: on the http thread (it never waits), or on a worker.
enum class Runs { here, worker };
// The body a call brings: none, JSON, or a form or JSON with documents.
enum class Takes { nothing, json, fax };

struct Parameter {
  std::string_view name;
  std::string_view in;    // query, header
  std::string_view type;  // of JSON schema: string, integer
  std::string_view help;
};

struct Route {
  std::string_view method;
  std::string_view pattern;  // /v1/faxes/{id}/pages/{page}.png
  Right right;
  Runs runs;
  Takes takes;
  ApiAnswer (*answer)(ApiCall&);
  // For /openapi.json:
  std::string_view summary;
  int status;                // of the good answer
  std::string_view gives;    // a schema of openapi_schemas.cpp, or media types with commas
  std::string_view request;  // the schema of the body
  std::span<const Parameter> parameters;
};

std::span<const Route> routes();

// The route a path leads to.
struct RouteMatch {
  const Route* route = nullptr;  // null: no such path, or not with that method
  std::vector<std::string> arguments;
  std::string allowed;  // methods of that path, `GET, HEAD, OPTIONS`; empty: no such path
};
RouteMatch find_route(std::string_view method, const std::vector<std::string>& segments);

}  // namespace caselli
