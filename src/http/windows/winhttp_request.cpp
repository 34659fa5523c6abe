#include "http/windows/winhttp_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/server_url.h"
#include "base/text.h"
#include "http/windows/winhttp_error.h"

namespace caselli {
namespace {

constexpr DWORD kMostHeadBytes = 256 * 1024;

struct HostPort {
  std::string host;
  INTERNET_PORT port;
};

// From http(s)://host[:port]; the host of an IPv6 address keeps its brackets.
HostPort host_of(std::string_view base, bool secure) {
  const auto rest = base.substr(base.find("://") + 3);
  HostPort out{std::string{rest}, static_cast<INTERNET_PORT>(secure ? 443 : 80)};
  const auto colon = rest.rfind(':');
  if (colon == rest.npos || rest.ends_with(']')) return out;
  out.host = rest.substr(0, colon);
  std::from_chars(rest.data() + colon + 1, rest.data() + rest.size(), out.port);
  return out;
}

// A proxy would read the token of a plain connection; over TLS it only carries bytes.
HINTERNET open_session(bool direct, DWORD flags) {
  const auto open = [flags](DWORD access) {
    return WinHttpOpen(L"caselli/" CASELLI_VERSION, access, WINHTTP_NO_PROXY_NAME, WINHTTP_NO_PROXY_BYPASS, flags);
  };
  if (direct) return open(WINHTTP_ACCESS_TYPE_NO_PROXY);
  if (const HINTERNET session = open(WINHTTP_ACCESS_TYPE_AUTOMATIC_PROXY)) return session;
  return open(WINHTTP_ACCESS_TYPE_DEFAULT_PROXY);  // before Windows 8.1
}

bool fits_in_a_line(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= 0x20 && c <= 0x7E) || c == '\t'; });
}

}  // namespace

WinHttpServer::WinHttpServer(std::string base, bool asynchronous)
    : base_(std::move(base)), secure_(base_.starts_with("https://")) {
  session_ = WinHttpHandle{open_session(!secure_ || is_this_machine(base_), asynchronous ? WINHTTP_FLAG_ASYNC : 0)};
  if (session_) {
    // Windows 7 does not know TLS 1.3, and offers less than 1.2 unless it is told.
    if (!session_.set(WINHTTP_OPTION_SECURE_PROTOCOLS,
                      DWORD{WINHTTP_FLAG_SECURE_PROTOCOL_TLS1_2 | WINHTTP_FLAG_SECURE_PROTOCOL_TLS1_3}))
      session_.set(WINHTTP_OPTION_SECURE_PROTOCOLS, DWORD{WINHTTP_FLAG_SECURE_PROTOCOL_TLS1_2});
    const auto [host, port] = host_of(base_, secure_);
    connection_ = WinHttpHandle{WinHttpConnect(session_.get(), wide(host).c_str(), port, 0)};
  }
  if (!connection_) problem_ = GetLastError();
}

Result<WinHttpHandle> WinHttpServer::request(const HttpCall& call, const std::string& token,
                                             std::chrono::milliseconds silence) const {
  if (!connection_) return winhttp_error({base_, problem_, silence});
  std::wstring headers;
  const auto add = [&](std::string_view name, std::string_view value) {
    headers += wide(fmt::format("{}: {}\r\n", name, value));
  };
  for (const auto& [name, value] : call.headers) {
    if (!fits_in_a_line(name) || !fits_in_a_line(value))
      return Error{Errc::invalid_argument, fmt::format("the value of {} must be one line of ASCII", trimmed(name))};
    add(name, value);
  }
  if (!fits_in_a_line(token)) return Error{Errc::invalid_argument, "the token must be one line of ASCII"};
  if (!token.empty()) add("Authorization", "Bearer " + token);

  WinHttpHandle request{WinHttpOpenRequest(
      connection_.get(), wide(call.method).c_str(), wide(call.path).c_str(), nullptr, WINHTTP_NO_REFERER,
      WINHTTP_DEFAULT_ACCEPT_TYPES,
      WINHTTP_FLAG_ESCAPE_DISABLE | WINHTTP_FLAG_ESCAPE_DISABLE_QUERY | (secure_ ? WINHTTP_FLAG_SECURE : 0))};
  if (!request) return winhttp_error({base_, GetLastError(), silence});
  // Who answers 401 is not shown the Windows account of this machine's user.
  request.set(WINHTTP_OPTION_DISABLE_FEATURE,
              DWORD{WINHTTP_DISABLE_REDIRECTS | WINHTTP_DISABLE_AUTHENTICATION | WINHTTP_DISABLE_COOKIES});
  const int wait = static_cast<int>(std::clamp<std::int64_t>(silence.count(), 1, 24 * 3600 * 1000));
  WinHttpSetTimeouts(request.get(), wait, wait, wait, wait);
  request.set(WINHTTP_OPTION_RECEIVE_RESPONSE_TIMEOUT, static_cast<DWORD>(wait));
  request.set(WINHTTP_OPTION_MAX_RESPONSE_HEADER_SIZE, kMostHeadBytes);
  if (!headers.empty() && !WinHttpAddRequestHeaders(request.get(), headers.c_str(), static_cast<DWORD>(headers.size()),
                                                    WINHTTP_ADDREQ_FLAG_ADD))
    return winhttp_error({base_, GetLastError(), silence});
  return request;
}

HttpAnswer read_head(HINTERNET request) {
  HttpAnswer answer;
  DWORD status = 0, size = sizeof status;
  if (WinHttpQueryHeaders(request, WINHTTP_QUERY_STATUS_CODE | WINHTTP_QUERY_FLAG_NUMBER, WINHTTP_HEADER_NAME_BY_INDEX,
                          &status, &size, WINHTTP_NO_HEADER_INDEX))
    answer.status = static_cast<int>(status);
  size = 0;
  WinHttpQueryHeaders(request, WINHTTP_QUERY_RAW_HEADERS_CRLF, WINHTTP_HEADER_NAME_BY_INDEX, nullptr, &size,
                      WINHTTP_NO_HEADER_INDEX);
  std::wstring raw(size / sizeof(wchar_t), L'\0');
  if (!WinHttpQueryHeaders(request, WINHTTP_QUERY_RAW_HEADERS_CRLF, WINHTTP_HEADER_NAME_BY_INDEX, raw.data(), &size,
                           WINHTTP_NO_HEADER_INDEX))
    return answer;
  raw.resize(size / sizeof(wchar_t));
  for (const auto& line : split(narrow(raw), '\n')) {
    const auto colon = line.find(':');
    if (colon == std::string::npos || line.starts_with("HTTP/")) continue;
    auto& value = answer.headers[lower_ascii(trimmed(line.substr(0, colon)))];
    if (!value.empty()) value += ", ";
    value += trimmed(line.substr(colon + 1));
  }
  return answer;
}

}  // namespace caselli
