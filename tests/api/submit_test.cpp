#include <fstream>
#include <thread>

#include "api/base64.h"
#include "api_fixture.h"

namespace caselli::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST(Base64, the_vectors_of_the_standard_are_decoded) {
  // RFC 4648, 10.
  EXPECT_EQ(base64_decoded(""), "");
  EXPECT_EQ(base64_decoded("Zg=="), "f");
  EXPECT_EQ(base64_decoded("Zm8="), "fo");
  EXPECT_EQ(base64_decoded("Zm9v"), "foo");
  EXPECT_EQ(base64_decoded("Zm9vYg=="), "foob");
  EXPECT_EQ(base64_decoded("Zm9vYmE="), "fooba");
  EXPECT_EQ(base64_decoded("Zm9vYmFy"), "foobar");
  EXPECT_EQ(base64_decoded("+/+/"), "\xfb\xff\xbf");
}

TEST(Base64, what_is_not_base64_is_nothing) {
  for (const char* bad :
       {"Z", "Zg", "Zg=", "Zg===", "====", "Z===", "Zm9v\n", "Zm 9", "Zh==", "Zm9=", "Zg==Zg==", "_-__"})
    EXPECT_FALSE(base64_decoded(bad)) << bad;
}

class Submit : public ApiTest {
 protected:
  CurlAnswer form(std::vector<CurlPart> parts, std::vector<std::string> headers = {}) {
    return call({.method = "POST", .url = "/v1/faxes", .headers = std::move(headers), .parts = std::move(parts)});
  }
  bool no_uploads_left() const { return std::filesystem::is_empty(options_.upload_folder); }

  const CurlPart document_{"document", "II*...", "letter.tif", "image/tiff"};
};

TEST_F(Submit, a_form_becomes_a_fax) {
  const auto answer = form({{"fax", R"({"to": "5551234", "subject": "Grüße"})", "", "application/json"}, document_});
  EXPECT_EQ(answer.status, 202) << answer.body;
  EXPECT_EQ(answer.headers.at("location"), "/v1/faxes/1");
  EXPECT_EQ(json(answer)["id"], "1");
  EXPECT_EQ(json(answer)["subject"], "Grüße");
  ASSERT_EQ(service_.submitted().size(), 1u);
  const auto got = service_.submitted()[0];
  EXPECT_EQ(got.fax.to[0].to, "5551234");
  EXPECT_EQ(got.fax.user, "admin");
  EXPECT_EQ(got.fax.documents[0].name, "letter.tif");
  EXPECT_EQ(got.fax.documents[0].media_type, "image/tiff");
  EXPECT_EQ(got.contents[0], "II*...");
}

TEST_F(Submit, documents_keep_their_order_and_large_ones_go_through_files_that_do_not_stay) {
  std::string large(5u << 20, '\0');
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>(i * 2654435761u >> 13);
  const auto answer =
      form({{"document", large, "a.tif", ""}, {"fax", R"({"to": "1"})", "", ""}, {"document", "b", "b.txt", ""}});
  EXPECT_EQ(answer.status, 202) << answer.body;
  const auto got = service_.submitted()[0];
  ASSERT_EQ(got.contents.size(), 2u);
  EXPECT_TRUE(got.contents[0] == large);
  EXPECT_FALSE(got.fax.documents[0].content);
  EXPECT_EQ(got.contents[1], "b");
  server_->stop();
  EXPECT_TRUE(no_uploads_left());
}

TEST_F(Submit, a_list_of_numbers_is_a_broadcast_and_answered_by_a_list) {
  const auto answer = form({{"fax", R"({"to": ["1", {"to": "2", "recipientName": "Bo"}]})", "", ""}, document_});
  EXPECT_EQ(answer.status, 202);
  const Json body = json(answer);
  ASSERT_EQ(body["items"].size(), 2u);
  EXPECT_EQ(body["items"][1]["recipientName"], "Bo");
  EXPECT_TRUE(body["next"].is_null());
  EXPECT_EQ(answer.headers.at("location"), "/v1/faxes/1");
}

