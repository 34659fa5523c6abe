#pragma once
// One libcurl transfer at a time, over connections that stay open between transfers.
// Used by http_client.cpp only. Timeouts are real time.

#include <curl/curl.h>

#include <atomic>
#include <functional>
#include <string>

#include "base/handle.h"
#include "http/http_client.h"

namespace caselli {

class CurlSlot {
 public:
  using OnHead = std::function<bool(const HttpAnswer&)>;
  using OnData = std::function<bool(std::string_view)>;

  // A transfer must move a byte within `silence`; unless `endless`, it must also keep up
  // an average that no honest network falls below, so that dripping bytes end too.
  struct Pace {
    std::chrono::milliseconds silence;
    bool endless = false;
  };

  CurlSlot();
  // Runs one transfer to its end. `on_head` comes once, after the head of the final answer;
  // either function ends the transfer well by returning false. The answer's body goes to
  // `on_data` only. Thread: one at a time.
  Status run(const std::string& base, const std::string& token, const HttpCall& call, Pace pace, OnHead on_head,
             OnData on_data);
  // Ends run(), now or when it comes, for good. Thread: any.
  void stop();

 private:
  using Headers = Handle<curl_slist, &curl_slist_free_all>;
  using Mime = Handle<curl_mime, &curl_mime_free>;

  static std::size_t take_header(char* data, std::size_t one, std::size_t size, void* self) noexcept;
  static std::size_t take_body(char* data, std::size_t one, std::size_t size, void* self) noexcept;
  Status prepare(const std::string& url, const std::string& token, const HttpCall& call);
  Status prepare_parts(const std::vector<HttpPart>& parts);
  void take_header_line(std::string_view line);
  CURLcode drive(const Pace& pace);
  Error explain(CURLcode code, const std::string& base, const Pace& pace) const;

  Handle<CURLM, &curl_multi_cleanup> multi_;
  Handle<CURL, &curl_easy_cleanup> easy_;
  Headers headers_;
  Mime mime_;
  char complaint_[CURL_ERROR_SIZE] = {};
  OnHead on_head_;
  OnData on_data_;
  HttpAnswer head_;
  bool head_done_ = false;
  bool enough_ = false;  // a function of the caller returned false
  std::int64_t received_ = 0;
  std::atomic<bool> stopped_{false};
};

}  // namespace caselli
