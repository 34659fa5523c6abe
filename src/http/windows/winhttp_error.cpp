#include "http/windows/winhttp_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/server_url.h"
#include "http/windows/winhttp_handle.h"

namespace caselli {
namespace {

enum class Advice { start, address, again, certificate, port };

struct FailureRow {
  DWORD code;
  std::string_view why;
  Advice advice;
};

constexpr FailureRow kFailures[] = {
    {ERROR_WINHTTP_CANNOT_CONNECT, "nothing answers there", Advice::start},
    {ERROR_WINHTTP_NAME_NOT_RESOLVED, "no such host", Advice::address},
    {ERROR_WINHTTP_CONNECTION_ERROR, "the connection ended before the answer was complete", Advice::again},
    {ERROR_WINHTTP_RESEND_REQUEST, "the connection ended before the answer was complete", Advice::again},
    {ERROR_WINHTTP_INVALID_SERVER_RESPONSE, "what answers there does not speak HTTP", Advice::port},
    {ERROR_WINHTTP_HTTP_PROTOCOL_MISMATCH, "what answers there does not speak HTTP", Advice::port},
    {ERROR_WINHTTP_SECURE_CERT_CN_INVALID, "no trusted TLS connection: its certificate is for another name",
     Advice::certificate},
    {ERROR_WINHTTP_SECURE_CERT_DATE_INVALID, "no trusted TLS connection: its certificate is out of date",
     Advice::certificate},
    {ERROR_WINHTTP_SECURE_INVALID_CA, "no trusted TLS connection: Windows does not trust who issued its certificate",
     Advice::certificate},
    {ERROR_WINHTTP_SECURE_CERT_REVOKED, "no trusted TLS connection: its certificate was revoked", Advice::certificate},
    {ERROR_WINHTTP_SECURE_CERT_WRONG_USAGE, "no trusted TLS connection: its certificate is not one for servers",
     Advice::certificate},
    {ERROR_WINHTTP_SECURE_INVALID_CERT, "no trusted TLS connection: its certificate is not valid", Advice::certificate},
    {ERROR_WINHTTP_SECURE_CHANNEL_ERROR, "no trusted TLS connection: the two could not agree", Advice::certificate},
    {ERROR_WINHTTP_SECURE_FAILURE, "no trusted TLS connection: its certificate is not valid", Advice::certificate},
};

std::string_view words(Advice advice, std::string_view base) {
  switch (advice) {
    case Advice::start:
      return is_this_machine(base) ? "is the server running? start it with caselli serve"
                                   : "is the server running there, and does a firewall let it through?";
    case Advice::address:
      return "check the address given with --url or CASELLI_URL";
    case Advice::again:
      return "was the server stopped? try again";
    case Advice::certificate:
      return "check the server's certificate and its name";
    case Advice::port:
      break;
  }
  return "check the address and the port";
}

Error could_not_reach(std::string_view base, std::string_view why, Advice advice) {
  return {Errc::unreachable, fmt::format("could not reach {}: {} ({})", base, why, words(advice, base))};
}

}  // namespace

Error winhttp_error(const WinHttpFailure& failure) {
  if (failure.code == ERROR_WINHTTP_TIMEOUT)
    return {Errc::timed_out, fmt::format("{} {} within {:g} s", failure.base,
                                         failure.answering ? "did not go on answering" : "did not answer",
                                         static_cast<double>(failure.silence.count()) / 1000)};
  if (failure.code == ERROR_WINHTTP_HEADER_SIZE_OVERFLOW || failure.code == ERROR_WINHTTP_HEADER_COUNT_EXCEEDED)
    return {Errc::internal, fmt::format("the head of the answer of {} is longer than any fax server's", failure.base)};
  const auto row = std::ranges::find(kFailures, failure.code, &FailureRow::code);
  if (row != std::end(kFailures)) return could_not_reach(failure.base, row->why, row->advice);
  return could_not_reach(failure.base, fmt::format("Windows error {}", failure.code), Advice::start);
}

}  // namespace caselli
