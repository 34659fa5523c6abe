// /v1/server, health, metrics and the description of the interface.

#include <set>

#include "api/openapi.h"
#include "api/route.h"
#include "api_fixture.h"
#include "core/error_table.h"
#include "service/service_json.h"

namespace caselli::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ServerCalls : public ApiTest {};

TEST_F(ServerCalls, the_server_tells_version_uptime_and_settings) {
  const Json body = json(get("/v1/server"));
  EXPECT_EQ(body["version"], "1.2.3");
  EXPECT_EQ(body["boot"], "b00t");
  EXPECT_EQ(body["retries"], 2);
  EXPECT_GT(body["uptimeSeconds"].get<std::int64_t>(), 0);
}

TEST_F(ServerCalls, settings_are_patched_and_wrong_ones_named) {
  EXPECT_EQ(json(send("PATCH", "/v1/server", R"({"retries": 5})"))["retries"], 5);
  EXPECT_THAT(problem(send("PATCH", "/v1/server", R"({"retrys": 5})"), 400, "unknown_field"), HasSubstr("retrys"));
  EXPECT_THAT(problem(send("PATCH", "/v1/server", R"({"retries": "x"})"), 400, "invalid_argument"),
              HasSubstr("retries"));
}

TEST_F(ServerCalls, readiness_follows_the_service_and_health_does_not) {
  EXPECT_EQ(get("/readyz").status, 200);
  service_.fail_with({Errc::storage_failed, "the database is gone"});
  EXPECT_EQ(problem(get("/readyz"), 503, "unavailable"), "the database is gone");
  EXPECT_EQ(get("/healthz").status, 200);
}

TEST_F(ServerCalls, what_the_server_finds_in_itself_is_told) {
  service_.findings = {{"line trunk", Health::good, "registered", ""},
                       {"trunk address", Health::warning, "we say 192.168.1.5", "set `advertise`"},
                       {"disk", Health::bad, "1 MB free", "make room"}};
  const Json body = json(get("/v1/checks"));
  const auto back = findings_from_json(body);
  ASSERT_TRUE(back) << back.error().text;
  ASSERT_EQ(back->size(), 3u);
  for (std::size_t i = 0; i < back->size(); ++i) {
    EXPECT_EQ((*back)[i].name, service_.findings[i].name);
    EXPECT_EQ((*back)[i].health, service_.findings[i].health);
    EXPECT_EQ((*back)[i].text, service_.findings[i].text);
    EXPECT_EQ((*back)[i].advice, service_.findings[i].advice);
  }
  EXPECT_EQ(to_text(body["checks"][1]),
            R"({"name":"trunk address","health":"warning","text":"we say 192.168.1.5","advice":"set `advertise`"})");
  service_.fail_with({Errc::storage_failed, "the database is gone"});
  EXPECT_EQ(problem(get("/v1/checks"), 500, "storage_failed"), "the database is gone");
}

TEST_F(ServerCalls, metrics_count_what_happens) {
  Job job;
  job.id = JobId{3};
  job.state = JobState::queued;
  service_.publish(job);
  PortStatus status;
  status.port = PortId{1};
  status.line = "loop";
  status.state = PortState::sending;
  service_.publish(status);
  job.id = JobId{4};
  job.state = JobState::sent;
  job.outcome = Outcome::sent;
  job.pages_done = 3;
  job.ended_at = clock_.now();
  PageResult page;
  page.bytes = 1000;
  page.confirmed = true;
  job.attempts.emplace_back().pages = {page, page, page};
  get("/v1/ports");
  get("/v1/ports/77");
  get("/somewhere");
  service_.publish(job);
  service_.publish(job);  // told again: not counted again
  std::string text;
  do text = get("/metrics").body;
  while (text.find("caselli_faxes_total{") == std::string::npos);
  for (const char* line :
       {"caselli_ports{state=\"sending\"} 1\n", "caselli_ports{state=\"available\"} 1\n",
        "caselli_port_busy{line=\"loop\",port=\"1\"} 1\n", "caselli_jobs{status=\"queued\"} 1\n",
        "caselli_faxes_total{direction=\"send\",outcome=\"sent\"} 1\n", "caselli_pages_total{direction=\"send\"} 3\n",
        "caselli_page_bytes_total{direction=\"send\"} 3000\n", "caselli_event_readers 0\n",
        "caselli_http_requests_total{method=\"GET\",route=\"/v1/ports\",status=\"200\"} 1\n",
        "caselli_http_requests_total{method=\"GET\",route=\"/v1/ports/{port}\",status=\"404\"} 1\n",
        "caselli_http_requests_total{method=\"other\",route=\"none\",status=\"404\"} 1\n", "caselli_uptime_seconds ",
        "caselli_info{version=", "# TYPE caselli_http_request_seconds histogram\n"})
    EXPECT_THAT(text, HasSubstr(line));
  EXPECT_THAT(text, Not(HasSubstr("somewhere")));
}

