// Expected texts are written from interfaces.md, section 4.

#include <gtest/gtest.h>

#include "service/noon.h"
#include "service/service_json.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

Job failed_job() {
  Job job;
  job.id = JobId{17};
  job.state = JobState::waiting;
  job.outcome = Outcome::busy;
  job.to = "9,5551234";
  job.recipient_name = "Ana";
  job.sender_name = "Ben";
  job.recipient = {{"company", "Acme"}};
  job.sender = {{"fax", "+49 30 1"}};
  job.subject = "Offer";
  job.note = "two\nlines";
  job.cover = "plain";
  job.document_name = "offer.pdf";
  job.resolution = Resolution::superfine;
  job.priority = Priority::high;
  job.send_at = kNoon - 5s;
  job.discount = true;
  job.tsid = "OURS";
  job.billing_code = "B1";
  job.email = "a@example.com";
  job.callback_url = "https://example.com/done";
  job.labels = {{"case", "12"}};
  job.port = PortId{2};
  job.user = "admin";
  job.broadcast = 16;
  job.document.bytes = 4711;
  job.document.pages = 3;
  job.document.best = Compression::mr;
  job.pages_done = 1;
  job.dials = 1;
  job.tries = 1;
  job.submitted_at = kNoon - 10s;
  job.next_at = kNoon + 180s;
  job.uncertain = true;
  Attempt attempt;
  attempt.number = 1;
  attempt.start = kNoon - 4s;
  attempt.end = kNoon;
  attempt.port = PortId{2};
  attempt.transport = Transport::audio;
  attempt.bit_rate = 9600;
  attempt.ecm = true;
  attempt.answered = true;
  attempt.outcome = Outcome::busy;
  attempt.t30_code = 5;
  attempt.t30_text = "words";
  attempt.sip_code = 486;
  attempt.first_page = 1;
  attempt.pages_done = 1;
  attempt.remote_id = "THEIRS";
  attempt.pages = {{.page = 1,
                    .width = 1728,
                    .length = 2200,
                    .bytes = 30000,
                    .bad_rows = 2,
                    .bit_rate = 9600,
                    .resolution = "204x391",
                    .compression = "MR",
                    .ecm = true,
                    .confirmed = true}};
  job.attempts = {attempt};
  return job;
}

std::string text_of_failed_job() {
  const auto& busy = row_of(Outcome::busy);
  return R"({"id":"17","direction":"send","status":"waiting","outcome":"busy","outcomeText":")" +
         std::string{busy.text} + R"(","advice":")" + std::string{busy.advice} +
         R"(","to":"9,5551234","recipientName":"Ana","senderName":"Ben","recipient":{"company":"Acme"},)"
         R"("sender":{"fax":"+49 30 1"},"subject":"Offer","note":"two\nlines","cover":"plain",)"
         R"("documentName":"offer.pdf","resolution":"superfine","priority":"high",)"
         R"("sendAt":"2026-11-22T11:59:55.000Z","discount":true,"tsid":"OURS","billingCode":"B1",)"
         R"("email":"a@example.com","callbackUrl":"https://example.com/done","labels":{"case":"12"},"port":2,)"
         R"("user":"admin","broadcast":"16","callerId":"","routing":"","remoteId":"","csid":"","pages":3,)"
         R"("documentBytes":4711,"compression":"MR","pagesDone":1,"submittedAt":"2026-11-22T11:59:50.000Z",)"
         R"("nextAt":"2026-11-22T12:03:00.000Z","endedAt":null,"dials":1,"tries":1,"uncertain":true,"attempts":[)"
         R"({"number":1,"start":"2026-11-22T11:59:56.000Z","end":"2026-11-22T12:00:00.000Z","port":2,)"
         R"("transport":"audio","bitRate":9600,"ecm":true,"answered":true,"outcome":"busy","outcomeText":")" +
         std::string{busy.text} +
         R"(","t30Code":5,"t30Text":"words","sipCode":486,"firstPage":1,"pagesDone":1,"remoteId":"THEIRS","pages":[)"
         R"({"page":1,"width":1728,"length":2200,"bytes":30000,"badRows":2,"bitRate":9600,"resolution":"204x391",)"
         R"("compression":"MR","ecm":true,"confirmed":true}]}]})";
}

