#pragma once
// Requests and answers as plain values, without the HTTP library behind them.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caselli {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

// The head of a request; its body goes to the HttpExchange piece by piece.
struct HttpRequest {
  std::string method;   // as sent: GET
  std::string path;     // as sent, still percent-coded, without the query
  std::string query;    // as sent, without `?`
  HttpHeaders headers;  // names in lower case, in the order sent
  std::string peer;     // address and port of the client

  // The first header of that (lower-case) name; null when there is none.
  const std::string* header(std::string_view name) const {
    for (const auto& [key, value] : headers)
      if (key == name) return &value;
    return nullptr;
  }
};

// Text that many answers and event streams may share.
using SharedText = std::shared_ptr<const std::string>;
inline SharedText share(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

// Content-Length, Connection and Date are added by the server.
struct HttpResponse {
  int status = 200;
  HttpHeaders headers;
  SharedText body;  // null: none
};

}  // namespace caselli