// Every $ref leads somewhere.
void check_references(const Json& node, const Json& root) {
  if (node.is_object()) {
    for (const auto& [name, value] : node.items()) {
      if (name == "$ref") {
        const std::string target = value.get<std::string>();
        ASSERT_THAT(target, testing::StartsWith("#/"));
        EXPECT_TRUE(root.contains(Json::json_pointer(target.substr(1)))) << target;
      }
      check_references(value, root);
    }
  } else if (node.is_array()) {
    for (const Json& item : node) check_references(item, root);
  }
}

TEST_F(ServerCalls, the_description_is_whole_openapi_3_1) {
  const Json description = json(get("/openapi.json"));
  EXPECT_EQ(description["openapi"], "3.1.0");
  EXPECT_TRUE(description["info"]["title"].is_string());
  EXPECT_TRUE(description["info"]["version"].is_string());
  check_references(description, description);
  for (const auto& [path, operations] : description["paths"].items()) {
    EXPECT_EQ(path[0], '/');
    for (const auto& [method, operation] : operations.items()) {
      EXPECT_TRUE((std::set<std::string>{"get", "post", "patch", "delete"}).contains(method));
      EXPECT_TRUE(operation["summary"].is_string()) << path;
      EXPECT_FALSE(operation["responses"].empty()) << path;
      // Each {name} of the path is a parameter, and the other way round.
      std::set<std::string> named, in_path;
      for (const Json& parameter : operation.value("parameters", Json::array()))
        if (parameter["in"] == "path") named.insert(parameter["name"].get<std::string>());
      for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1))
        in_path.insert(path.substr(at + 1, path.find('}', at) - at - 1));
      EXPECT_EQ(named, in_path) << path;
    }
  }
}

TEST(OpenApi, every_call_of_the_contract_is_there) {
  // interfaces.md, 4.
  const std::pair<const char*, const char*> calls[] = {{"/v1/ports", "get"},
                                                       {"/v1/ports/{port}/status", "get"},
                                                       {"/v1/ports/{port}", "get"},
                                                       {"/v1/ports/{port}", "patch"},
                                                       {"/v1/ports/{port}/release", "post"},
                                                       {"/v1/port-fields", "get"},
                                                       {"/v1/events", "get"},
                                                       {"/v1/faxes", "post"},
                                                       {"/v1/faxes", "get"},
                                                       {"/v1/faxes/{id}", "get"},
                                                       {"/v1/faxes/{id}", "delete"},
                                                       {"/v1/faxes/{id}/hold", "post"},
                                                       {"/v1/faxes/{id}/resume", "post"},
                                                       {"/v1/faxes/{id}/restart", "post"},
                                                       {"/v1/faxes/{id}/document", "get"},
                                                       {"/v1/faxes/{id}/pages/{page}.png", "get"},
                                                       {"/v1/faxes/{id}/trace", "get"},
                                                       {"/v1/server", "get"},
                                                       {"/v1/server", "patch"},
                                                       {"/metrics", "get"},
                                                       {"/healthz", "get"},
                                                       {"/readyz", "get"},
                                                       {"/openapi.json", "get"},
                                                       {"/v1/checks", "get"}};  // added to it
  const Json paths = openapi_json()["paths"];
  for (const auto& [path, method] : calls)
    EXPECT_TRUE(paths.contains(path) && paths[path].contains(method)) << method << " " << path;
  EXPECT_EQ(std::size(calls), routes().size());
}

TEST(OpenApi, a_fax_as_described_is_taken) {
  // What the description promises and what the reader takes are two tables.
  const Json schema = openapi_schemas()["NewFax"]["properties"];
  Json fax = Json::object();
  for (const auto& [name, member] : schema.items()) {
    if (name == "documents") continue;  // read by the call itself
    if (name == "to" || !member.contains("type")) {
      fax[name] = member.contains("enum") ? member["enum"][0] : Json("1");
    } else {
      const Json& type = member["type"];
      const std::string first = type.is_array() ? type[0].get<std::string>() : type.get<std::string>();
      fax[name] = first == "boolean"   ? Json(true)
                  : first == "integer" ? Json(1)
                  : first == "object"  ? Json::object()
                  : name == "sendAt"   ? Json("2026-11-22T10:27:00Z")
                                       : Json("text");
    }
  }
  const auto read = new_fax_from_json(fax);
  EXPECT_TRUE(read.ok()) << read.error().text;
}

TEST(OpenApi, schemas_show_what_is_written) {
  const Json schemas = openapi_schemas();
  const auto covers = [&](const char* name, const Json& value) {
    for (const auto& [member, content] : value.items())
      EXPECT_TRUE(schemas[name]["properties"].contains(member)) << name << "." << member;
  };
  covers("PortStatus", to_json(PortStatus{}));
  covers("Fax", to_json(Job{}));
  covers("Server", to_json(ServerInfo{}));
  EXPECT_EQ(schemas["Problem"]["properties"]["code"]["oneOf"].size(), static_cast<std::size_t>(Errc::internal) + 3);
}

}  // namespace
}  // namespace caselli::test
