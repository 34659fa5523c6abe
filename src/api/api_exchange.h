#pragma once
// One REST request from its head to its answer: takes the body in, then runs the route.

#include <memory>
#include <string>

#include "api/route.h"
#include "http/http_server.h"

namespace caselli {

// Held as long as work is going on; the server waits for its end before it stops.
using WorkToken = std::shared_ptr<void>;

struct ApiRequest {
  HttpRequest head;
  const Route* route = nullptr;
  std::vector<std::string> arguments;
  QueryParameters query;
  Caller caller;
};

class ApiExchange final : public HttpExchange, public std::enable_shared_from_this<ApiExchange> {
 public:
  // `form`: null when the body is JSON, or ignored. `worker`: null when the route runs on
  // the http thread.
  ApiExchange(ApiParts& parts, ApiRequest request, std::shared_ptr<Executor> worker, WorkToken token);

  // The body is a form with this boundary; larger parts become files in `folder`.
  void expect_form(std::string_view boundary, std::filesystem::path folder);

  Status on_body(std::string_view piece) override;
  void on_complete(Responder responder) override;

 private:
  void run(const Responder& responder);

  ApiParts& parts_;
  ApiRequest request_;
  std::shared_ptr<Executor> worker_;
  WorkToken token_;
  std::string json_;
  std::unique_ptr<FormCollector> form_;
  std::unique_ptr<MultipartReader> reader_;
};

}  // namespace caselli
