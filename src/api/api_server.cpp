#include "api/api_server.h"

#include <fmt/format.h>

#include <condition_variable>
#include <mutex>

#include "api/answers.h"
#include "api/api_exchange.h"
#include "api/event_hub.h"
#include "api/metrics.h"
#include "base/log.h"
#include "base/text.h"
#include "http/media_type.h"
#include "http/multipart.h"

namespace caselli {
namespace {

constexpr std::uint64_t kMostIgnored = 64u << 10;  // body of a call that takes none
constexpr std::uint64_t kMostJson = 1u << 20;      // of settings
constexpr std::uint64_t kMostFaxJson = 32u << 20;  // with documents in base64
constexpr std::string_view kBearer = "bearer ";

// Counts work on other threads and waits for its end.
class WorkCounter {
 public:
  WorkToken enter() {
    const std::lock_guard lock(state_->mutex);
    ++state_->running;
    // Any address will do; the deleter is the point.
    return {state_.get(), [state = state_](void*) {
              const std::lock_guard leave(state->mutex);
              if (--state->running == 0) state->idle.notify_all();
            }};
  }
  void wait() {
    std::unique_lock lock(state_->mutex);
    state_->idle.wait(lock, [&] { return state_->running == 0; });
  }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable idle;
    int running = 0;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

// The token of `Authorization: Bearer TOKEN` (RFC 6750, 2.1).
std::optional<std::string_view> bearer_token(const HttpRequest& request) {
  const std::string* header = request.header("authorization");
  if (!header || header->size() <= kBearer.size() || lower_ascii(header->substr(0, kBearer.size())) != kBearer)
    return {};
  return trimmed(std::string_view{*header}.substr(kBearer.size()));
}

Status check_query(const Route& route, const QueryParameters& query) {
  for (const auto& [name, value] : query) {
    bool known = false;
    for (const Parameter& parameter : route.parameters) known |= parameter.in == "query" && parameter.name == name;
    if (!known)
      return Error{Errc::unknown_field,
                   fmt::format("the query parameter '{}' is not known for {} {}", name, route.method, route.pattern)};
  }
  return Done{};
}

bool is_json(std::string_view type) { return type == "application/json" || type == "application/merge-patch+json"; }

Status make_folder(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  std::error_code bad;
  fs::create_directories(folder, bad);
  if (!bad) fs::permissions(folder, fs::perms::owner_all, bad);
  if (bad)
    return Error{Errc::storage_failed,
                 fmt::format("cannot make the folder {} for uploads: {}", folder.string(), bad.message())};
  // What a server that died was taking in when it did.
  for (const auto& left : fs::directory_iterator(folder, bad))
    if (left.path().filename().string().starts_with("upload-")) fs::remove(left.path(), bad);
  return Done{};
}

}  // namespace

class ApiServer::Impl final : public HttpHandler {
 public:
  Impl(ApiOptions options, FaxService& service, const Authenticator& authenticator, const Clock& clock,
       ExecutorPool& workers)
      : options_(std::move(options)),
        authenticator_(authenticator),
        workers_(workers),
        events_(std::make_shared<EventHub>(service, clock, [this](const Changes& news) { metrics_.observe(news); })),
        parts_{service, clock, events_, metrics_},
        http_(options_.http, *this) {}

  Result<BoundAddress> start() {
    if (Status made = make_folder(options_.upload_folder); !made) return made.error();
    auto bound = http_.start();
    if (bound) events_->start(http_.executor());
    return bound;
  }

  void stop() {
    events_->stop();
    http_.stop();
    work_.wait();
  }

  std::variant<HttpResponse, HttpAccepted> begin(HttpRequest request) override {
    auto let_in = admit(std::move(request));
    if (auto* answer = std::get_if<HttpResponse>(&let_in)) return refused(std::move(*answer));
    return accept(std::move(std::get<ApiRequest>(let_in)));
  }

  HttpResponse refusal(int status, const Error& error) override {
    HttpResponse response = problem_answer(error);
    if (status != 0 && status != response.status)
      response = problem_answer(status, "invalid_argument", "Request not understood", error.text);
    return refused(std::move(response));
  }

