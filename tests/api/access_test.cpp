// Who is let in, and what everybody else is told.

#include "api/authenticator.h"
#include "api_fixture.h"

namespace caselli::test {
namespace {

using testing::HasSubstr;

TEST(SameSecret, only_equal_texts_are_the_same) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "ab"));
  EXPECT_FALSE(same_secret("", "a"));
}

TEST(AdminAuthenticator, an_empty_token_opens_nothing) {
  EXPECT_FALSE(make_admin_authenticator("")->caller_of(""));
  EXPECT_FALSE(make_admin_authenticator("x")->caller_of(""));
  EXPECT_EQ(make_admin_authenticator("x")->caller_of("x")->right, Right::admin);
}

class Access : public ApiTest {
 protected:
  CurlAnswer without(const std::string& path, const std::string& header = "") {
    if (!server_) start();
    CurlCall call{.url = "http://127.0.0.1:" + std::to_string(port_) + path};
    if (!header.empty()) call.headers.push_back(header);
    return curl(call);
  }
};

TEST_F(Access, everything_but_health_needs_the_token) {
  EXPECT_EQ(without("/healthz").status, 200);
  for (const char* path : {"/v1/ports", "/v1/ports/1/status", "/v1/ports/1", "/v1/port-fields", "/v1/events",
                           "/v1/faxes", "/v1/faxes/1", "/v1/faxes/1/document", "/v1/faxes/1/pages/1.png",
                           "/v1/faxes/1/trace", "/v1/server", "/openapi.json", "/metrics", "/readyz"}) {
    const auto answer = without(path);
    EXPECT_THAT(problem(answer, 401, "unauthenticated"), HasSubstr("Authorization: Bearer")) << path;
    EXPECT_THAT(answer.headers.at("www-authenticate"), HasSubstr("Bearer"));
  }
}

TEST_F(Access, a_wrong_token_is_refused) {
  for (const std::string& header :
       std::vector<std::string>{"Authorization: Bearer wrong", "Authorization: Bearer " + kToken + "x",
                                "Authorization: Basic " + kToken, "Authorization: Bearer", "Authorization: " + kToken})
    problem(without("/v1/ports", header), 401, "unauthenticated");
  EXPECT_EQ(without("/v1/ports", "authorization: bearer   " + kToken + " ").status, 200);
}

// Rights come with the tokens; one that may only read must not write.
TEST_F(Access, a_right_that_is_too_small_is_named) {
  class Reader final : public Authenticator {
    std::optional<Caller> caller_of(std::string_view) const override { return Caller{"rita", Right::read}; }
  };
  authenticator_ = std::make_unique<Reader>();
  server_ = std::make_unique<ApiServer>(options_, service_, *authenticator_, clock_, workers_);
  port_ = server_->start()->port;
  EXPECT_EQ(get("/v1/ports").status, 200);
  EXPECT_THAT(problem(send("PATCH", "/v1/server", "{}"), 403, "permission_denied"), HasSubstr("rita"));
  EXPECT_EQ(json(get("/v1/ports/1"))["canModify"], false);
  problem(send("PATCH", "/v1/ports/1", R"({"rings": 3})"), 403, "permission_denied");
  problem(send("POST", "/v1/ports/1/release"), 403, "permission_denied");
  problem(send("POST", "/v1/faxes", R"({"to":"1"})"), 403, "permission_denied");
  EXPECT_TRUE(service_.commands().empty());
}

TEST_F(Access, unknown_paths_are_404_and_wrong_methods_405_with_what_is_allowed) {
  for (const char* path : {"/", "/v1", "/v1/", "/v1/ports/", "/v1/ports/1/status/", "/v2/ports",
                           "/v1/faxes/1/pages/1.jpg", "/v1/faxes/1/pages/.png", "/V1/ports"})
    problem(get(path), 404, "not_found");
  const auto answer = send("DELETE", "/v1/ports");
  EXPECT_THAT(problem(answer, 405, "method_not_allowed"), HasSubstr("DELETE"));
  EXPECT_EQ(answer.headers.at("allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(send("PUT", "/v1/faxes/1").headers.at("allow"), "GET, HEAD, DELETE, OPTIONS");
}

TEST_F(Access, options_tell_what_is_allowed_and_head_is_a_get_without_body) {
  const auto options = send("OPTIONS", "/v1/faxes");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.headers.at("allow"), "POST, GET, HEAD, OPTIONS");
  const auto head = call({.method = "HEAD", .url = "/v1/ports"});
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.at("content-length"), std::to_string(get("/v1/ports").body.size()));
}

TEST_F(Access, answers_carry_security_headers) {
  for (const auto& answer : {get("/v1/ports"), get("/nowhere"), without("/v1/ports")}) {
    EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
    EXPECT_THAT(answer.headers.at("content-security-policy"), HasSubstr("default-src 'none'"));
    EXPECT_EQ(answer.headers.at("cache-control"), "no-store");
  }
}

TEST_F(Access, an_unknown_query_parameter_is_refused_by_name) {
  EXPECT_THAT(problem(get("/v1/ports?limit=3"), 400, "unknown_field"), HasSubstr("'limit'"));
  EXPECT_THAT(problem(get("/v1/faxes?limt=3"), 400, "unknown_field"), HasSubstr("'limt'"));
  problem(get("/v1/faxes?to=%ff"), 400, "invalid_argument");
}

TEST_F(Access, what_is_not_http_gets_a_problem_too) {
  start();
  RawHttp client(port_);
  client.send("GET / HTTP/9\r\n\r\n");
  const RawResponse answer = client.read_response();
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
  EXPECT_EQ((*parse_json(answer.body))["status"], 400);
}

TEST_F(Access, a_port_in_use_is_reported) {
  start();
  ApiOptions same = options_;
  same.http.port = port_;
  ApiServer second(same, service_, *authenticator_, clock_, workers_);
  const auto bound = second.start();
  ASSERT_FALSE(bound.ok());
  EXPECT_EQ(bound.error().code, Errc::address_in_use);
}

TEST_F(Access, a_folder_for_uploads_that_cannot_be_made_is_reported) {
  options_.upload_folder = "/proc/uploads";
  authenticator_ = make_admin_authenticator(kToken);
  ApiServer server(options_, service_, *authenticator_, clock_, workers_);
  const auto bound = server.start();
  ASSERT_FALSE(bound.ok());
  EXPECT_EQ(bound.error().code, Errc::storage_failed);
  EXPECT_THAT(bound.error().text, HasSubstr("/proc/uploads"));
}

}  // namespace
}  // namespace caselli::test
