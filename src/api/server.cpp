// /v1/server, and how the server fares: health, readiness, metrics, the description.

#include "api/answers.h"
#include "api/handlers.h"
#include "api/metrics.h"
#include "api/openapi.h"
#include "service/service_json.h"

namespace caselli::handlers {
namespace {

ApiAnswer info_answer(const ApiCall& call, const Result<ServerInfo>& info) {
  if (!info) return info.error();
  Json json = to_json(*info);
  const auto uptime = call.parts.clock.now() - info->started_at;
  json["uptimeSeconds"] = std::chrono::floor<std::chrono::seconds>(uptime).count();
  return json_answer(json);
}

}  // namespace

ApiAnswer server(ApiCall& call) { return info_answer(call, call.parts.service.server()); }

ApiAnswer set_server(ApiCall& call) {
  const auto json = read_json(call.json);
  if (!json) return json.error();
  const auto patch = server_settings_patch_from_json(*json);
  if (!patch) return patch.error();
  return info_answer(call, call.parts.service.set_server(*patch));
}

ApiAnswer healthz(ApiCall&) { return json_answer(Json{{"status", "ok"}}); }

ApiAnswer readyz(ApiCall& call) {
  const Status ready = call.parts.service.ready();
  if (ready) return json_answer(Json{{"status", "ready"}});
  // Whatever the reason is, a probe is told 503.
  return problem_answer(Error{Errc::unavailable, ready.error().text});
}

ApiAnswer checks(ApiCall& call) {
  const auto findings = call.parts.service.checks();
  if (!findings) return findings.error();
  return json_answer(to_json(*findings));
}

ApiAnswer metrics(ApiCall& call) {
  return text_answer(call.parts.metrics.text(call.parts), "text/plain; version=0.0.4; charset=utf-8");
}

ApiAnswer openapi(ApiCall&) {
  static const SharedText kText = share(to_text(openapi_json()));
  return HttpResponse{200, {{"Content-Type", "application/json"}}, kText};
}

}  // namespace caselli::handlers
