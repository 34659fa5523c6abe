#include "api_fixture.h"
#include "core/port_fields.h"

namespace caselli::test {
namespace {

using testing::HasSubstr;

class Ports : public ApiTest {};

TEST_F(Ports, all_ports_come_in_one_read_with_boot_and_revision) {
  const Json body = json(get("/v1/ports"));
  EXPECT_EQ(body["boot"], "b00t");
  EXPECT_EQ(body["revision"], 2);
  ASSERT_EQ(body["ports"].size(), 2u);
  EXPECT_EQ(body["ports"][0]["port"], 1);
  EXPECT_EQ(body["ports"][1]["name"], "Two");
}

TEST_F(Ports, a_status_has_every_field_of_the_contract) {
  // interfaces.md, 3: every field always present.
  const Json body = json(get("/v1/ports/1/status"));
  for (const char* field : {"port",
                            "name",
                            "line",
                            "state",
                            "description",
                            "since",
                            "direction",
                            "job",
                            "attempt",
                            "address",
                            "callerId",
                            "routing",
                            "tsid",
                            "csid",
                            "senderName",
                            "recipientName",
                            "documentName",
                            "documentBytes",
                            "submittedAt",
                            "startedAt",
                            "page",
                            "pages",
                            "pagesDone",
                            "pageBytes",
                            "pageBytesTotal",
                            "percent",
                            "etaSeconds",
                            "transport",
                            "modem",
                            "bitRate",
                            "ecm",
                            "compression",
                            "resolution",
                            "pageWidth",
                            "badRows",
                            "ppr",
                            "rtn",
                            "ftt",
                            "dcsAttempts",
                            "packetsLost",
                            "packetsRecovered",
                            "jitterMs",
                            "remoteCountry",
                            "remoteVendor",
                            "remoteModel",
                            "lastFrame",
                            "revision"})
    EXPECT_TRUE(body.contains(field)) << field;
  EXPECT_EQ(body["state"], "available");
  EXPECT_TRUE(body["job"].is_null());
}

TEST_F(Ports, the_etag_is_the_revision_and_an_unchanged_status_is_304) {
  const auto first = get("/v1/ports/2/status");
  EXPECT_EQ(first.headers.at("etag"), "\"2\"");
  for (const char* known : {"\"2\"", "W/\"2\"", "2"}) {
    const auto same = get("/v1/ports/2/status", {std::string{"If-None-Match: "} + known});
    EXPECT_EQ(same.status, 304) << known;
    EXPECT_EQ(same.body, "");
    EXPECT_EQ(same.headers.at("etag"), "\"2\"");
  }
  PortStatus status;
  status.port = PortId{2};
  status.state = PortState::dialing;
  service_.publish(status);
  const auto changed = get("/v1/ports/2/status", {"If-None-Match: \"2\""});
  EXPECT_EQ(changed.status, 200);
  EXPECT_EQ(changed.headers.at("etag"), "\"3\"");
  EXPECT_EQ(json(changed)["state"], "dialing");
  EXPECT_EQ(get("/v1/ports/2/status", {"If-None-Match: *"}).status, 200);
  EXPECT_EQ(get("/v1/ports/2/status", {"If-None-Match: nonsense"}).status, 200);
}

TEST_F(Ports, a_port_that_is_not_there_is_not_found) {
  for (const char* id : {"9", "0", "-1", "abc", "99999999999", "1%20"}) {
    const std::string path = std::string{"/v1/ports/"} + id;
    problem(get(path), 404, "not_found");
    problem(get(path + "/status"), 404, "not_found");
    problem(send("PATCH", path, "{}"), 404, "not_found");
    problem(send("POST", path + "/release"), 404, "not_found");
  }
}

TEST_F(Ports, settings_are_read_and_patched) {
  EXPECT_EQ(json(get("/v1/ports/1"))["rings"], 2);
  const Json changed = json(send("PATCH", "/v1/ports/1", R"({"name": "Front desk", "rings": 5, "send": false})"));
  EXPECT_EQ(changed["name"], "Front desk");
  EXPECT_EQ(changed["rings"], 5);
  EXPECT_EQ(changed["send"], false);
  EXPECT_EQ(json(get("/v1/ports/1"))["rings"], 5);
}

TEST_F(Ports, a_patch_that_is_wrong_changes_nothing_and_names_the_member) {
  EXPECT_THAT(problem(send("PATCH", "/v1/ports/1", R"({"rings": 5, "colour": "red"})"), 400, "unknown_field"),
              HasSubstr("colour"));
  EXPECT_THAT(problem(send("PATCH", "/v1/ports/1", R"({"rings": "many"})"), 400, "invalid_argument"),
              HasSubstr("rings"));
  problem(send("PATCH", "/v1/ports/1", "{"), 400, "invalid_argument");
  problem(send("PATCH", "/v1/ports/1", "[]"), 400, "invalid_argument");
  problem(send("PATCH", "/v1/ports/1", ""), 400, "invalid_argument");
  problem(send("PATCH", "/v1/ports/1", std::string(33, '[') + std::string(33, ']')), 400, "invalid_argument");
  problem(call({.method = "PATCH", .url = "/v1/ports/1", .headers = {"Content-Type: text/xml"}, .body = "<a/>"}), 415,
          "unsupported_document");
  problem(send("PATCH", "/v1/ports/1", std::string((1u << 20) + 1, ' ')), 413, "document_too_large");
  EXPECT_EQ(json(get("/v1/ports/1"))["rings"], 2);
}

TEST_F(Ports, a_port_is_released) {
  const auto answer = send("POST", "/v1/ports/2/release");
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.body, "");
  EXPECT_THAT(service_.commands(), testing::ElementsAre("release 2"));
}

TEST_F(Ports, the_fields_are_described) {
  const Json fields = json(get("/v1/port-fields"));
  EXPECT_EQ(fields.size(), std::tuple_size_v<decltype(kPortFields)>);
  for (const Json& field : fields)
    for (const char* member : {"name", "type", "unit", "help"}) EXPECT_TRUE(field[member].is_string()) << field.dump();
}

TEST_F(Ports, an_error_of_the_service_becomes_a_problem) {
  service_.fail_with({Errc::storage_failed, "the disk is gone"});
  EXPECT_EQ(problem(get("/v1/ports"), 500, "storage_failed"), "the disk is gone");
}

}  // namespace
}  // namespace caselli::test
