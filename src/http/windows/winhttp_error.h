#pragma once
// WinHTTP's failures as sentences a person can act on: those of curl_error.h, as far as
// Windows tells so much.

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace caselli {

struct WinHttpFailure {
  std::string_view base;  // http(s)://host:port
  unsigned long code;     // of GetLastError()
  std::chrono::milliseconds silence;
  bool answering = false;  // the head of an answer had come
};

// unreachable, timed_out, or internal for what must not happen.
Error winhttp_error(const WinHttpFailure& failure);

}  // namespace caselli
