#include <gtest/gtest.h>

#include "core/error_table.h"
#include "service/service_json.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

TEST(PortSettingsJson, is_what_the_contract_shows_and_comes_back) {
  PortSettings settings;
  settings.port = PortId{2};
  settings.name = "Fax 2";
  settings.line = "loop";
  settings.tsid = "T";
  settings.csid = "C";
  settings.send = false;
  settings.rings = 5;
  settings.priority = 3;
  settings.can_modify = false;
  settings.routing_methods = {{"{9d3d0c32-7c9b-4c7a-9e9b-6f7a0b1c2d3e}", "Mail", "f", "i", "e", "d", true}};
  const std::string text =
      R"({"port":2,"name":"Fax 2","line":"loop","tsid":"T","csid":"C","send":false,"receive":true,"rings":5,)"
      R"("priority":3,"canModify":false,"routingMethods":[{"guid":"{9d3d0c32-7c9b-4c7a-9e9b-6f7a0b1c2d3e}",)"
      R"("name":"Mail","function":"f","image":"i","extension":"e","data":"d","enabled":true}]})";
  EXPECT_EQ(to_text(to_json(settings)), text);
  const auto back = port_settings_from_json(*parse_json(text));
  ASSERT_TRUE(back) << back.error().text;
  EXPECT_EQ(*back, settings);
}

TEST(PortSettingsPatchJson, says_only_what_changes) {
  PortSettingsPatch patch;
  EXPECT_EQ(to_text(to_json(patch)), "{}");
  patch.tsid = "T";
  patch.receive = false;
  patch.routing_methods = {{"g", false}};
  const std::string text = R"({"tsid":"T","receive":false,"routingMethods":[{"guid":"g","enabled":false}]})";
  EXPECT_EQ(to_text(to_json(patch)), text);
  const auto back = port_settings_patch_from_json(*parse_json(text));
  ASSERT_TRUE(back) << back.error().text;
  EXPECT_EQ(back->tsid, "T");
  EXPECT_EQ(back->receive, false);
  EXPECT_FALSE(back->name || back->csid || back->send || back->rings || back->priority);
  EXPECT_EQ(back->routing_methods, patch.routing_methods);
}

TEST(PortSettingsPatchJson, is_read_strictly) {
  struct Case {
    std::string_view json;
    Errc code;
  };
  for (const auto& [json, code] :
       {Case{R"({"line": "x"})", Errc::unknown_field}, Case{R"({"port": 3})", Errc::unknown_field},
        Case{R"({"rings": "two"})", Errc::invalid_argument}, Case{R"({"rings": null})", Errc::invalid_argument},
        Case{R"({"send": 1})", Errc::invalid_argument}, Case{R"({"routingMethods": {}})", Errc::invalid_argument},
        Case{R"({"routingMethods": [{"guid": "g"}]})", Errc::invalid_argument},
        Case{R"({"routingMethods": [{"guid": "g", "enabled": true, "x": 1}]})", Errc::unknown_field}}) {
    const auto patch = port_settings_patch_from_json(*parse_json(json));
    ASSERT_FALSE(patch) << json;
    EXPECT_EQ(patch.error().code, code) << json;
  }
}

constexpr std::string_view kSettings =
    R"("retries":1,"retryDelay":2,"dirtyDays":-1,"branding":false,"useDeviceTsid":true,"serverCoverpage":true,)"
    R"("pauseServerQueue":true,"archiveOutboundFaxes":true,"archiveDirectory":"/a","serverMapiProfile":"m",)"
    R"("discountStartHour":18,"discountStartMinute":30,"discountEndHour":6,"discountEndMinute":15})";

ServerSettings settings() {
  return {.retries = 1,
          .retry_delay = 2,
          .dirty_days = -1,
          .branding = false,
          .use_device_tsid = true,
          .server_coverpage = true,
          .pause_server_queue = true,
          .archive_outbound_faxes = true,
          .archive_directory = "/a",
          .server_mapi_profile = "m",
          .discount_start_hour = 18,
          .discount_start_minute = 30,
          .discount_end_hour = 6,
          .discount_end_minute = 15};
}

TEST(ServerInfoJson, is_version_boot_start_and_settings) {
  const ServerInfo info{"0.1.0", "b7", Instant{1'795'348'800s}, settings()};
  const auto text =
      R"({"version":"0.1.0","boot":"b7","startedAt":"2026-11-22T12:00:00.000Z",)" + std::string{kSettings};
  EXPECT_EQ(to_text(to_json(info)), text);
  const auto back = server_info_from_json(*parse_json(text));
  ASSERT_TRUE(back) << back.error().text;
  EXPECT_EQ(back->version, "0.1.0");
  EXPECT_EQ(back->boot, "b7");
  EXPECT_EQ(back->started_at, info.started_at);
  EXPECT_EQ(back->settings, settings());
}

TEST(ServerSettingsJson, stands_alone_and_as_a_patch_of_everything) {
  const auto text = "{" + std::string{kSettings};
  EXPECT_EQ(to_text(to_json(settings())), text);
  const auto patch = server_settings_patch_from_json(*parse_json(text));
  ASSERT_TRUE(patch) << patch.error().text;
  EXPECT_EQ(to_text(to_json(*patch)), text);
}

TEST(ServerSettingsPatchJson, is_read_strictly) {
  auto patch = server_settings_patch_from_json(*parse_json(R"({"retries": 4})"));
  ASSERT_TRUE(patch);
  EXPECT_EQ(patch->retries, 4);
  EXPECT_FALSE(patch->branding || patch->archive_directory);
  patch = server_settings_patch_from_json(*parse_json(R"({"version": "9"})"));
  ASSERT_FALSE(patch);
  EXPECT_EQ(patch.error().code, Errc::unknown_field);
  patch = server_settings_patch_from_json(*parse_json(R"({"branding": "on"})"));
  ASSERT_FALSE(patch);
  EXPECT_EQ(patch.error().text, "`branding` must be true or false, not \"on\"");
}

TEST(ProblemJson, is_what_rfc_9457_asks_for) {
  const auto json = to_problem({Errc::not_found, "there is no fax 99"});
  EXPECT_EQ(to_text(json), R"({"type":"urn:caselli:not_found","title":"Not found","status":404,)"
                           R"("detail":"there is no fax 99","code":"not_found"})");
}

TEST(ProblemJson, every_error_comes_back_as_it_went) {
  for (int code = 0; code <= static_cast<int>(Errc::internal); ++code) {
    const Error error{static_cast<Errc>(code), "what was tried"};
    EXPECT_EQ(error_from_problem(row_of(error.code).http, to_problem(error)), error);
  }
}

TEST(ProblemJson, an_answer_of_somebody_else_is_an_error_by_its_status) {
  EXPECT_EQ(error_from_problem(404, Json::object()), (Error{Errc::not_found, "the server answered with status 404"}));
  EXPECT_EQ(error_from_problem(503, *parse_json(R"({"title": "Overloaded", "code": "odd"})")),
            (Error{Errc::unavailable, "Overloaded"}));
  EXPECT_EQ(error_from_problem(418, *parse_json("[]")).code, Errc::internal);
  EXPECT_EQ(error_from_problem(401, *parse_json(R"({"detail": 7})")).code, Errc::unauthenticated);
}

}  // namespace
}  // namespace caselli
