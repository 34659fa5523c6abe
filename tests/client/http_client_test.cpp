// The HTTP client against servers that do what they should not.

#include "http/http_client.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "support/scripted_server.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

HttpCall get(std::string path) {
  HttpCall call;
  call.path = std::move(path);
  return call;
}

void hello(ScriptedConnection& connection, const ScriptedRequest&) {
  connection.answer(200, "X-Thing: a\r\nx-thing: b\r\nETag: \"7\"\r\n", "hello");
}

// A server whose answer to anything is `bytes`, then the end of the connection.
ScriptedServer::Script says(std::string bytes) {
  return [bytes](ScriptedConnection& connection) {
    if (connection.read()) connection.send(bytes);
  };
}

TEST(HttpClient, gives_status_headers_and_body) {
  ScriptedServer server{hello};
  const auto answer = make_http_client(server.url(), "")->call(get("/a?b=c%20d"));
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->body, "hello");
  EXPECT_EQ(answer->headers.at("x-thing"), "a, b");
  EXPECT_EQ(answer->headers.at("etag"), "\"7\"");
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_EQ(server.requests()[0].method, "GET");
  EXPECT_EQ(server.requests()[0].path, "/a?b=c%20d");
  EXPECT_FALSE(server.requests()[0].headers.contains("authorization"));
}

TEST(HttpClient, keeps_the_connection_open_between_calls_of_all_kinds) {
  ScriptedServer server{hello};
  const auto client = make_http_client(server.url(), "secret");
  for (const std::string method : {"GET", "POST", "PATCH", "DELETE", "GET"}) {
    auto call = get("/");
    call.method = method;
    if (method == "PATCH") call.body = "{\"a\":1}";
    const auto answer = client->call(call);
    ASSERT_TRUE(answer) << answer.error().text;
  }
  EXPECT_EQ(server.connections(), 1);
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 5u);
  const char* const methods[] = {"GET", "POST", "PATCH", "DELETE", "GET"};
  for (std::size_t i = 0; i < requests.size(); ++i) {
    EXPECT_EQ(requests[i].method, methods[i]);
    EXPECT_EQ(requests[i].headers.at("authorization"), "Bearer secret");
    EXPECT_EQ(requests[i].body, i == 2 ? "{\"a\":1}" : "");
  }
}

TEST(HttpClient, an_answer_without_content_is_a_value) {
  ScriptedServer server{[](ScriptedConnection& connection, const ScriptedRequest&) { connection.answer(304, "", ""); }};
  const auto answer = make_http_client(server.url(), "")->call(get("/"));
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_EQ(answer->status, 304);
}

TEST(HttpClient, sends_parts_from_memory_and_from_files) {
  const auto file = std::filesystem::temp_directory_path() / ("http_client_test_" + std::to_string(getpid()));
  std::ofstream{file, std::ios::binary} << std::string(3'000'000, 'f');
  ScriptedServer server{hello};
  auto call = get("/v1/faxes");
  call.method = "POST";
  call.parts = {{"fax", "", "application/json", "{\"to\":\"1\"}", ""},
                {"document", "a \"b\".txt", "text/plain", "", file.string()}};
  const auto answer = make_http_client(server.url(), "")->call(call);
  std::filesystem::remove(file);
  ASSERT_TRUE(answer) << answer.error().text;
  const auto request = server.requests().at(0);
  EXPECT_TRUE(request.headers.at("content-type").starts_with("multipart/form-data; boundary="));
  EXPECT_NE(request.body.find("Content-Disposition: form-data; name=\"fax\"\r\n"
                              "Content-Type: application/json\r\n\r\n{\"to\":\"1\"}\r\n"),
            std::string::npos);
  EXPECT_NE(request.body.find("name=\"document\"; filename=\"a %22b%22.txt\"\r\nContent-Type: text/plain\r\n\r\nfff"),
            std::string::npos);  // quotes as HTML's forms write them
  EXPECT_EQ(std::count(request.body.begin(), request.body.end(), 'f') > 3'000'000, true);
}

TEST(HttpClient, a_file_that_is_not_there_is_refused_before_the_call) {
  ScriptedServer server{hello};
  const auto client = make_http_client(server.url(), "");
  auto call = get("/");
  call.method = "POST";
  call.parts = {{"document", "x", "", "", "/no/such/file.pdf"}};
  auto answer = client->call(call);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{Errc::not_found, "could not read /no/such/file.pdf: no such file"}));
  call.parts[0].file = "/tmp";
  answer = client->call(call);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{Errc::invalid_argument, "could not read /tmp: it is a folder"}));
  EXPECT_EQ(server.connections(), 0);
  EXPECT_TRUE(client->call(get("/"))) << "the failed call must leave nothing behind";
  EXPECT_EQ(server.requests().at(0).method, "GET");
}

