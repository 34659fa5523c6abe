#pragma once
// What calls and streams share: the session of a server, and a request made from an
// HttpCall.

#include <map>
#include <string>

#include "base/result.h"
#include "http/http_client.h"
#include "http/windows/winhttp_handle.h"

namespace caselli {

// A server as WinHTTP knows it: connections stay open between requests of one session.
class WinHttpServer {
 public:
  // `base` as make_http_client() has it. `asynchronous`: for streams.
  WinHttpServer(std::string base, bool asynchronous);

  // A request, not yet sent, that neither follows redirects nor offers this machine's
  // credentials, with the headers of `call` and the token. Errors: invalid_argument for
  // what does not fit into a header. Thread: any.
  Result<WinHttpHandle> request(const HttpCall& call, const std::string& token,
                                std::chrono::milliseconds silence) const;

  const std::string& base() const { return base_; }

 private:
  const std::string base_;
  DWORD problem_ = 0;  // why there is no session
  bool secure_ = false;
  WinHttpHandle session_, connection_;
};

// The head of the answer a request has received.
HttpAnswer read_head(HINTERNET request);

}  // namespace caselli
