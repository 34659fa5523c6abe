// What RemoteFaxService asks for over the wire, and what it makes of the answers.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "client/remote_fax_service.h"
#include "support/scripted_server.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kJob = R"({"id": "7", "status": "queued", "to": "1001"})";
constexpr std::string_view kPort = R"({"port": 3, "name": "Fax 3", "revision": 41})";

std::shared_ptr<FaxService> connect(const ScriptedServer& server) {
  return *connect_fax_service({.url = server.url(), .token = "secret", .timeout = 20s});
}

// Answers everything with `status` and `body`.
ScriptedServer::Answers always(int status, std::string body, std::string headers = "") {
  return [=](ScriptedConnection& connection, const ScriptedRequest&) { connection.answer(status, headers, body); };
}

std::string line_of(const ScriptedRequest& request) {
  return request.method + " " + request.path + (request.body.empty() ? "" : " " + request.body);
}

TEST(RemoteFaxService, asks_for_faxes_as_the_contract_says) {
  ScriptedServer server{always(200, std::string{kJob})};
  const auto service = connect(server);
  EXPECT_EQ(service->fax(JobId{7})->to, "1001");
  EXPECT_EQ(service->cancel(JobId{7})->id, JobId{7});
  EXPECT_TRUE(service->hold(JobId{7}));
  EXPECT_TRUE(service->resume(JobId{7}));
  EXPECT_TRUE(service->restart(JobId{7}));
  EXPECT_EQ(*service->document(JobId{7}, DocumentFormat::pdf), kJob);
  EXPECT_EQ(*service->document(JobId{7}, DocumentFormat::tiff), kJob);
  EXPECT_TRUE(service->page_png(JobId{7}, 2, 800));
  EXPECT_TRUE(service->page_png(JobId{7}, 2, 0));
  const std::vector<std::string> expected{"GET /v1/faxes/7",
                                          "DELETE /v1/faxes/7",
                                          "POST /v1/faxes/7/hold",
                                          "POST /v1/faxes/7/resume",
                                          "POST /v1/faxes/7/restart",
                                          "GET /v1/faxes/7/document",
                                          "GET /v1/faxes/7/document",
                                          "GET /v1/faxes/7/pages/2.png?width=800",
                                          "GET /v1/faxes/7/pages/2.png"};
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(line_of(requests[i]), expected[i]);
    EXPECT_EQ(requests[i].headers.at("authorization"), "Bearer secret");
  }
  EXPECT_EQ(requests[5].headers.at("accept"), "application/pdf");
  EXPECT_EQ(requests[6].headers.at("accept"), "image/tiff");
}

TEST(RemoteFaxService, a_command_without_content_in_its_answer_asks_for_the_fax) {
  ScriptedServer server{[](ScriptedConnection& connection, const ScriptedRequest& request) {
    request.method == "DELETE" ? connection.answer(204, "", "") : connection.answer(200, "", kJob);
  }};
  EXPECT_EQ(connect(server)->cancel(JobId{7})->to, "1001");
}