TEST(HttpClient, does_not_follow_redirects_and_tells_the_token_to_nobody) {
  ScriptedServer other{hello};
  ScriptedServer server{[&](ScriptedConnection& connection, const ScriptedRequest&) {
    connection.answer(302, "Location: " + other.url() + "/\r\n", "");
  }};
  const auto answer = make_http_client(server.url(), "secret")->call(get("/"));
  ASSERT_TRUE(answer) << answer.error().text;
  EXPECT_EQ(answer->status, 302);
  EXPECT_EQ(answer->headers.at("location"), other.url() + "/");
  EXPECT_EQ(other.connections(), 0);
}

TEST(HttpClient, says_how_to_start_a_server_that_is_not_there) {
  const auto url = "http://127.0.0.1:" + std::to_string(closed_port());
  const auto answer = make_http_client(url, "")->call(get("/"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{Errc::unreachable, "could not reach " + url +
                                                          ": connection refused (is the server running? start it "
                                                          "with caselli serve)"}));
}

TEST(HttpClient, a_broken_answer_is_unreachable_with_the_address) {
  struct Case {
    std::string answer, words;
  };
  for (const auto& [bytes, words] : {
           Case{"", "the connection ended before the answer was complete"},
           Case{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", "the connection ended"},
           Case{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf", "the connection ended"},
           Case{"SSH-2.0-OpenSSH_9.2p1\r\n", "does not speak HTTP"},
           Case{std::string(1000, '\0'), "does not speak HTTP"},
       }) {
    ScriptedServer server{says(bytes)};
    const auto answer = make_http_client(server.url(), "")->call(get("/"));
    ASSERT_FALSE(answer) << bytes;
    EXPECT_EQ(answer.error().code, Errc::unreachable);
    EXPECT_TRUE(answer.error().text.starts_with("could not reach " + server.url())) << answer.error().text;
    EXPECT_NE(answer.error().text.find(words), std::string::npos) << answer.error().text;
  }
}

TEST(HttpClient, an_endless_answer_ends_at_the_limit) {
  ScriptedServer server{ScriptedServer::Script{[](ScriptedConnection& connection) {
    connection.read();
    connection.send("HTTP/1.1 200 OK\r\n\r\n");
    while (connection.send(std::string(65536, 'x'))) {
    }
  }}};
  auto call = get("/");
  call.most_bytes = 1'000'000;
  const auto answer = make_http_client(server.url(), "")->call(call);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().text, "the answer of " + server.url() + " is longer than the 1000000 bytes allowed here");
}

TEST(HttpClient, an_answer_as_long_as_allowed_is_taken) {
  ScriptedServer server{hello};
  auto call = get("/");
  call.most_bytes = 5;
  EXPECT_TRUE(make_http_client(server.url(), "")->call(call));
  call.most_bytes = 4;
  EXPECT_FALSE(make_http_client(server.url(), "")->call(call));
}

TEST(HttpClient, an_endless_head_ends_too) {
  ScriptedServer server{ScriptedServer::Script{[](ScriptedConnection& connection) {
    connection.read();
    connection.send("HTTP/1.1 200 OK\r\n");
    while (connection.send("X-More: " + std::string(1000, 'x') + "\r\n")) {
    }
  }}};
  const auto answer = make_http_client(server.url(), "")->call(get("/"));
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().text, "the head of the answer of " + server.url() + " is longer than any fax server's");
}

TEST(HttpClient, a_server_that_never_answers_is_given_up) {
  ScriptedServer server{ScriptedServer::Script{[](ScriptedConnection& connection) { connection.wait_closed(); }}};
  auto call = get("/");
  call.timeout = 50ms;
  const auto answer = make_http_client(server.url(), "")->call(call);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{Errc::timed_out, server.url() + " did not answer within 0.05 s"}));
}

TEST(HttpClient, a_server_that_drips_is_given_up) {
  ScriptedServer server{ScriptedServer::Script{[](ScriptedConnection& connection) {
    connection.read();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
    while (!connection.wait_closed(5) && connection.send("x")) {
    }
  }}};
  auto call = get("/");
  call.timeout = 100ms;
  const auto answer = make_http_client(server.url(), "")->call(call);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::timed_out);
}

