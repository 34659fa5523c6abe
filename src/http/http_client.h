#pragma once
// HTTP requests over kept-open connections, behind an interface: libcurl here, WinHTTP
// on Windows. Never follows redirects; never sends credentials to another host.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace caselli {

struct HttpPart {  // of multipart/form-data
  std::string name, file_name, media_type;
  std::string content;  // or
  std::string file;     // a path whose content is sent as it is read
};

struct HttpCall {
  std::string method = "GET";
  std::string path;  // with query, from `/`
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::vector<HttpPart> parts;  // instead of body
  // Without a byte for so long it is given up; so is what drips slower than 1 kB/s after it.
  std::chrono::milliseconds timeout{30'000};
  std::size_t most_bytes = 512u << 20;  // longer answers are an error
};

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class HttpClient {
 public:
  virtual ~HttpClient() = default;
  // Thread: any; waits. `unreachable` or `timed_out` when there is no answer, with the
  // address in the text; any answer with a status is a value.
  virtual Result<HttpAnswer> call(const HttpCall& call) = 0;

  // Reads an endless answer: `on_head` once (false ends), `on_data` for each piece
  // (false ends). Returns Done when the server, a function or stop() ended it; `silence`
  // without a byte is timed_out. Thread: the caller's, which waits. stop() from another
  // thread ends it within 200 ms, for good.
  class Stream {
   public:
    virtual ~Stream() = default;
    virtual Status run() = 0;
    virtual void stop() = 0;
  };
  virtual std::unique_ptr<Stream> stream(const HttpCall& call, std::function<bool(const HttpAnswer&)> on_head,
                                         std::function<bool(std::string_view)> on_data,
                                         std::chrono::milliseconds silence) = 0;
};

// `base` is http(s)://host:port without a path; `token` goes out as a bearer token.
std::unique_ptr<HttpClient> make_http_client(const std::string& base, const std::string& token);

}  // namespace caselli
