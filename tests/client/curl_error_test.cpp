#include "http/curl_error.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace caselli {
namespace {

using namespace std::chrono_literals;

CurlFailure failure(std::string_view base, CURLcode code, int os_error = 0) {
  return {base, code, os_error, "certificate has expired", 30s, false};
}

TEST(CurlError, says_what_was_tried_on_what_and_what_to_do) {
  const auto here = "http://127.0.0.1:8329", there = "https://fax.example";
  struct Case {
    CurlFailure failure;
    Errc code;
    std::string_view text;
  };
  for (const auto& [what, code, text] : {
           Case{failure(here, CURLE_COULDNT_CONNECT, ECONNREFUSED), Errc::unreachable,
                "could not reach http://127.0.0.1:8329: connection refused (is the server running? start it with "
                "caselli serve)"},
           Case{failure(there, CURLE_COULDNT_CONNECT, EHOSTUNREACH), Errc::unreachable,
                "could not reach https://fax.example: no route to host (is the server running there, and does a "
                "firewall let it through?)"},
           Case{failure(there, CURLE_COULDNT_RESOLVE_HOST), Errc::unreachable,
                "could not reach https://fax.example: no such host (check the address given with --url or "
                "CASELLI_URL)"},
           Case{failure(there, CURLE_PEER_FAILED_VERIFICATION), Errc::unreachable,
                "could not reach https://fax.example: no trusted TLS connection: certificate has expired (check the "
                "server's certificate and its name)"},
           Case{failure(there, CURLE_OPERATION_TIMEDOUT), Errc::timed_out,
                "https://fax.example did not answer within 30 s"},
           Case{failure(here, CURLE_READ_ERROR), Errc::invalid_argument,
                "a file to send could not be read to its end while it went to http://127.0.0.1:8329"},
       }) {
    const auto error = curl_error(what);
    EXPECT_EQ(error.code, code);
    EXPECT_EQ(error.text, text);
  }
}

}  // namespace
}  // namespace caselli