TEST_F(Submit, json_may_hold_everything) {
  const auto answer = send("POST", "/v1/faxes", R"({"to": ["1", "2"], "documents":
    [{"name": "a.txt", "mediaType": "text/plain", "content": "SGVsbG8="}, {"content": "IQ=="}]})");
  EXPECT_EQ(answer.status, 202) << answer.body;
  EXPECT_EQ(json(answer)["items"].size(), 2u);
  const auto got = service_.submitted()[0];
  EXPECT_THAT(got.contents, testing::ElementsAre("Hello", "!"));
  EXPECT_EQ(got.fax.documents[0].name, "a.txt");
  EXPECT_EQ(got.fax.documents[0].media_type, "text/plain");
}

TEST_F(Submit, the_idempotency_key_is_handed_on) {
  form({{"fax", R"({"to": "1"})", "", ""}, document_}, {"Idempotency-Key: order-17"});
  EXPECT_EQ(service_.submitted()[0].fax.idempotency_key, "order-17");
  problem(form({{"fax", R"({"to": "1"})", "", ""}, document_}, {"Idempotency-Key: " + std::string(256, 'k')}), 400,
          "invalid_argument");
}

TEST_F(Submit, wrong_forms_say_what_is_wrong) {
  const CurlPart fax{"fax", R"({"to": "1"})", "", ""};
  EXPECT_THAT(problem(form({document_}), 400, "invalid_argument"), HasSubstr("no part 'fax'"));
  EXPECT_THAT(problem(form({fax, fax, document_}), 400, "invalid_argument"), HasSubstr("more than one"));
  EXPECT_THAT(problem(form({fax, document_, {"file", "x", "", ""}}), 400, "unknown_field"), HasSubstr("'file'"));
  EXPECT_THAT(problem(form({{"fax", R"({"to": "1", "colour": 1})", "", ""}, document_}), 400, "unknown_field"),
              HasSubstr("colour"));
  EXPECT_THAT(problem(form({{"fax", R"({"to": 1})", "", ""}, document_}), 400, "invalid_argument"), HasSubstr("to"));
  EXPECT_THAT(problem(form({{"fax", "{}", "", ""}, document_}), 400, "invalid_argument"), HasSubstr("to"));
  problem(form({{"fax", "no json", "", ""}, document_}), 400, "invalid_argument");
  EXPECT_THAT(problem(form({{"fax", std::string((1u << 20) + 1, ' '), "", ""}, document_}), 400, "invalid_argument"),
              HasSubstr("1 MB"));
  EXPECT_THAT(service_.submitted(), IsEmpty());
}

TEST_F(Submit, wrong_json_says_what_is_wrong) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"to": "1", "documents": {}})", "`documents` must be a list"},
      {R"({"to": "1", "documents": [1]})", "`documents[0]`"},
      {R"({"to": "1", "documents": [{"content": "IQ=="}, {"name": "a"}]})", "`documents[1].content` is missing"},
      {R"({"to": "1", "documents": [{"content": "I"}]})", "not base64"},
      {R"({"to": "1", "documents": [{"content": 1}]})", "must be a text"},
  };
  for (const auto& [body, reason] : cases)
    EXPECT_THAT(problem(send("POST", "/v1/faxes", body), 400, "invalid_argument"), HasSubstr(reason));
  EXPECT_THAT(problem(send("POST", "/v1/faxes", R"({"to": "1", "documents": [{"content": "IQ==", "size": 1}]})"), 400,
                      "unknown_field"),
              HasSubstr("size"));
  EXPECT_THAT(service_.submitted(), IsEmpty());
}

TEST_F(Submit, errors_of_the_service_keep_their_status) {
  service_.fail_with({Errc::bad_number, "'12ab' is not a telephone number"});
  EXPECT_EQ(problem(form({{"fax", R"({"to": "12ab"})", "", ""}, document_}), 422, "bad_number"),
            "'12ab' is not a telephone number");
  service_.fail_with({Errc::storage_full, "no space"});
  problem(form({{"fax", R"({"to": "1"})", "", ""}, document_}), 507, "storage_full");
}

