#include "http/http_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "support/raw_http.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using test::RawHttp;
using testing::HasSubstr;

// Answers with what it was asked: `METHOD path?query body`.
class Echo final : public HttpHandler {
 public:
  class Exchange final : public HttpExchange {
   public:
    Exchange(Echo& echo, HttpRequest request) : echo_(echo), request_(std::move(request)) {}
    Status on_body(std::string_view piece) override {
      body_.append(piece);
      return echo_.body_status;
    }
    void on_complete(Responder responder) override {
      if (request_.path == "/silent") return;  // drops the responder
      if (request_.path == "/later") {
        const std::lock_guard lock(echo_.mutex);
        echo_.held.push_back(responder);
        echo_.held_came.notify_all();
        return;
      }
      if (request_.path == "/big") return responder.send({200, {}, share(std::string(3u << 20, 'x'))});
      if (request_.path == "/nothing") return responder.send({204, {}, nullptr});
      if (request_.path == "/inject") return responder.send({200, {{"X-Name", "a\r\nX-Bad: 1"}}, share("ok")});
      responder.send({200, {}, share(request_.method + " " + request_.path + "?" + request_.query + " " + body_)});
    }

   private:
    Echo& echo_;
    HttpRequest request_;
    std::string body_;
  };

  std::variant<HttpResponse, HttpAccepted> begin(HttpRequest request) override {
    if (request.path == "/refused") return HttpResponse{401, {}, share("no")};
    return HttpAccepted{std::make_shared<Exchange>(*this, std::move(request)), body_limit, body_strand};
  }
  HttpResponse refusal(int status, const Error& error) override {
    return {status == 0 ? 413 : status, {}, share(error.text)};
  }

  Responder wait_for_held() {
    std::unique_lock lock(mutex);
    held_came.wait(lock, [&] { return !held.empty(); });
    Responder responder = held.back();
    held.pop_back();
    return responder;
  }

  std::uint64_t body_limit = 1u << 20;
  std::shared_ptr<Executor> body_strand;
  Status body_status = Done{};
  std::mutex mutex;
  std::condition_variable held_came;
  std::vector<Responder> held;
};

class HttpServerTest : public testing::Test {
 protected:
  std::uint16_t start() {
    server_.emplace(options_, echo_);
    const auto bound = server_->start();
    EXPECT_TRUE(bound.ok()) << bound.error().text;
    return bound->port;
  }

  HttpServerOptions options_;
  Echo echo_;
  std::optional<HttpServer> server_;
};

TEST_F(HttpServerTest, a_request_is_answered_and_the_connection_serves_the_next) {
  RawHttp client(start());
  client.send("GET /a/b?c=d HTTP/1.1\r\nHost: x\r\n\r\n");
  auto answer = client.read_response();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "GET /a/b?c=d ");
  EXPECT_EQ(answer.headers["connection"], "keep-alive");
  client.send("POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_EQ(client.read_response().body, "POST /e? hello");
}

TEST_F(HttpServerTest, requests_sent_together_are_answered_in_order) {
  RawHttp client(start());
  client.send(
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhiGET /3 "
      "HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "GET /1? ");
  EXPECT_EQ(client.read_response().body, "POST /2? hi");
  EXPECT_EQ(client.read_response().body, "GET /3? ");
}

TEST_F(HttpServerTest, a_chunked_body_arrives_whole) {
  RawHttp client(start());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;ext=1\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "POST /? abcde");
}

TEST_F(HttpServerTest, http_1_0_and_connection_close_end_the_connection) {
  const auto port = start();
  RawHttp old(port);
  old.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.read_response().status, 200);
  EXPECT_TRUE(old.is_ended());
  RawHttp closing(port);
  closing.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(closing.read_response().headers["connection"], "close");
  EXPECT_TRUE(closing.is_ended());
}

