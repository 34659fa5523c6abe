#include "http/request_head.h"

#include "base/text.h"

namespace caselli {

HttpRequest request_of(const boost::beast::http::request_header<>& head, const std::string& peer) {
  HttpRequest request;
  request.method = std::string{head.method_string()};
  request.peer = peer;
  std::string_view target{head.target().data(), head.target().size()};
  // RFC 9112 3.2.2: servers take the absolute form too.
  if (const std::size_t scheme = target.find("://"); !target.starts_with('/') && scheme != std::string_view::npos) {
    const std::size_t path = target.find('/', scheme + 3);
    target = path == std::string_view::npos ? "/" : target.substr(path);
  }
  const std::size_t question = target.find('?');
  request.path = std::string{target.substr(0, question)};
  if (question != std::string_view::npos) request.query = std::string{target.substr(question + 1)};
  for (const auto& field : head)
    request.headers.emplace_back(lower_ascii({field.name_string().data(), field.name_string().size()}),
                                 std::string{field.value()});
  return request;
}

}  // namespace caselli