TEST(RemoteFaxService, lists_faxes_with_what_the_filter_names) {
  ScriptedServer server{always(200, R"({"items": [{"id": "2"}, {"id": "1"}], "next": "1"})")};
  const auto service = connect(server);
  FaxFilter filter;
  auto page = service->faxes(filter);
  ASSERT_TRUE(page) << page.error().text;
  EXPECT_EQ(page->items.size(), 2u);
  EXPECT_EQ(page->next, "1");
  filter.direction = Direction::send;
  filter.states = {JobState::queued, JobState::waiting};
  filter.to = "+49 30&1";
  filter.from = "Jürgen";
  filter.since = Instant{1'795'348'800s};
  filter.limit = 5;
  filter.cursor = "a/b";
  EXPECT_TRUE(service->faxes(filter));
  EXPECT_EQ(server.requests().at(0).path, "/v1/faxes?limit=100");
  EXPECT_EQ(server.requests().at(1).path,
            "/v1/faxes?direction=send&status=queued%2Cwaiting&to=%2B49%2030%261&from=J%C3%BCrgen"
            "&since=2026-11-22T12%3A00%3A00.000Z&limit=5&cursor=a%2Fb");
}

TEST(RemoteFaxService, reads_and_sets_ports_and_the_server) {
  ScriptedServer server{always(200, R"({"port": 3, "tsid": "T", "version": "1", "retries": 4})")};
  const auto service = connect(server);
  EXPECT_EQ(service->port_settings(PortId{3})->tsid, "T");
  PortSettingsPatch port;
  port.tsid = "T";
  EXPECT_EQ(service->set_port(PortId{3}, port)->port, PortId{3});
  EXPECT_TRUE(service->release_port(PortId{3}));
  EXPECT_EQ(service->server()->version, "1");
  ServerSettingsPatch settings;
  settings.retries = 4;
  EXPECT_EQ(service->set_server(settings)->settings.retries, 4);
  EXPECT_TRUE(service->ready());
  const std::vector<std::string> expected{
      "GET /v1/ports/3", R"(PATCH /v1/ports/3 {"tsid":"T"})", "POST /v1/ports/3/release",
      "GET /v1/server",  R"(PATCH /v1/server {"retries":4})", "GET /readyz"};
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(line_of(requests[i]), expected[i]);
  EXPECT_EQ(requests[1].headers.at("content-type"), "application/json");
}

TEST(RemoteFaxService, lists_ports_in_one_read) {
  ScriptedServer server{always(200, R"({"boot": "b", "revision": 9, "ports": [{"port": 1}, {"port": 2}]})")};
  const auto ports = connect(server)->ports();
  ASSERT_TRUE(ports) << ports.error().text;
  EXPECT_EQ(ports->boot, "b");
  EXPECT_EQ(ports->revision, 9u);
  ASSERT_EQ(ports->ports.size(), 2u);
  EXPECT_EQ(ports->ports[1]->port, PortId{2});
}

TEST(RemoteFaxService, a_status_that_is_known_is_not_sent_again) {
  ScriptedServer server{[](ScriptedConnection& connection, const ScriptedRequest& request) {
    const auto tag = request.headers.find("if-none-match");
    if (tag != request.headers.end() && tag->second == "\"41\"")
      connection.answer(304, "ETag: \"41\"\r\n", "");
    else
      connection.answer(200, "ETag: \"41\"\r\n", kPort);
  }};
  const auto service = connect(server);
  const auto first = service->port_status(PortId{3}, 0);
  ASSERT_TRUE(first && *first);
  EXPECT_EQ((*first)->revision, 41u);
  EXPECT_FALSE(server.requests().at(0).headers.contains("if-none-match"));
  const auto second = service->port_status(PortId{3}, 41);
  ASSERT_TRUE(second) << second.error().text;
  EXPECT_EQ(*second, nullptr);
  const auto stale = service->port_status(PortId{3}, 40);
  ASSERT_TRUE(stale && *stale);
  EXPECT_EQ((*stale)->name, "Fax 3");
}

TEST(RemoteFaxService, gives_the_servers_tag_back_as_it_came) {
  ScriptedServer server{always(200, std::string{kPort}, "ETag: W/\"boot7-41\"\r\n")};
  const auto service = connect(server);
  EXPECT_TRUE(service->port_status(PortId{3}, 0));
  EXPECT_TRUE(service->port_status(PortId{3}, 41));
  EXPECT_EQ(server.requests().at(1).headers.at("if-none-match"), "W/\"boot7-41\"");
}

TEST(RemoteFaxService, submits_a_form_with_a_key_so_that_a_repeat_is_one_fax) {
  ScriptedServer server{always(202, std::string{kJob})};
  const auto service = connect(server);
  NewFax fax;
  fax.to = {{"1001", "Ana"}};
  fax.documents = {{"", "first", "a.txt", "text/plain"}, {"", "second", "", ""}};
  const auto jobs = service->submit(fax);
  ASSERT_TRUE(jobs) << jobs.error().text;
  ASSERT_EQ(jobs->size(), 1u);
  EXPECT_EQ((*jobs)[0].id, JobId{7});
  fax.idempotency_key = "mine";
  EXPECT_TRUE(service->submit(fax));
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 2u);
  EXPECT_EQ(requests[0].method + " " + requests[0].path, "POST /v1/faxes");
  EXPECT_GE(requests[0].headers.at("idempotency-key").size(), 32u);
  EXPECT_EQ(requests[1].headers.at("idempotency-key"), "mine");
  const auto& body = requests[0].body;
  const auto json = body.find(
      "name=\"fax\"\r\nContent-Type: application/json\r\n\r\n"
      R"({"to":"1001","recipientName":"Ana"})");
  const auto first = body.find("name=\"document\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nfirst\r\n");
  const auto second = body.find("\r\n\r\nsecond\r\n");
  EXPECT_LT(json, first);
  EXPECT_LT(first, second);
  EXPECT_NE(second, body.npos);
}

