// What FaxCom's objects cost on the wire: a Refresh is one conditional request, all of them go
// over one connection; and what a token without rights is told.

#include <fmt/format.h>

#include "client.h"
#include "client/remote_fax_service.h"
#include "faxcom/connect_name.h"
#include "support/scripted_server.h"

namespace caselli::faxcom {
namespace {

using namespace std::chrono_literals;

// Port 1 at revision 5, for as long as nobody changes it.
void answer(ScriptedConnection& connection, const ScriptedRequest& request) {
  const auto known = request.headers.find("if-none-match");
  if (request.path == "/v1/ports/1/status" && known != request.headers.end() && known->second == "\"5\"")
    connection.answer(304, "ETag: \"5\"\r\n", "");
  else if (request.path == "/v1/ports/1/status")
    connection.answer(200, "ETag: \"5\"\r\n", R"({"port": 1, "name": "One", "revision": 5})");
  else if (request.path == "/v1/ports/1")
    connection.answer(200, "", R"({"port": 1, "name": "One"})");
  else if (request.path == "/v1/ports")
    connection.answer(200, "", R"({"boot": "b", "revision": 5, "ports": [{"port": 1, "name": "One", "revision": 5}]})");
  else
    connection.answer(200, "", R"({"version": "1", "boot": "b", "items": [], "next": ""})");
}

ComPtr<FaxServer> client_of(const ScriptedServer& server) {
  return make_com<FaxServer>(
      [url = server.url()](const std::string&) {
        return connect_fax_service({.url = url, .token = "secret", .timeout = 20s});
      },
      std::make_shared<SystemClock>());
}

TEST(OneConnection, a_refresh_is_one_conditional_request_and_all_share_one_connection) {
  ScriptedServer server{ScriptedServer::Answers{answer}};
  const auto client = client_of(server);
  ASSERT_EQ(client->Connect(nullptr), S_OK) << last_error();
  const auto ports = child<IFaxPorts>([&](VARIANT* value) { return client->GetPorts(value); });
  const auto port = child<IFaxPort>([&](VARIANT* value) { return ports->get_Item(1, value); });
  const auto status = child<IFaxStatus>([&](VARIANT* value) { return port->GetStatus(value); });
  const auto before = server.requests().size();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(status->Refresh(), S_OK) << last_error();
  EXPECT_EQ(read<BSTR>(status, &IFaxStatus::get_DeviceName), "One");  // properties ask nobody

  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), before + 5);
  for (auto i = before; i < requests.size(); ++i) {
    EXPECT_EQ(requests[i].path, "/v1/ports/1/status");
    EXPECT_EQ(requests[i].headers.at("if-none-match"), "\"5\"");
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST(OneConnection, a_token_that_is_unknown_or_may_too_little_is_denied_with_the_servers_sentence) {
  for (const auto& [code, problem] : {std::pair{401, "unauthenticated"}, std::pair{403, "permission_denied"}}) {
    ScriptedServer server{
        [code = code, problem = problem](ScriptedConnection& connection, const ScriptedRequest& request) {
          if (request.path == "/v1/server" && request.method == "PATCH")
            connection.answer(code, "Content-Type: application/problem+json\r\n",
                              fmt::format(R"({{"code": "{}", "detail": "the token may not do that"}})", problem));
          else
            answer(connection, request);
        }};
    const auto client = client_of(server);
    ASSERT_EQ(client->Connect(nullptr), S_OK) << last_error();
    EXPECT_EQ(client->put_Retries(1), E_ACCESSDENIED);
    EXPECT_EQ(last_error(), "the token may not do that");
  }
}

TEST(OneConnection, connect_with_an_unknown_token_is_denied) {
  ScriptedServer server{[](ScriptedConnection& connection, const ScriptedRequest&) {
    connection.answer(401, "Content-Type: application/problem+json\r\n",
                      R"({"code": "unauthenticated", "detail": "this token is not known"})");
  }};
  setenv("CASELLI_URL", server.url().c_str(), 1);
  setenv("CASELLI_TOKEN", "wrong", 1);
  const auto client = make_com<FaxServer>(Connector(connect_by_name), std::make_shared<SystemClock>());
  EXPECT_EQ(client->Connect(nullptr), E_ACCESSDENIED);
  EXPECT_EQ(last_error(), "this token is not known");
  unsetenv("CASELLI_URL");
  unsetenv("CASELLI_TOKEN");
}

}  // namespace
}  // namespace caselli::faxcom
