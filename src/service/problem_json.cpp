// Errors as application/problem+json (RFC 9457), and back.

#include "core/error_table.h"
#include "service/json_members.h"
#include "service/service_json.h"

namespace caselli {
namespace {

// For answers without our `code`: a proxy's, or of another server.
struct StatusRow {
  int http;
  Errc code;
};
constexpr StatusRow kStatuses[] = {
    {400, Errc::invalid_argument}, {401, Errc::unauthenticated},    {403, Errc::permission_denied},
    {404, Errc::not_found},        {405, Errc::invalid_argument},   {408, Errc::timed_out},
    {409, Errc::wrong_state},      {413, Errc::document_too_large}, {415, Errc::unsupported_document},
    {422, Errc::invalid_argument}, {429, Errc::too_many_requests},  {502, Errc::unavailable},
    {503, Errc::unavailable},      {504, Errc::timed_out},          {507, Errc::storage_full},
};

Errc errc_of(int http) {
  for (const auto& row : kStatuses)
    if (row.http == http) return row.code;
  return Errc::internal;
}

}  // namespace

Json to_problem(const Error& error) {
  const auto& row = row_of(error.code);
  Json json = Json::object();
  json["type"] = fmt::format("urn:caselli:{}", row.code);
  json["title"] = row.title;
  json["status"] = row.http;
  json["detail"] = error.text;
  json["code"] = row.code;
  return json;
}

Error error_from_problem(int http_status, const Json& problem) {
  std::string code, title, detail;
  MemberReader reader{problem, Reading::lenient};
  reader.read("code", code);
  reader.read("title", title);
  reader.read("detail", detail);
  if (detail.empty()) detail = title;
  if (detail.empty()) detail = fmt::format("the server answered with status {}", http_status);
  return Error{parse_errc(code).value_or(errc_of(http_status)), std::move(detail)};
}

}  // namespace caselli