TEST(RemoteFaxService, a_broadcast_comes_back_as_a_list) {
  ScriptedServer server{always(202, R"({"items": [{"id": "1"}, {"id": "2"}], "next": null})")};
  NewFax fax;
  fax.to = {{"1", ""}, {"2", ""}};
  fax.documents = {{"", "x", "", ""}};
  EXPECT_EQ(connect(server)->submit(fax)->size(), 2u);
}

TEST(RemoteFaxService, a_document_without_file_or_content_is_refused_here) {
  NewFax fax;
  fax.to = {{"1", ""}};
  fax.documents = {{}};
  const auto service = *connect_fax_service({.url = "http://127.0.0.1:1", .token = ""});
  const auto jobs = service->submit(fax);
  ASSERT_FALSE(jobs);
  EXPECT_EQ(jobs.error().code, Errc::invalid_argument);
}

TEST(RemoteFaxService, problems_come_back_as_the_errors_they_were) {
  ScriptedServer server{always(409, R"({"type": "urn:caselli:wrong_state", "title": "Not possible in this state",
      "status": 409, "detail": "fax 7 was sent already", "code": "wrong_state"})")};
  const auto service = connect(server);
  const Error expected{Errc::wrong_state, "fax 7 was sent already"};
  EXPECT_EQ(service->cancel(JobId{7}).error(), expected);
  EXPECT_EQ(service->fax(JobId{7}).error(), expected);
  EXPECT_EQ(service->ports().error(), expected);
  EXPECT_EQ(service->port_status(PortId{1}, 5).error(), expected);
  EXPECT_EQ(service->document(JobId{7}, DocumentFormat::pdf).error(), expected);
  EXPECT_EQ(service->ready().error(), expected);
  EXPECT_EQ(service->trace(JobId{7}).error(), expected);
}

TEST(RemoteFaxService, an_answer_that_is_no_answer_is_a_sentence) {
  for (const std::string body : {"<html>hello</html>", "", "[1]", "{\"port\": \"one\"}", "{\"ports\": [7]}"}) {
    ScriptedServer server{always(200, body)};
    const auto service = connect(server);
    for (const auto& error : {service->ports().error(), service->port_settings(PortId{1}).error(),
                              service->fax(JobId{1}).error(), service->port_status(PortId{1}, 0).error()}) {
      EXPECT_EQ(error.code, Errc::internal);
      EXPECT_TRUE(error.text.starts_with("could not understand the answer of " + server.url())) << error.text;
    }
  }
}

TEST(RemoteFaxService, a_redirect_is_told_and_not_followed) {
  ScriptedServer other{always(200, std::string{kJob})};
  ScriptedServer server{always(301, "", "Location: " + other.url() + "/v1/faxes/7\r\n")};
  const auto fax = connect(server)->fax(JobId{7});
  ASSERT_FALSE(fax);
  EXPECT_EQ(fax.error().code, Errc::unavailable);
  EXPECT_NE(fax.error().text.find(other.url()), std::string::npos);
  EXPECT_EQ(other.connections(), 0);
}

}  // namespace
}  // namespace caselli
