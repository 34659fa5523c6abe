#include "api_fixture.h"

namespace caselli::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Faxes : public ApiTest {
 protected:
  void SetUp() override {
    ApiTest::SetUp();
    Job job;
    job.id = JobId{7};
    job.to = "1002";
    service_.put(job);
    job.id = JobId{8};
    job.state = JobState::sent;
    job.outcome = Outcome::sent;
    service_.put(job);
  }
};

TEST_F(Faxes, one_fax_is_told_with_its_attempts) {
  const Json fax = json(get("/v1/faxes/7"));
  EXPECT_EQ(fax["id"], "7");
  EXPECT_EQ(fax["status"], "queued");
  EXPECT_EQ(fax["to"], "1002");
  EXPECT_TRUE(fax["attempts"].is_array());
  EXPECT_EQ(json(get("/v1/faxes/8"))["outcome"], "sent");
}

TEST_F(Faxes, a_fax_that_is_not_there_is_not_found) {
  for (const char* id : {"9", "0", "x", "99999999999"}) {
    const std::string path = std::string{"/v1/faxes/"} + id;
    for (const char* tail : {"", "/document", "/pages/1.png", "/trace"}) problem(get(path + tail), 404, "not_found");
    problem(send("DELETE", path), 404, "not_found");
    for (const char* tail : {"/hold", "/resume", "/restart"}) problem(send("POST", path + tail), 404, "not_found");
  }
}

TEST_F(Faxes, commands_reach_the_service_and_give_the_fax) {
  for (const char* command : {"hold", "resume", "restart"})
    EXPECT_EQ(json(send("POST", std::string{"/v1/faxes/7/"} + command))["id"], "7");
  EXPECT_EQ(json(send("DELETE", "/v1/faxes/7"))["id"], "7");
  EXPECT_THAT(service_.commands(), ElementsAre("hold 7", "resume 7", "restart 7", "cancel 7"));
}

TEST_F(Faxes, a_command_that_does_not_fit_the_state_is_a_conflict) {
  problem(send("DELETE", "/v1/faxes/8"), 409, "wrong_state");
  problem(send("POST", "/v1/faxes/8/hold"), 409, "wrong_state");
}

TEST_F(Faxes, lists_come_by_pages) {
  const Json page = json(get("/v1/faxes"));
  ASSERT_EQ(page["items"].size(), 2u);
  EXPECT_EQ(page["items"][0]["id"], "8");
  EXPECT_EQ(page["next"], "17");
  EXPECT_TRUE(json(get("/v1/faxes?cursor=17"))["next"].is_null());
  EXPECT_EQ(service_.last_filter().cursor, "17");
}

TEST_F(Faxes, filters_reach_the_service) {
  get("/v1/"
      "faxes?direction=receive&status=queued,held&status=sent&to=%2B49%2030&from=Acme&since=2026-11-22T10:27:00Z&limit="
      "7");
  const FaxFilter filter = service_.last_filter();
  EXPECT_EQ(filter.direction, Direction::receive);
  EXPECT_THAT(filter.states, ElementsAre(JobState::queued, JobState::held, JobState::sent));
  EXPECT_EQ(filter.to, "+49 30");
  EXPECT_EQ(filter.from, "Acme");
  // 2026-11-22T10:27:00Z by `date -d ... +%s`.
  EXPECT_EQ(filter.since, Instant{std::chrono::seconds{1795343220}});
  EXPECT_EQ(filter.limit, 7);
}

TEST_F(Faxes, a_wrong_filter_is_named) {
  for (const char* bad : {"direction=up", "direction=none", "status=gone", "since=yesterday", "limit=0", "limit=1001",
                          "limit=ten", "limit="}) {
    const std::string text = problem(get(std::string{"/v1/faxes?"} + bad), 400, "invalid_argument");
    EXPECT_THAT(text, HasSubstr(std::string{bad}.substr(0, std::string{bad}.find('='))));
  }
}

TEST_F(Faxes, the_document_is_given_as_the_client_likes_it) {
  const auto tiff = get("/v1/faxes/7/document");
  EXPECT_EQ(tiff.headers.at("content-type"), "image/tiff");
  EXPECT_THAT(tiff.headers.at("content-disposition"), HasSubstr("fax-7.tif"));
  EXPECT_EQ(tiff.body, (std::string{"II*\0x", 5} + std::string(5, '\0')).substr(0, tiff.body.size()));
  const auto pdf = get("/v1/faxes/7/document", {"Accept: application/pdf"});
  EXPECT_EQ(pdf.headers.at("content-type"), "application/pdf");
  EXPECT_THAT(pdf.body, testing::StartsWith("%PDF"));
  EXPECT_EQ(get("/v1/faxes/7/document", {"Accept: text/html, application/pdf;q=0.5"}).headers.at("content-type"),
            "application/pdf");
  problem(get("/v1/faxes/7/document", {"Accept: text/html"}), 406, "not_acceptable");
}

TEST_F(Faxes, pages_are_pictures) {
  const auto page = get("/v1/faxes/7/pages/2.png?width=600");
  EXPECT_EQ(page.headers.at("content-type"), "image/png");
  EXPECT_EQ(page.body, "png 2 600");
  EXPECT_EQ(get("/v1/faxes/7/pages/1.png").body, "png 1 0");
  problem(get("/v1/faxes/7/pages/3.png"), 404, "not_found");
  problem(get("/v1/faxes/7/pages/0.png"), 404, "not_found");
  problem(get("/v1/faxes/7/pages/x.png"), 404, "not_found");
  problem(get("/v1/faxes/7/pages/1.png?width=0"), 400, "invalid_argument");
  problem(get("/v1/faxes/7/pages/1.png?width=1000000"), 400, "invalid_argument");
}

TEST_F(Faxes, the_trace_is_told_by_attempt) {
  const Json trace = json(get("/v1/faxes/7/trace"));
  EXPECT_EQ(trace["attempts"][0]["attempt"], 1);
  EXPECT_EQ(trace["attempts"][0]["entries"][0]["what"], "DIS");
}

}  // namespace
}  // namespace caselli::test