TEST_F(Submit, another_kind_of_body_is_415) {
  problem(call({.method = "POST", .url = "/v1/faxes", .headers = {"Content-Type: image/tiff"}, .body = "II*"}), 415,
          "unsupported_document");
  problem(call({.method = "POST", .url = "/v1/faxes", .headers = {"Content-Type: multipart/form-data"}, .body = "x"}),
          400, "invalid_argument");
  problem(call({.method = "POST",
                .url = "/v1/faxes",
                .headers = {"Content-Type: multipart/form-data; boundary=B"},
                .body = "--B\r\nContent-Disposition: form-data; name=fax\r\n\r\n{}"}),
          400, "invalid_argument");
}

TEST_F(Submit, a_gigabyte_is_refused_before_it_is_sent) {
  start();
  RawHttp client(port_);
  client.send("POST /v1/faxes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + kToken +
              "\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 1073741824\r\n\r\n--B\r\n");
  const RawResponse answer = client.read_response();
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ((*parse_json(answer.body))["code"], "document_too_large");
  EXPECT_TRUE(no_uploads_left());
}

TEST_F(Submit, a_form_that_grows_beyond_the_limit_is_refused_and_leaves_nothing) {
  options_.upload_limit = 1u << 20;
  start();
  RawHttp client(port_);
  client.send("POST /v1/faxes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + kToken +
              "\r\nContent-Type: multipart/form-data; boundary=B\r\nTransfer-Encoding: chunked\r\n\r\n");
  client.send("38\r\n--B\r\nContent-Disposition: form-data; name=\"document\"\r\n\r\n\r\n");
  for (int i = 0; i < 20; ++i) client.send("10000\r\n" + std::string(0x10000, 'x') + "\r\n");
  EXPECT_EQ(client.read_response().status, 413);
  server_->stop();
  EXPECT_TRUE(no_uploads_left());
}

TEST_F(Submit, a_folder_for_uploads_that_is_gone_is_an_error_and_not_a_crash) {
  start();
  std::filesystem::remove(options_.upload_folder);
  const auto answer = form({{"fax", R"({"to": "1"})", "", ""}, {"document", std::string(2'000'000, 'x'), "a", ""}});
  EXPECT_THAT(problem(answer, 500, "storage_failed"), HasSubstr(options_.upload_folder.string()));
}

TEST_F(Submit, a_client_that_leaves_in_the_middle_leaves_nothing) {
  start();
  {
    RawHttp client(port_);
    client.send("POST /v1/faxes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + kToken +
                "\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: 4000000\r\n\r\n"
                "--B\r\nContent-Disposition: form-data; name=document\r\n\r\n" +
                std::string(2'000'000, 'x'));
  }
  EXPECT_EQ(get("/healthz").status, 200);
  server_->stop();
  EXPECT_TRUE(no_uploads_left());
  EXPECT_THAT(service_.submitted(), IsEmpty());
}

TEST_F(Submit, left_overs_of_a_server_that_died_are_removed_at_the_start) {
  std::filesystem::create_directories(options_.upload_folder);
  std::ofstream(options_.upload_folder / "upload-abcdef") << "half a fax";
  start();
  EXPECT_TRUE(no_uploads_left());
}

TEST_F(Submit, many_at_once_do_not_mix) {
  start();
  std::vector<std::thread> clients;
  for (int c = 0; c < 8; ++c)
    clients.emplace_back([&, c] {
      const std::string mine(1'100'000 + c, static_cast<char>('a' + c));
      const auto answer =
          form({{"fax", R"({"to": ")" + std::to_string(c) + "\"}", "", ""}, {"document", mine, "x", ""}});
      EXPECT_EQ(answer.status, 202);
    });
  for (auto& client : clients) client.join();
  const auto got = service_.submitted();
  ASSERT_EQ(got.size(), 8u);
  for (const auto& one : got) {
    const int c = std::stoi(one.fax.to[0].to);
    EXPECT_TRUE(one.contents[0] == std::string(1'100'000 + c, static_cast<char>('a' + c)));
  }
}

}  // namespace
}  // namespace caselli::test
