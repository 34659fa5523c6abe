#pragma once
// libcurl's failures as sentences a person can act on. Used by curl_slot.cpp only.

#include <curl/curl.h>

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace caselli {

struct CurlFailure {
  std::string_view base;  // http(s)://host:port
  CURLcode code;
  int os_error = 0;            // errno of the socket, 0 when there was none
  std::string_view complaint;  // the library's own words
  std::chrono::milliseconds silence;
  bool answering = false;  // the head of an answer had come
};

// unreachable, timed_out, or internal for what must not happen.
Error curl_error(const CurlFailure& failure);

}  // namespace caselli
