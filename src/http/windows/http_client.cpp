// The HTTP client over WinHTTP. Calls are synchronous: what waits is the caller's thread, so
// nothing of ours runs when the library is unloaded.

#include "http/http_client.h"

#include <fmt/format.h>

#include <charconv>

#include "http/windows/request_body.h"
#include "http/windows/winhttp_error.h"
#include "http/windows/winhttp_request.h"
#include "http/windows/winhttp_stream.h"

namespace caselli {
namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr std::uint64_t kLeastBytesPerSecond = 1000;
constexpr std::size_t kReadBytes = 64 * 1024;
constexpr std::uint64_t kMostBodyBytes = 0xFFFFFFFF;  // WinHTTP counts in a DWORD

// A connection kept open may have been closed meanwhile: then the call is made once more,
// if doing it twice is as good as once.
bool may_be_repeated(const HttpCall& call) {
  if (call.method != "POST") return true;
  for (const auto& [name, value] : call.headers)
    if (name == "Idempotency-Key") return true;
  return false;
}

class Exchange {
 public:
  Exchange(const WinHttpServer& server, HINTERNET request, const HttpCall& call)
      : server_(server), request_(request), call_(call), start_(std::chrono::steady_clock::now()) {}

  // 0 and the answer's head, or what went wrong; or an error of our own.
  Result<DWORD> send(const RequestBody& body) {
    if (!WinHttpSendRequest(request_, WINHTTP_NO_ADDITIONAL_HEADERS, 0, WINHTTP_NO_REQUEST_DATA, 0,
                            static_cast<DWORD>(body.size()), 0))
      return GetLastError();
    DWORD problem = 0;
    const auto sent = body.send(server_.base(), [&](std::string_view bytes) {
      DWORD written = 0;
      if (!WinHttpWriteData(request_, bytes.data(), static_cast<DWORD>(bytes.size()), &written))
        problem = GetLastError();
      moved_ += bytes.size();
      if (problem == 0 && too_slow()) problem = ERROR_WINHTTP_TIMEOUT;
      return problem == 0;
    });
    if (!sent) return sent.error();
    if (problem == ERROR_WINHTTP_TIMEOUT) return problem;
    // A server that refuses a long body early has said why.
    if (WinHttpReceiveResponse(request_, nullptr)) return DWORD{0};
    return problem != 0 ? problem : GetLastError();
  }

  Result<HttpAnswer> receive() {
    HttpAnswer answer = read_head(request_);
    std::string buffer(kReadBytes, '\0');
    while (true) {
      DWORD available = 0, read = 0;
      if (!WinHttpQueryDataAvailable(request_, &available)) return failed(GetLastError());
      if (available == 0) break;
      if (!WinHttpReadData(request_, buffer.data(), std::min(available, static_cast<DWORD>(buffer.size())), &read))
        return failed(GetLastError());
      if (read == 0) break;
      if (read > call_.most_bytes - answer.body.size())
        return Error{Errc::internal, fmt::format("the answer of {} is longer than the {} bytes allowed here",
                                                 server_.base(), call_.most_bytes)};
      answer.body.append(buffer, 0, read);
      moved_ += read;
      if (too_slow()) return failed(ERROR_WINHTTP_TIMEOUT);
    }
    if (is_cut_off(answer)) return failed(ERROR_WINHTTP_CONNECTION_ERROR);
    return answer;
  }

 private:
  // Slower than any honest network: bytes that drip end too.
  bool too_slow() const {
    const auto passed = std::chrono::steady_clock::now() - start_;
    return passed > call_.timeout + Milliseconds{moved_ * 1000 / kLeastBytesPerSecond};
  }
  bool is_cut_off(const HttpAnswer& answer) const {
    const auto length = answer.headers.find("content-length");
    if (length == answer.headers.end() || call_.method == "HEAD" || answer.status == 204 || answer.status == 304)
      return false;
    std::uint64_t bytes = 0;
    std::from_chars(length->second.data(), length->second.data() + length->second.size(), bytes);
    return answer.body.size() < bytes;
  }
  Error failed(DWORD code) const { return winhttp_error({server_.base(), code, call_.timeout, true}); }

  const WinHttpServer& server_;
  const HINTERNET request_;
  const HttpCall& call_;
  const std::chrono::steady_clock::time_point start_;
  std::uint64_t moved_ = 0;
};

class WinHttpClient final : public HttpClient {
 public:
  WinHttpClient(const std::string& base, std::string token) : token_(std::move(token)), server_(base, false) {}

  Result<HttpAnswer> call(const HttpCall& call) override {
    const auto body = RequestBody::make(call);
    if (!body) return body.error();
    if (body->size() > kMostBodyBytes)
      return Error{Errc::document_too_large, "more than 4 GB cannot be sent from Windows at once"};
    HttpCall with_type;
    const HttpCall* asked = &call;
    if (!body->content_type().empty()) {
      with_type.method = call.method;
      with_type.path = call.path;
      with_type.headers = call.headers;
      with_type.headers.emplace_back("Content-Type", body->content_type());
      asked = &with_type;
    }
    for (bool again = may_be_repeated(call);; again = false) {
      const auto request = server_.request(*asked, token_, call.timeout);
      if (!request) return request.error();
      Exchange exchange{server_, request->get(), call};
      const auto problem = exchange.send(*body);
      if (!problem) return problem.error();
      if (*problem == 0) return exchange.receive();
      if (again && (*problem == ERROR_WINHTTP_CONNECTION_ERROR || *problem == ERROR_WINHTTP_RESEND_REQUEST)) continue;
      return winhttp_error({server_.base(), *problem, call.timeout});
    }
  }

  std::unique_ptr<Stream> stream(const HttpCall& call, std::function<bool(const HttpAnswer&)> on_head,
                                 std::function<bool(std::string_view)> on_data,
                                 std::chrono::milliseconds silence) override {
    return make_winhttp_stream({server_.base(), token_, call, std::move(on_head), std::move(on_data), silence});
  }

 private:
  const std::string token_;
  const WinHttpServer server_;
};

}  // namespace

std::unique_ptr<HttpClient> make_http_client(const std::string& base, const std::string& token) {
  return std::make_unique<WinHttpClient>(base, token);
}

}  // namespace caselli