TEST(JobJson, is_what_the_contract_shows) { EXPECT_EQ(to_text(to_json(failed_job())), text_of_failed_job()); }

TEST(JobJson, comes_back_as_it_went) {
  const auto back = job_from_json(*parse_json(text_of_failed_job()));
  ASSERT_TRUE(back) << back.error().text;
  EXPECT_EQ(*back, failed_job());
}

TEST(JobJson, a_new_fax_has_every_member_and_no_outcome) {
  Job job;
  job.id = JobId{1};
  const auto json = to_json(job);
  EXPECT_EQ(json.size(), to_json(failed_job()).size());
  for (const auto name : {"outcome", "sendAt", "port", "broadcast", "nextAt", "endedAt"})
    EXPECT_TRUE(json.at(name).is_null()) << name;
  for (const auto name : {"outcomeText", "advice", "compression"}) EXPECT_EQ(json.at(name), "") << name;
  EXPECT_EQ(json.at("attempts"), Json::array());
  EXPECT_EQ(*job_from_json(json), job);
}

TEST(JobJson, what_was_received_comes_back_too) {
  Job job;
  job.id = JobId{5};
  job.direction = Direction::receive;
  job.state = JobState::received;
  job.outcome = Outcome::received;
  job.caller_id = "+49301";
  job.routing = "200";
  job.remote_id = "TSID";
  job.csid = "US";
  job.ended_at = kNoon;
  EXPECT_EQ(*job_from_json(to_json(job)), job);
}

TEST(JobJson, keeps_the_key_and_the_marks_of_the_server_to_itself) {
  auto job = failed_job();
  job.idempotency_key = "secret-key";
  job.cancel_wanted = job.hold_wanted = job.restart_wanted = true;
  EXPECT_EQ(to_text(to_json(job)), text_of_failed_job());
}

TEST(JobJson, errors_name_the_place_in_nested_lists) {
  const auto job = job_from_json(*parse_json(R"({"id": "1", "attempts": [{}, {"pages": [{"bytes": "many"}]}]})"));
  ASSERT_FALSE(job);
  EXPECT_EQ(job.error().text, "`attempts[1].pages[0].bytes` must be an integer, not \"many\"");
  EXPECT_FALSE(job_from_json(*parse_json(R"({"status": "queued"})")));
  EXPECT_FALSE(job_from_json(*parse_json(R"({"id": "1", "outcome": "vanished"})")));
  EXPECT_FALSE(job_from_json(*parse_json(R"({"id": "1", "attempts": {}})")));
}

TEST(FaxPageJson, is_a_list_with_a_cursor) {
  FaxPage page;
  EXPECT_EQ(to_text(to_json(page)), R"({"items":[],"next":null})");
  page.items = {failed_job()};
  page.next = "16";
  EXPECT_EQ(to_text(to_json(page)), R"({"items":[)" + text_of_failed_job() + R"(],"next":"16"})");
  const auto back = fax_page_from_json(to_json(page));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->items, page.items);
  EXPECT_EQ(back->next, "16");
}

TEST(TraceJson, comes_back_as_it_went) {
  const std::vector<AttemptTrace> trace{
      {2, {{kNoon, '>', "DCS", "14400 bit/s\nFF 13"}, {kNoon + 9ms, '<', "CFR", ""}}}};
  const std::string text =
      R"({"attempts":[{"attempt":2,"entries":[{"at":"2026-11-22T12:00:00.000Z","way":">","what":"DCS",)"
      R"("detail":"14400 bit/s\nFF 13"},{"at":"2026-11-22T12:00:00.009Z","way":"<","what":"CFR","detail":""}]}]})";
  EXPECT_EQ(to_text(to_json(trace)), text);
  const auto back = trace_from_json(*parse_json(text));
  ASSERT_TRUE(back);
  ASSERT_EQ(back->size(), 1u);
  EXPECT_EQ((*back)[0].attempt, 2);
  EXPECT_EQ((*back)[0].entries, trace[0].entries);
  EXPECT_FALSE(trace_from_json(*parse_json(R"({"attempts":[{"entries":[{"way":"up"}]}]})")));
}

}  // namespace
}  // namespace caselli
