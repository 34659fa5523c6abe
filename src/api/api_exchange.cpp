#include "api/api_exchange.h"

#include "api/answers.h"
#include "api/metrics.h"
#include "base/log.h"

namespace caselli {
namespace {

// Libraries throw (memory, JSON); what they threw ends here, in the request.
ApiAnswer guarded(const Route& route, ApiCall& call) {
  try {
    return route.answer(call);
  } catch (const std::exception& mistake) {
    log::error("api", "{} {} failed: {}", route.method, call.request.path, mistake.what());
    return Error{Errc::internal, "the server made a mistake with this request; its log says more"};
  }
}

}  // namespace

ApiExchange::ApiExchange(ApiParts& parts, ApiRequest request, std::shared_ptr<Executor> worker, WorkToken token)
    : parts_(parts), request_(std::move(request)), worker_(std::move(worker)), token_(std::move(token)) {}

void ApiExchange::expect_form(std::string_view boundary, std::filesystem::path folder) {
  form_ = std::make_unique<FormCollector>(std::move(folder));
  reader_ = std::make_unique<MultipartReader>(boundary, *form_);
}

Status ApiExchange::on_body(std::string_view piece) {
  if (reader_) return reader_->feed(piece);
  if (request_.route->takes != Takes::nothing) json_.append(piece);
  return Done{};
}

void ApiExchange::on_complete(Responder responder) {
  if (!worker_) return run(responder);
  worker_->post([self = shared_from_this(), responder] { self->run(responder); });
}

void ApiExchange::run(const Responder& responder) {
  const Monotonic start = parts_.clock.monotonic();
  static const std::vector<FormPart> kNoForm;
  const Route& route = *request_.route;
  ApiCall call{parts_,
               request_.head,
               request_.arguments,
               request_.query,
               request_.caller,
               json_,
               form_ ? form_->parts() : kNoForm,
               responder};
  const Status whole = reader_ ? reader_->finish() : Status{Done{}};
  ApiAnswer answer = whole ? guarded(route, call) : ApiAnswer{whole.error()};
  HttpResponse response = answer ? std::move(*answer) : problem_answer(answer.error());
  const bool handed_over = response.status == kHandedOver;
  parts_.metrics.count_request(route.method, route.pattern, handed_over ? route.status : response.status,
                               parts_.clock.monotonic() - start);
  if (answer.ok() == false && response.status >= 500)
    log::warn("api", "{} {}: {}", route.method, request_.head.path, answer.error().text);
  // Nobody waits for the answer of a server that has stopped.
  token_.reset();
  if (handed_over) return;
  add_security_headers(response);
  responder.send(std::move(response));
}

}  // namespace caselli