TEST(HttpClient, a_connection_the_server_closed_meanwhile_is_made_again) {
  ScriptedServer server{ScriptedServer::Script{[](ScriptedConnection& connection) {
    if (connection.read()) connection.answer(200, "", "once");
  }}};
  const auto client = make_http_client(server.url(), "");
  for (int i = 0; i < 5; ++i) {
    auto call = get("/");
    if (i % 2 == 1) {
      call.method = "POST";
      call.body = "x";
    }
    const auto answer = client->call(call);
    ASSERT_TRUE(answer) << i << ' ' << answer.error().text;
    EXPECT_EQ(answer->body, "once");
  }
  EXPECT_EQ(server.connections(), 5);
}

TEST(HttpClient, header_values_must_be_one_line) {
  ScriptedServer server{hello};
  auto call = get("/");
  call.headers = {{"Idempotency-Key", "a\r\nX-Evil: 1"}};
  const auto answer = make_http_client(server.url(), "")->call(call);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), (Error{Errc::invalid_argument, "the value of Idempotency-Key must be one line"}));
  EXPECT_FALSE(make_http_client(server.url(), "a\nb")->call(get("/")));
  EXPECT_EQ(server.connections(), 0);
}

TEST(HttpClient, may_be_used_by_many_threads_at_once) {
  ScriptedServer server{
      [](ScriptedConnection& connection, const ScriptedRequest& request) { connection.answer(200, "", request.path); }};
  const auto client = make_http_client(server.url(), "");
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i) {
        const auto path = "/" + std::to_string(t) + "/" + std::to_string(i);
        const auto answer = client->call(get(path));
        EXPECT_TRUE(answer && answer->body == path);
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_LE(server.connections(), 8);
}

class HttpStream : public testing::Test {
 protected:
  std::unique_ptr<HttpClient::Stream> open(const std::string& url, std::chrono::milliseconds silence = 60s) {
    client_ = make_http_client(url, "");
    return client_->stream(
        get("/events"),
        [this](const HttpAnswer& head) {
          status_ = head.status;
          return take_head_;
        },
        [this](std::string_view data) {
          text_ += data;
          return text_.find("enough") == text_.npos;
        },
        silence);
  }

  std::unique_ptr<HttpClient> client_;
  int status_ = 0;
  bool take_head_ = true;
  std::string text_;
};

constexpr std::string_view kOpenHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

TEST_F(HttpStream, gives_pieces_as_they_come_until_the_server_ends) {
  ScriptedServer server{says(std::string{kOpenHead} + "one two")};
  const auto end = open(server.url())->run();
  EXPECT_TRUE(end) << end.error().text;
  EXPECT_EQ(status_, 200);
  EXPECT_EQ(text_, "one two");
}

TEST_F(HttpStream, ends_when_a_function_of_the_caller_says_so) {
  ScriptedServer server{ScriptedServer::Script{[](ScriptedConnection& connection) {
    connection.read();
    connection.send(std::string{kOpenHead}.append("enough"));
    connection.wait_closed();
  }}};
  EXPECT_TRUE(open(server.url())->run());
  EXPECT_EQ(text_, "enough");
  text_.clear();
  take_head_ = false;
  EXPECT_TRUE(open(server.url())->run());
  EXPECT_EQ(text_, "");
}

TEST_F(HttpStream, stop_from_another_thread_ends_it) {
  Gate reading;
  ScriptedServer server{ScriptedServer::Script{[&](ScriptedConnection& connection) {
    connection.read();
    connection.send(kOpenHead);
    reading.open();
    connection.wait_closed();
  }}};
  const auto stream = open(server.url());
  std::thread stopper{[&] {
    reading.wait();
    stream->stop();
  }};
  EXPECT_TRUE(stream->run());
  stopper.join();
}

TEST_F(HttpStream, stopped_before_it_runs_it_ends_at_once) {
  ScriptedServer server{ScriptedServer::Script{[](ScriptedConnection& connection) { connection.wait_closed(); }}};
  const auto stream = open(server.url());
  stream->stop();
  EXPECT_TRUE(stream->run());
  EXPECT_EQ(status_, 0);
}

TEST_F(HttpStream, silence_is_an_error) {
  ScriptedServer server{ScriptedServer::Script{[](ScriptedConnection& connection) {
    connection.read();
    connection.send(std::string{kOpenHead}.append(":\n\n"));
    connection.wait_closed();
  }}};
  const auto end = open(server.url(), 50ms)->run();
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error(), (Error{Errc::timed_out, server.url() + " did not go on answering within 0.05 s"}));
  EXPECT_EQ(text_, ":\n\n");
}

}  // namespace
}  // namespace caselli
