#pragma once
// An endless answer over WinHTTP. Asynchronous, because a blocked read cannot be ended from
// another thread. Used by http_client.cpp only.

#include <memory>
#include <string>

#include "http/http_client.h"

namespace caselli {

struct WinHttpStreamCall {
  std::string base, token;
  HttpCall call;
  std::function<bool(const HttpAnswer&)> on_head;
  std::function<bool(std::string_view)> on_data;
  std::chrono::milliseconds silence;
};

std::unique_ptr<HttpClient::Stream> make_winhttp_stream(WinHttpStreamCall call);

}  // namespace caselli