TEST_F(HttpServerTest, head_gets_the_length_but_no_body) {
  RawHttp client(start());
  client.send("HEAD /big HTTP/1.1\r\nHost: x\r\n\r\nGET /1 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read_response(false).headers["content-length"], std::to_string(3u << 20));
  EXPECT_EQ(client.read_response().body, "GET /1? ");
}

TEST_F(HttpServerTest, an_answer_without_content_has_no_length) {
  RawHttp client(start());
  client.send("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto answer = client.read_response();
  EXPECT_EQ(answer.status, 204);
  EXPECT_FALSE(answer.headers.contains("content-length"));
}

TEST_F(HttpServerTest, a_large_answer_arrives_whole) {
  RawHttp client(start());
  client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.read_response().body == std::string(3u << 20, 'x'));
}

TEST_F(HttpServerTest, the_absolute_form_of_a_target_is_understood) {
  RawHttp client(start());
  client.send("GET http://somewhere/a?b HTTP/1.1\r\nHost: somewhere\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "GET /a?b ");
}

TEST_F(HttpServerTest, a_client_that_asks_is_told_to_send_its_body) {
  RawHttp client(start());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  EXPECT_EQ(client.read_response().body, "POST /? ok");
}

TEST_F(HttpServerTest, a_body_announced_too_large_is_refused_before_it_is_sent) {
  RawHttp client(start());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1073741824\r\nExpect: 100-continue\r\n\r\n");
  const auto answer = client.read_response();
  EXPECT_EQ(answer.status, 413);
  EXPECT_THAT(answer.body, HasSubstr("limit of"));
  EXPECT_EQ(answer.headers.at("connection"), "close");
}

TEST_F(HttpServerTest, a_client_that_sends_a_refused_body_anyway_still_reads_the_answer) {
  RawHttp client(start());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n");
  EXPECT_TRUE(client.send(std::string(8'000'000, 'x')));  // all of it: the server reads on
  EXPECT_EQ(client.read_response().status, 413);
}

TEST_F(HttpServerTest, a_chunked_body_is_refused_when_it_grows_too_large) {
  echo_.body_limit = 100'000;
  RawHttp client(start());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  for (int i = 0; i < 4; ++i) client.send(chunk);
  EXPECT_EQ(client.read_response().status, 413);
}

TEST_F(HttpServerTest, a_body_the_handler_turns_down_gets_its_refusal) {
  echo_.body_status = Error{Errc::storage_full, "no space"};
  RawHttp client(start());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(client.read_response().body, "no space");
}

TEST_F(HttpServerTest, bodies_go_through_the_strand_they_were_given) {
  WorkerThread disk("disk");
  echo_.body_strand = {&disk, [](Executor*) {}};
  RawHttp client(start());
  const std::string body(500'000, 'y');
  client.send("POST /s HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n" + body);
  EXPECT_TRUE(client.read_response().body == "POST /s? " + body);
  server_->stop();
}

TEST_F(HttpServerTest, what_is_not_http_is_refused_with_400) {
  const auto port = start();
  for (const std::string bad :
       {"nonsense\r\n\r\n", "GET / HTTP/2.7\r\n\r\n", "GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        // Two ways to tell where a body ends: the way into other people's requests.
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n"}) {
    RawHttp client(port);
    client.send(bad);
    EXPECT_EQ(client.read_response().status, 400) << bad;
    client.finish_sending();
    EXPECT_TRUE(client.is_ended()) << bad;
  }
}

TEST_F(HttpServerTest, a_head_beyond_the_limit_is_refused_with_431) {
  options_.max_head = 4096;
  RawHttp client(start());
  client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + std::string(8000, 'x') + "\r\n\r\n");
  EXPECT_EQ(client.read_response().status, 431);
}

TEST_F(HttpServerTest, an_early_answer_to_a_request_with_a_body_ends_the_connection) {
  RawHttp client(start());
  client.send("POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\nGET /hidden HTTP/1.1\r\n");
  EXPECT_EQ(client.read_response().status, 401);
  client.finish_sending();
  EXPECT_TRUE(client.is_ended());  // what followed was not taken for a request
}

TEST_F(HttpServerTest, a_value_cannot_add_a_header) {
  RawHttp client(start());
  client.send("GET /inject HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto answer = client.read_response();
  EXPECT_EQ(answer.headers.at("x-name"), "aX-Bad: 1");
  EXPECT_FALSE(answer.headers.contains("x-bad"));
}

TEST_F(HttpServerTest, a_request_nobody_answers_gets_a_500) {
  RawHttp client(start());
  client.send("GET /silent HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read_response().status, 500);
}

TEST_F(HttpServerTest, the_first_answer_wins_and_may_come_from_any_thread) {
  RawHttp client(start());
  client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  Responder responder = echo_.wait_for_held();
  std::thread([&] { responder.send({200, {}, share("first")}); }).join();
  responder.send({200, {}, share("second")});
  EXPECT_EQ(client.read_response().body, "first");
  client.send("GET /next HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "GET /next? ");
}

TEST_F(HttpServerTest, slow_clients_are_let_go) {
  options_.idle_timeout = 50ms;
  options_.head_timeout = 50ms;
  options_.body_timeout = 50ms;
  const auto port = start();
  for (const std::string start_of_request :
       {"", "GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"}) {
    RawHttp client(port);
    client.send(start_of_request);
    EXPECT_TRUE(client.is_ended()) << start_of_request;
  }
}

TEST_F(HttpServerTest, a_head_in_small_pieces_does_not_outlive_its_time) {
  options_.head_timeout = 100ms;
  RawHttp client(start());
  client.send("GET / HTTP/1.1\r\nX: ");
  // Each byte comes soon after the one before; the whole never does.
  while (client.send("x")) std::this_thread::yield();
  SUCCEED();
}

TEST_F(HttpServerTest, connections_beyond_the_limit_are_told_so) {
  options_.max_connections = 2;
  const auto port = start();
  RawHttp one(port), two(port);
  one.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n");
  two.send("GET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(one.read_response().status, 200);
  EXPECT_EQ(two.read_response().status, 200);
  RawHttp three(port);
  EXPECT_EQ(three.read_response().status, 503);
  EXPECT_TRUE(three.is_ended());
  one.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(one.read_response().status, 200);
}

TEST_F(HttpServerTest, a_port_in_use_is_named_with_what_to_do) {
  const auto port = start();
  HttpServerOptions same;
  same.port = port;
  HttpServer second(same, echo_);
  const auto bound = second.start();
  ASSERT_FALSE(bound.ok());
  EXPECT_EQ(bound.error().code, Errc::address_in_use);
  EXPECT_THAT(bound.error().text, HasSubstr("127.0.0.1:" + std::to_string(port)));
  EXPECT_THAT(bound.error().text, HasSubstr("--listen"));
}

TEST_F(HttpServerTest, an_address_of_another_machine_is_bad_config) {
  HttpServerOptions elsewhere;
  elsewhere.host = "192.0.2.1";  // RFC 5737: nobody's
  HttpServer server(elsewhere, echo_);
  const auto bound = server.start();
  ASSERT_FALSE(bound.ok());
  EXPECT_EQ(bound.error().code, Errc::bad_config);
}

TEST_F(HttpServerTest, both_internet_protocols_are_served) {
  options_.host = "::";
  server_.emplace(options_, echo_);
  const auto bound = server_->start();
  if (!bound) GTEST_SKIP() << "no IPv6 here: " << bound.error().text;
  EXPECT_EQ(bound->text(), "[::]:" + std::to_string(bound->port));
  RawHttp client(bound->port);  // by IPv4
  client.send("GET /4 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read_response().body, "GET /4? ");
}

TEST_F(HttpServerTest, a_missing_certificate_is_bad_config_that_names_the_file) {
  options_.tls_cert = "/nowhere/cert.pem";
  HttpServer server(options_, echo_);
  const auto bound = server.start();
  ASSERT_FALSE(bound.ok());
  EXPECT_EQ(bound.error().code, Errc::bad_config);
  EXPECT_THAT(bound.error().text, HasSubstr("/nowhere/cert.pem"));
}

TEST_F(HttpServerTest, stopping_lets_requests_at_work_end_and_closes_idle_connections) {
  const auto port = start();
  RawHttp idle(port), busy(port);
  idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  idle.read_response();
  busy.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  Responder responder = echo_.wait_for_held();
  auto stopping = std::async(std::launch::async, [&] { server_->stop(); });
  EXPECT_TRUE(idle.is_ended());
  responder.send({200, {}, share("done")});
  const auto answer = busy.read_response();
  EXPECT_EQ(answer.body, "done");
  EXPECT_EQ(answer.headers.at("connection"), "close");
  busy.finish_sending();
  stopping.get();
  EXPECT_EQ(server_->connections(), 0);
}

TEST_F(HttpServerTest, stopping_does_not_wait_for_ever_and_late_answers_go_nowhere) {
  options_.stop_grace = 50ms;
  RawHttp client(start());
  client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  Responder responder = echo_.wait_for_held();
  server_->stop();
  responder.send({200, {}, share("late")});
  EXPECT_TRUE(client.is_ended());
  server_.reset();
  responder.send({200, {}, share("later")});
}

TEST_F(HttpServerTest, the_executor_runs_tasks_and_timers_on_the_http_thread_in_order) {
  start();
  const auto executor = server_->executor();
  std::promise<void> done;
  std::string order;
  Timer second, first, never;
  executor->post([&] {
    EXPECT_TRUE(executor->is_current());
    second = executor->after(20ms, [&] {
      order += "2";
      done.set_value();
    });
    first = executor->after(1ms, [&] { order += "1"; });
    never = executor->after(0ms, [&] { order += "never"; });
    never.cancel();
  });
  done.get_future().wait();
  EXPECT_EQ(order, "12");
  EXPECT_FALSE(executor->is_current());
}

TEST_F(HttpServerTest, many_clients_at_once_each_get_their_own_answer) {
  const auto port = start();
  std::vector<std::thread> clients;
  std::atomic<int> good{0};
  for (int c = 0; c < 8; ++c)
    clients.emplace_back([&, c] {
      RawHttp client(port);
      for (int i = 0; i < 50; ++i) {
        const std::string path = "/" + std::to_string(c) + "/" + std::to_string(i);
        client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        good += client.read_response().body == "GET " + path + "? ";
      }
    });
  for (auto& client : clients) client.join();
  EXPECT_EQ(good, 400);
}

}  // namespace
}  // namespace caselli
