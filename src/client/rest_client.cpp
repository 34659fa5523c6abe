#include "client/rest_client.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/service_json.h"

namespace caselli {
namespace {

constexpr std::chrono::seconds kForChanges{30};  // the server's disk may be slow; what was asked is done all the same
constexpr std::size_t kMostJson = 32u << 20;     // thousands of ports or faxes; a document may be longer

}  // namespace

Result<HttpAnswer> RestClient::call(HttpCall call, int also, std::chrono::milliseconds at_least) {
  call.timeout = std::max(timeout_, at_least);
  if (call.method != "GET") call.timeout = std::max<std::chrono::milliseconds>(call.timeout, kForChanges);
  auto answer = http_->call(call);
  if (!answer || (answer->status >= 200 && answer->status < 300) || answer->status == also) return answer;
  const auto place = answer->headers.find("location");
  if (answer->status >= 300 && answer->status < 400 && place != answer->headers.end())
    return Error{Errc::unavailable, fmt::format("{} sends clients on to {}, which is not followed: give that address",
                                                base_, place->second)};
  const auto problem = parse_json(answer->body);
  return error_from_problem(answer->status, problem ? *problem : Json::object());
}

Result<Json> RestClient::ask(std::string method, std::string path, const Json* body) {
  HttpCall request;
  request.method = std::move(method);
  request.path = std::move(path);
  request.most_bytes = kMostJson;
  request.headers = {{"Accept", "application/json"}};
  if (body) {
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = to_text(*body);
  }
  const auto answer = call(std::move(request));
  if (!answer) return answer.error();
  return parse(*answer);
}

Result<Json> RestClient::parse(const HttpAnswer& answer) const {
  auto json = parse_json(answer.body);
  if (!json) return misunderstood(json.error());
  return json;
}

Error RestClient::misunderstood(const Error& why) const {
  return {Errc::internal, fmt::format("could not understand the answer of {}: {} (is it a Caselli server, and not "
                                      "older or newer than this program?)",
                                      base_, why.text)};
}

}  // namespace caselli
