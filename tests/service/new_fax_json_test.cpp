#include <gtest/gtest.h>

#include "service/service_json.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kFull =
    R"({"to":"5551234","recipientName":"Ana","recipient":{"company":"Acme","homePhone":"1"},"sender":{"zip":"10115"},)"
    R"("senderName":"Ben","subject":"Offer","note":"n","cover":"plain","documentName":"d","resolution":"standard",)"
    R"("priority":"low","sendAt":"2026-11-22T12:00:00.000Z","discount":true,"tsid":"T","billingCode":"B",)"
    R"("email":"a@example.com","callbackUrl":"https://x.example","labels":{"k":"v"},"port":2})";

Result<NewFax> read(std::string_view text) { return new_fax_from_json(*parse_json(text)); }

TEST(NewFaxJson, reads_every_member_of_the_contract) {
  const auto fax = read(kFull);
  ASSERT_TRUE(fax) << fax.error().text;
  ASSERT_EQ(fax->to.size(), 1u);
  EXPECT_EQ(fax->to[0].to, "5551234");
  EXPECT_EQ(fax->to[0].name, "Ana");
  EXPECT_EQ(fax->recipient, (PersonDetails{{"company", "Acme"}, {"homePhone", "1"}}));
  EXPECT_EQ(fax->sender, (PersonDetails{{"zip", "10115"}}));
  EXPECT_EQ(fax->sender_name, "Ben");
  EXPECT_EQ(fax->subject, "Offer");
  EXPECT_EQ(fax->note, "n");
  EXPECT_EQ(fax->cover, "plain");
  EXPECT_EQ(fax->document_name, "d");
  EXPECT_EQ(fax->resolution, Resolution::standard);
  EXPECT_EQ(fax->priority, Priority::low);
  EXPECT_EQ(fax->send_at, Instant{1'795'348'800s});
  EXPECT_TRUE(fax->discount);
  EXPECT_EQ(fax->tsid, "T");
  EXPECT_EQ(fax->billing_code, "B");
  EXPECT_EQ(fax->email, "a@example.com");
  EXPECT_EQ(fax->callback_url, "https://x.example");
  EXPECT_EQ(fax->labels.at("k"), "v");
  EXPECT_EQ(fax->port, PortId{2});
}

TEST(NewFaxJson, is_written_as_it_is_read) { EXPECT_EQ(to_text(to_json(*read(kFull))), kFull); }

TEST(NewFaxJson, writes_only_what_was_asked) {
  NewFax fax;
  fax.to = {{"5551234", ""}};
  EXPECT_EQ(to_text(to_json(fax)), R"({"to":"5551234"})");
}

TEST(NewFaxJson, a_list_of_recipients_is_a_broadcast) {
  const auto fax = read(R"({"to": ["1", {"to": "2", "recipientName": "Two"}], "recipientName": "All"})");
  ASSERT_TRUE(fax) << fax.error().text;
  ASSERT_EQ(fax->to.size(), 2u);
  EXPECT_EQ(fax->to[0].to, "1");
  EXPECT_EQ(fax->to[0].name, "All");
  EXPECT_EQ(fax->to[1].to, "2");
  EXPECT_EQ(fax->to[1].name, "Two");
  EXPECT_EQ(to_text(to_json(*fax)), R"({"to":[{"to":"1","recipientName":"All"},{"to":"2","recipientName":"Two"}]})");
}

TEST(NewFaxJson, unknown_members_are_refused_by_name) {
  auto fax = read(R"({"to": "1", "colour": true})");
  ASSERT_FALSE(fax);
  EXPECT_EQ(fax.error().code, Errc::unknown_field);
  EXPECT_TRUE(fax.error().text.starts_with("unknown member `colour`; known here: to, ")) << fax.error().text;
  fax = read(R"({"to": "1", "sender": {"shoeSize": "44"}})");
  ASSERT_FALSE(fax);
  EXPECT_EQ(fax.error().code, Errc::unknown_field);
  EXPECT_TRUE(fax.error().text.starts_with("unknown member `sender.shoeSize`")) << fax.error().text;
  fax = read(R"({"to": [{"to": "1", "fax": "2"}]})");
  ASSERT_FALSE(fax);
  EXPECT_EQ(fax.error().code, Errc::unknown_field);
  EXPECT_TRUE(fax.error().text.starts_with("unknown member `to[0].fax`")) << fax.error().text;
  EXPECT_FALSE(read(R"({"to": "1", "idempotencyKey": "x"})"));
  EXPECT_FALSE(read(R"({"to": "1", "user": "root"})"));
}

TEST(NewFaxJson, wrong_types_say_what_was_expected) {
  struct Case {
    std::string_view json, text;
  };
  for (const auto& [json, text] : {
           Case{R"("1")", "the JSON must be an object, not \"1\""},
           Case{R"({})", "`to` is missing: the number to send to, or a list of them"},
           Case{R"({"to": []})", "`to` is an empty list: give at least one number"},
           Case{R"({"to": " "})", "`to` has no number to send to"},
           Case{R"({"to": 5551234})", "`to` must be a number as text, or {to, recipientName}"},
           Case{R"({"to": ["1", 2]})", "`to[1]` must be a number as text, or {to, recipientName}"},
           Case{R"({"to": [{"recipientName": "x"}]})", "`to[0]` has no number to send to"},
           Case{R"({"to": "1", "priority": "urgent"})", "`priority` must be high, normal or low, not \"urgent\""},
           Case{R"({"to": "1", "discount": 1})", "`discount` must be true or false, not 1"},
           Case{R"({"to": "1", "subject": null})", "`subject` must be a text, not null"},
           Case{R"({"to": "1", "labels": {"a": 1}})", "`labels` must be an object of texts, not an object"},
           Case{R"({"to": "1", "port": "2"})", "`port` must be a port number, not \"2\""},
           Case{R"({"to": "1", "sender": "me"})", "`sender` must be an object, not \"me\""},
           Case{R"({"to": "1", "subject": "a\u0000b"})",
                "`subject` must be a text without NUL characters, not \"a\\u0000b\""},
       }) {
    const auto fax = read(json);
    ASSERT_FALSE(fax) << json;
    EXPECT_EQ(fax.error().code, Errc::invalid_argument);
    EXPECT_EQ(fax.error().text, text);
  }
}

TEST(NewFaxJson, no_time_and_no_port_may_be_said_by_null) {
  const auto fax = read(R"({"to": "1", "sendAt": null, "port": null})");
  ASSERT_TRUE(fax) << fax.error().text;
  EXPECT_FALSE(fax->send_at);
  EXPECT_FALSE(fax->port);
}

TEST(NewFaxJson, sizes_are_bounded_and_errors_stay_short) {
  Json json;
  json["to"] = std::string(70'000, '1');
  auto fax = new_fax_from_json(json);
  ASSERT_FALSE(fax);
  EXPECT_LT(fax.error().text.size(), 200u);
  json["to"] = Json(std::vector<std::string>(10'001, "1"));
  EXPECT_FALSE(new_fax_from_json(json));
  json["to"] = "1";
  for (int i = 0; i < 101; ++i) json["labels"][std::to_string(i)] = "";
  EXPECT_FALSE(new_fax_from_json(json));
  json = Json{{"to", "1"}, {std::string(100'000, 'x'), 1}};
  fax = new_fax_from_json(json);
  ASSERT_FALSE(fax);
  EXPECT_LT(fax.error().text.size(), 500u);
}

}  // namespace
}  // namespace caselli
