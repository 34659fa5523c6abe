#pragma once
// An ApiServer on a free port of this machine over a FakeFaxService.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/api_server.h"
#include "base/json.h"
#include "fake_fax_service.h"
#include "support/curl_call.h"
#include "support/raw_http.h"
#include "support/temp_folder.h"

namespace caselli::test {

inline const std::string kToken = "secret-token";

class ApiTest : public testing::Test {
 protected:
  ApiTest() { options_.upload_folder = folder_ / "uploads"; }

  void SetUp() override {
    PortStatus status;
    status.port = PortId{1};
    status.name = "One";
    status.line = "loop";
    service_.publish(status);
    status.port = PortId{2};
    status.name = "Two";
    service_.publish(status);
  }

  void start() {
    authenticator_ = make_admin_authenticator(kToken);
    server_ = std::make_unique<ApiServer>(options_, service_, *authenticator_, clock_, workers_);
    const auto bound = server_->start();
    ASSERT_TRUE(bound.ok()) << bound.error().text;
    port_ = bound->port;
  }

  CurlAnswer call(CurlCall call) {
    if (!server_) start();
    call.url = "http://127.0.0.1:" + std::to_string(port_) + call.url;
    call.headers.push_back("Authorization: Bearer " + kToken);
    return curl(call);
  }
  CurlAnswer get(const std::string& path, std::vector<std::string> headers = {}) {
    return call({.url = path, .headers = std::move(headers)});
  }
  CurlAnswer send(const std::string& method, const std::string& path, const std::string& json = "",
                  std::vector<std::string> headers = {}) {
    headers.push_back("Content-Type: application/json");
    return call({.method = method, .url = path, .headers = std::move(headers), .body = json});
  }
  static Json json(const CurlAnswer& answer) {
    auto parsed = parse_json(answer.body);
    EXPECT_TRUE(parsed.ok()) << answer.body;
    return parsed ? *parsed : Json{};
  }
  // Demands a problem (RFC 9457) with that status and code; gives its text.
  static std::string problem(const CurlAnswer& answer, int status, const std::string& code) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
    const Json body = json(answer);
    EXPECT_EQ(body["status"], status);
    EXPECT_EQ(body["code"], code);
    for (const char* member : {"type", "title", "detail"}) EXPECT_TRUE(body[member].is_string()) << member;
    return body["detail"].is_string() ? body["detail"].get<std::string>() : "";
  }
  std::string event_request(const std::string& query = "", const std::string& headers = "") const {
    return "GET /v1/events" + query + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + kToken + "\r\n" + headers +
           "\r\n";
  }

  TempFolder folder_;
  FakeFaxService service_;
  SystemClock clock_;
  WorkerPool workers_{"worker", 2};
  ApiOptions options_;
  std::unique_ptr<Authenticator> authenticator_;
  std::unique_ptr<ApiServer> server_;
  std::uint16_t port_ = 0;
};

}  // namespace caselli::test
