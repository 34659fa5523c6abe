#include "api/answers.h"

#include <algorithm>

#include "service/service_json.h"

namespace caselli {
namespace {

constexpr int kMostDepth = 32;  // of objects and lists in each other
constexpr const char* kJsonType = "application/json";
constexpr const char* kProblemType = "application/problem+json";

bool is_too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMostDepth) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

HttpResponse problem_of(int status, const Json& problem) {
  return {status, {{"Content-Type", kProblemType}}, share(to_text(problem))};
}

}  // namespace

HttpResponse json_answer(const Json& json, int status) { return text_answer(to_text(json), kJsonType, status); }

HttpResponse text_answer(std::string text, std::string media_type, int status) {
  return {status, {{"Content-Type", std::move(media_type)}}, share(std::move(text))};
}

HttpResponse problem_answer(const Error& error) {
  const Json problem = to_problem(error);
  HttpResponse response = problem_of(problem["status"].get<int>(), problem);
  // RFC 6750, 3.
  if (response.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"caselli\"");
  return response;
}

HttpResponse problem_answer(int status, std::string_view code, std::string_view title, std::string_view detail) {
  return problem_of(status, Json{{"type", "urn:caselli:" + std::string{code}},
                                 {"title", title},
                                 {"status", status},
                                 {"detail", detail},
                                 {"code", code}});
}

void add_security_headers(HttpResponse& response) {
  static constexpr std::pair<const char*, const char*> kHeaders[] = {
      {"Cache-Control", "no-store"},
      {"X-Content-Type-Options", "nosniff"},
      {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
      {"Referrer-Policy", "no-referrer"},
  };
  for (const auto& [name, value] : kHeaders)
    if (std::ranges::find(response.headers, name, &HttpHeaders::value_type::first) == response.headers.end())
      response.headers.emplace_back(name, value);
}

Result<Json> read_json(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return Error{Errc::invalid_argument, "the request has no body, where a JSON object was expected"};
  if (is_too_deep(text))
    return Error{Errc::invalid_argument, "the JSON of the request is nested deeper than 32 levels"};
  auto json = parse_json(text);
  if (json && !json->is_object())
    return Error{Errc::invalid_argument, "the JSON of the request is not an object, as {\"to\": \"5551234\"}"};
  return json;
}

}  // namespace caselli