 private:
  // Finds the route and checks path, method, token, right and query.
  std::variant<HttpResponse, ApiRequest> admit(HttpRequest head) {
    if (head.method == "OPTIONS" && head.path == "*")  // of the server as a whole (RFC 9110, 9.3.7)
      return HttpResponse{204, {{"Allow", "GET, HEAD, POST, PATCH, DELETE, OPTIONS"}}, nullptr};
    const auto segments = parse_path(head.path);
    if (!segments) return problem_answer(segments.error());
    RouteMatch match = find_route(head.method, *segments);
    if (match.allowed.empty())
      return problem_answer(
          Error{Errc::not_found, fmt::format("there is nothing at {}: GET /openapi.json lists what there is",
                                             printable_ascii(head.path, 200))});
    if (head.method == "OPTIONS") return HttpResponse{204, {{"Allow", match.allowed}}, nullptr};
    if (!match.route) return wrong_method(head, match);
    auto caller = authenticate(*match.route, head);
    if (!caller) return problem_answer(caller.error());
    auto query = parse_query(head.query);
    if (!query) return problem_answer(query.error());
    if (Status known = check_query(*match.route, *query); !known) return problem_answer(known.error());
    return ApiRequest{std::move(head), match.route, std::move(match.arguments), std::move(*query), std::move(*caller)};
  }

  static HttpResponse wrong_method(const HttpRequest& head, const RouteMatch& match) {
    HttpResponse response = problem_answer(405, "method_not_allowed", "Wrong method",
                                           fmt::format("{} takes {}, not {}", printable_ascii(head.path, 200),
                                                       match.allowed, printable_ascii(head.method, 20)));
    response.headers.emplace_back("Allow", match.allowed);
    return response;
  }

  Result<Caller> authenticate(const Route& route, const HttpRequest& head) const {
    if (route.right == Right::open) return Caller{};
    const auto token = bearer_token(head);
    auto caller = token ? authenticator_.caller_of(*token) : std::nullopt;
    if (!caller)
      return Error{Errc::unauthenticated, token ? "the token is not known to this server"
                                                : "the request has no token: send `Authorization: Bearer TOKEN`"};
    if (!caller->may(route.right))
      return Error{Errc::permission_denied,
                   fmt::format("{} {} needs the right '{}', the token of {} has '{}'", route.method, route.pattern,
                               name_of(route.right), caller->user, name_of(caller->right))};
    return *caller;
  }

  // Decides how the body is taken.
  std::variant<HttpResponse, HttpAccepted> accept(ApiRequest request) {
    const Route& route = *request.route;
    const std::string* given = request.head.header("content-type");
    const auto type = given ? parse_header_value(*given) : std::nullopt;
    const bool is_form = route.takes == Takes::fax && type && type->value == "multipart/form-data";
    if (route.takes != Takes::nothing && !is_form && given && !(type && is_json(type->value)))
      return refused(problem_answer(
          Error{Errc::unsupported_document,
                fmt::format("{} {} takes {}, not {}", route.method, route.pattern,
                            route.takes == Takes::fax ? "multipart/form-data or application/json" : "application/json",
                            printable_ascii(*given, 80))}));

    auto strand = route.runs == Runs::worker || is_form ? workers_.make_strand() : nullptr;
    const std::string boundary_from = given ? *given : "";
    auto exchange = std::make_shared<ApiExchange>(parts_, std::move(request), strand, work_.enter());
    if (!is_form) {
      const std::uint64_t limit = route.takes == Takes::nothing ? kMostIgnored
                                  : route.takes == Takes::json  ? kMostJson
                                                                : std::min(kMostFaxJson, options_.upload_limit);
      return HttpAccepted{std::move(exchange), limit, nullptr};
    }
    const auto boundary = multipart_boundary(boundary_from);
    if (!boundary) return refused(problem_answer(boundary.error()));
    exchange->expect_form(*boundary, options_.upload_folder);
    return HttpAccepted{std::move(exchange), options_.upload_limit, std::move(strand)};
  }

  // An answer that no route gave.
  HttpResponse refused(HttpResponse response) {
    metrics_.count_request("", "", response.status, {});
    add_security_headers(response);
    return response;
  }

  ApiOptions options_;
  const Authenticator& authenticator_;
  ExecutorPool& workers_;
  Metrics metrics_;
  WorkCounter work_;
  std::shared_ptr<EventHub> events_;
  ApiParts parts_;
  HttpServer http_;
};

ApiServer::ApiServer(ApiOptions options, FaxService& service, const Authenticator& authenticator, const Clock& clock,
                     ExecutorPool& workers)
    : impl_(std::make_unique<Impl>(std::move(options), service, authenticator, clock, workers)) {}

ApiServer::~ApiServer() { stop(); }

Result<BoundAddress> ApiServer::start() { return impl_->start(); }

void ApiServer::stop() { impl_->stop(); }

}  // namespace caselli
