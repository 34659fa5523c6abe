// Expected texts are written from interfaces.md, section 3.

#include <gtest/gtest.h>

#include <limits>

#include "core/port_fields.h"
#include "service/noon.h"
#include "service/service_json.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

PortStatus sending() {
  PortStatus status;
  status.port = PortId{1};
  status.name = "Fax 1";
  status.line = "loop";
  status.state = PortState::sending;
  status.description = "Sending";
  status.since = kNoon + 7ms;
  status.direction = Direction::send;
  status.job = JobId{17};
  status.attempt = 2;
  status.address = "+1 (425) 5551234";
  status.tsid = "+49 30 1";
  status.csid = "REMOTE";
  status.sender_name = "Ana \"A\" B\\C";
  status.recipient_name = "Jürgen";
  status.document_name = "letter.pdf";
  status.document_bytes = 81234;
  status.submitted_at = kNoon - 60s;
  status.started_at = kNoon - 10s;
  status.page = 2;
  status.pages = 3;
  status.pages_done = 1;
  status.page_bytes = 5000;
  status.page_bytes_total = 20000;
  status.percent = 41.5;
  status.eta_seconds = 30.25;
  status.transport = Transport::t38;
  status.modem = "V.17";
  status.bit_rate = 14400;
  status.ecm = true;
  status.compression = "MMR";
  status.resolution = "204x196";
  status.page_width = 1728;
  status.bad_rows = 1;
  status.ppr = 2;
  status.rtn = 3;
  status.ftt = 4;
  status.dcs_attempts = 5;
  status.packets_lost = 6;
  status.packets_recovered = 7;
  status.jitter_ms = 0.5;
  status.remote_country = "Germany";
  status.remote_vendor = "Acme";
  status.remote_model = "X1";
  status.last_frame = "> MCF";
  status.revision = 8123;
  return status;
}

constexpr std::string_view kSending =
    R"({"port":1,"name":"Fax 1","line":"loop","state":"sending","description":"Sending",)"
    R"("since":"2026-11-22T12:00:00.007Z","direction":"send","job":"17","attempt":2,"address":"+1 (425) 5551234",)"
    R"("callerId":"","routing":"","tsid":"+49 30 1","csid":"REMOTE","senderName":"Ana \"A\" B\\C",)"
    R"("recipientName":"Jürgen","documentName":"letter.pdf","documentBytes":81234,)"
    R"("submittedAt":"2026-11-22T11:59:00.000Z","startedAt":"2026-11-22T11:59:50.000Z","page":2,"pages":3,)"
    R"("pagesDone":1,"pageBytes":5000,"pageBytesTotal":20000,"percent":41.5,"etaSeconds":30.25,"transport":"t38",)"
    R"("modem":"V.17","bitRate":14400,"ecm":true,"compression":"MMR","resolution":"204x196","pageWidth":1728,)"
    R"("badRows":1,"ppr":2,"rtn":3,"ftt":4,"dcsAttempts":5,"packetsLost":6,"packetsRecovered":7,"jitterMs":0.5,)"
    R"("remoteCountry":"Germany","remoteVendor":"Acme","remoteModel":"X1","lastFrame":"> MCF","revision":8123})";

TEST(PortStatusJson, is_what_the_contract_shows) {
  EXPECT_EQ(to_text(to_json(sending())), kSending);
  EXPECT_EQ(to_json_text(sending()), kSending);
}

TEST(PortStatusJson, comes_back_as_it_went) {
  const auto back = port_status_from_json(*parse_json(kSending));
  ASSERT_TRUE(back) << back.error().text;
  EXPECT_EQ(*back, sending());
}

TEST(PortStatusJson, always_has_every_field) {
  PortStatus idle;
  idle.port = PortId{3};
  const auto json = parse_json(to_json_text(idle));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->size(), std::tuple_size_v<decltype(kPortFields)>);
  for (const auto name : {"job", "submittedAt", "startedAt", "percent", "etaSeconds"})
    EXPECT_TRUE(json->at(name).is_null()) << name;
  for (const auto name : {"address", "callerId", "modem", "lastFrame"}) EXPECT_EQ(json->at(name), "") << name;
  for (const auto name : {"attempt", "page", "pagesDone", "bitRate"}) EXPECT_EQ(json->at(name), 0) << name;
  EXPECT_EQ(json->at("ecm"), false);
  EXPECT_EQ(json->at("since"), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(*json, to_json(idle));
  EXPECT_EQ(*port_status_from_json(*json), idle);
}

TEST(PortStatusJson, fast_text_survives_hostile_characters_and_numbers) {
  auto status = sending();
  status.csid =
      "a\"\\\n\t\x01\x7F\xFF"
      "b";
  status.percent = std::numeric_limits<double>::quiet_NaN();
  status.eta_seconds = std::numeric_limits<double>::infinity();
  const auto json = parse_json(to_json_text(status));
  ASSERT_TRUE(json) << json.error().text;
  EXPECT_EQ(json->at("csid"),
            "a\"\\\n\t\x01\x7F\xEF\xBF\xBD"
            "b");
  EXPECT_TRUE(json->at("percent").is_null());
  EXPECT_TRUE(json->at("etaSeconds").is_null());
}

TEST(PortStatusJson, a_newer_server_may_add_members_and_leave_out_others) {
  const auto status = port_status_from_json(*parse_json(R"({"port": 4, "colour": "blue", "state": "busy"})"));
  ASSERT_TRUE(status) << status.error().text;
  EXPECT_EQ(status->port, PortId{4});
  EXPECT_EQ(status->state, PortState::busy);
}

TEST(PortStatusJson, wrong_types_are_errors_with_the_name) {
  struct Case {
    std::string_view json, text;
  };
  for (const auto& [json, text] : {
           Case{R"([])", "the JSON must be an object, not a list"},
           Case{R"({})", "the status of a port has no `port`"},
           Case{R"({"port": "1"})", "`port` must be a port number, not \"1\""},
           Case{R"({"port": 0})", "`port` must be a port number, not 0"},
           Case{R"({"port": 1, "job": 17})", "`job` must be the id of a fax, a text such as \"17\", not 17"},
           Case{R"({"port": 1, "page": 1.5})", "`page` must be an integer, not 1.5"},
           Case{R"({"port": 1, "page": 99999999999})",
                "`page` must be an integer from -2147483648 to 2147483647, not 99999999999"},
           Case{R"({"port": 1, "state": "asleep"})", "`state` must be the state of a port, not \"asleep\""},
           Case{R"({"port": 1, "ecm": "yes"})", "`ecm` must be true or false, not \"yes\""},
           Case{R"({"port": 1, "since": "yesterday"})",
                "`since` must be a time such as 2026-11-22T10:27:00Z (RFC 3339), not \"yesterday\""},
       }) {
    const auto status = port_status_from_json(*parse_json(json));
    ASSERT_FALSE(status) << json;
    EXPECT_EQ(status.error().text, text);
  }
}

TEST(PortFieldsJson, is_the_table_with_name_type_unit_and_help) {
  const auto json = port_fields_json();
  ASSERT_EQ(json.size(), std::tuple_size_v<decltype(kPortFields)>);
  EXPECT_EQ(json[0]["name"], "port");
  EXPECT_EQ(json[0]["type"], "int");
  EXPECT_EQ(json[17]["name"], "documentBytes");
  EXPECT_EQ(json[17]["unit"], "bytes");
  for (const auto& field : json) EXPECT_FALSE(field["help"].get<std::string>().empty()) << field;
}

}  // namespace
}  // namespace caselli
