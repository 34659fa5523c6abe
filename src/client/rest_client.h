#pragma once
// One REST call: JSON in, JSON out, every failure as a sentence.

#include <chrono>
#include <memory>
#include <string>

#include "base/json.h"
#include "http/http_client.h"

namespace caselli {

// Thread: any.
class RestClient {
 public:
  RestClient(std::string base, std::shared_ptr<HttpClient> http, std::chrono::milliseconds timeout)
      : base_(std::move(base)), http_(std::move(http)), timeout_(timeout) {}

  // The answer, when its status is 2xx or `also`; a problem (RFC 9457) becomes its Error.
  // Waits for the time set for all calls, or `at_least` if that is longer; for changes 30 s or more.
  Result<HttpAnswer> call(HttpCall call, int also = 0, std::chrono::milliseconds at_least = {});
  // The same, with `body` as JSON when it is given, and the answer's JSON.
  Result<Json> ask(std::string method, std::string path, const Json* body = nullptr);
  // An answer's JSON.
  Result<Json> parse(const HttpAnswer& answer) const;
  // ask() and `make` a value of what came: a function from Json to Result<T>.
  template <class Read>
  auto read(std::string method, std::string path, Read make, const Json* body = nullptr)
      -> decltype(make(std::declval<const Json&>())) {
    auto json = ask(std::move(method), std::move(path), body);
    if (!json) return json.error();
    auto value = make(*json);
    if (!value) return misunderstood(value.error());
    return value;
  }
  // What is said when an answer is not what this program knows.
  Error misunderstood(const Error& why) const;
  const std::string& base() const { return base_; }

 private:
  const std::string base_;
  const std::shared_ptr<HttpClient> http_;
  const std::chrono::milliseconds timeout_;
};

}  // namespace caselli
