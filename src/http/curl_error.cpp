#include "http/curl_error.h"

#include <fmt/format.h>

#include <system_error>

#include "base/server_url.h"

namespace caselli {
namespace {

std::string seconds(std::chrono::milliseconds span) {
  return fmt::format("{:g} s", static_cast<double>(span.count()) / 1000);
}

std::string_view advice_to_start(std::string_view base) {
  return is_this_machine(base) ? "is the server running? start it with caselli serve"
                               : "is the server running there, and does a firewall let it through?";
}

// What the system said, in the small letters of the middle of a sentence.
std::string system_words(int os_error) {
  auto words = std::system_category().message(os_error);
  if (!words.empty() && words[0] >= 'A' && words[0] <= 'Z') words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words;
}

Error could_not_reach(const CurlFailure& failure, std::string_view why, std::string_view advice) {
  return {Errc::unreachable, fmt::format("could not reach {}: {} ({})", failure.base, why, advice)};
}

}  // namespace

Error curl_error(const CurlFailure& failure) {
  switch (failure.code) {
    case CURLE_COULDNT_CONNECT:
      return could_not_reach(failure, failure.os_error ? system_words(failure.os_error) : "no connection",
                             advice_to_start(failure.base));
    case CURLE_COULDNT_RESOLVE_HOST:
      return could_not_reach(failure, "no such host", "check the address given with --url or CASELLI_URL");
    case CURLE_URL_MALFORMAT:
      return {Errc::invalid_argument, fmt::format("{} is not an address of the form http://host:port", failure.base)};
    case CURLE_OPERATION_TIMEDOUT:
      return {Errc::timed_out,
              fmt::format("{} {} within {}", failure.base,
                          failure.answering ? "did not go on answering" : "did not answer", seconds(failure.silence))};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return could_not_reach(failure, "what answers there does not speak HTTP", "check the address and the port");
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2_STREAM:
      return could_not_reach(failure, "the connection ended before the answer was complete",
                             "was the server stopped? try again");
    case CURLE_WRITE_ERROR:  // what we did not take; bodies have an error of their own
      return {Errc::internal,
              fmt::format("the head of the answer of {} is longer than any fax server's", failure.base)};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CONNECT_ERROR:
      return could_not_reach(failure, fmt::format("no trusted TLS connection: {}", failure.complaint),
                             "check the server's certificate and its name");
    case CURLE_READ_ERROR:
    case CURLE_ABORTED_BY_CALLBACK:
      return {Errc::invalid_argument,
              fmt::format("a file to send could not be read to its end while it went to {}", failure.base)};
    default:
      return could_not_reach(failure, failure.complaint.empty() ? curl_easy_strerror(failure.code) : failure.complaint,
                             advice_to_start(failure.base));
  }
}

}  // namespace caselli
