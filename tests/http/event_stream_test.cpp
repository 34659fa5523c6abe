#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <mutex>

#include "http/http_server.h"
#include "support/raw_http.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using test::RawHttp;
using testing::HasSubstr;
using testing::StartsWith;

// Tells the number it holds whenever that has changed; counts how often it was asked.
class Number final : public EventReader {
 public:
  void on_open(EventStream& stream) override {
    stream_ = &stream;
    note([&] { opened = true; });
  }
  std::vector<SharedText> next() override {
    note([&] { ++asked; });
    if (told_ == value_) return {};
    told_ = value_;
    return {share(sse_event("number", std::to_string(value_), std::string(padding, 'x')))};
  }
  void on_closed() override {
    note([&] { closed = true; });
    stream_ = nullptr;
  }
  void set(int value) {  // thread: http
    value_ = value;
    if (stream_) stream_->wake();
  }
  template <class Change>
  void note(Change change) {
    const std::lock_guard lock(mutex);
    change();
    changed.notify_all();
  }
  template <class Condition>
  void wait(Condition condition) {
    std::unique_lock lock(mutex);
    changed.wait(lock, condition);
  }

  std::size_t padding = 1;
  std::mutex mutex;
  std::condition_variable changed;
  bool opened = false, closed = false;
  int asked = 0;

 private:
  EventStream* stream_ = nullptr;
  int value_ = 0, told_ = 0;
};

class Streams final : public HttpHandler {
 public:
  class Exchange final : public HttpExchange {
   public:
    explicit Exchange(std::shared_ptr<Number> number) : number_(std::move(number)) {}
    Status on_body(std::string_view) override { return Done{}; }
    void on_complete(Responder responder) override { responder.stream({200, {{"X-Own", "1"}}, nullptr}, number_); }

   private:
    std::shared_ptr<Number> number_;
  };
  std::variant<HttpResponse, HttpAccepted> begin(HttpRequest) override {
    return HttpAccepted{std::make_shared<Exchange>(number), 0, nullptr};
  }
  HttpResponse refusal(int status, const Error&) override { return {status, {}, nullptr}; }

  std::shared_ptr<Number> number = std::make_shared<Number>();
};

class EventStreamTest : public testing::Test {
 protected:
  std::uint16_t start() {
    server_.emplace(options_, handler_);
    const auto bound = server_->start();
    EXPECT_TRUE(bound.ok());
    return bound->port;
  }
  void set(int value) {
    server_->executor()->post([this, value] { number().set(value); });
  }
  Number& number() { return *handler_.number; }

  HttpServerOptions options_;
  Streams handler_;
  std::optional<HttpServer> server_;
};

constexpr std::string_view kAsk = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

TEST(SseEvent, data_of_several_lines_becomes_several_fields) {
  // WHATWG HTML 9.2.6: each line of the value is a data field; CR, LF and CRLF end lines.
  EXPECT_EQ(sse_event("a", "1", "x\ny\r\nz\rw"), "event: a\nid: 1\ndata: x\ndata: y\ndata: z\ndata: w\n\n");
  EXPECT_EQ(sse_event("a", "", ""), "event: a\ndata: \n\n");
}

// WinHTTP shows each event one late when the body is chunked.
TEST_F(EventStreamTest, the_answer_is_neither_chunked_nor_counted_and_ends_with_the_connection) {
  RawHttp client(start());
  client.send(kAsk);
  auto head = client.read_head();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers["content-type"], "text/event-stream");
  EXPECT_EQ(head.headers["connection"], "close");
  EXPECT_EQ(head.headers["x-own"], "1");
  EXPECT_FALSE(head.headers.contains("transfer-encoding"));
  EXPECT_FALSE(head.headers.contains("content-length"));
}

TEST_F(EventStreamTest, events_arrive_as_they_are_woken) {
  RawHttp client(start());
  client.send(kAsk);
  client.read_head();
  number().wait([&] { return number().opened; });
  set(7);
  EXPECT_THAT(client.read_until("data: x\n\n"), HasSubstr("event: number\nid: 7\n"));
  set(8);
  EXPECT_THAT(client.read_until("data: x\n\n"), HasSubstr("id: 8\n"));
}

TEST_F(EventStreamTest, a_quiet_stream_has_comments) {
  options_.heartbeat = 10ms;
  RawHttp client(start());
  client.send(kAsk);
  client.read_head();
  for (int i = 0; i < 3; ++i) EXPECT_EQ(client.read_until("\n\n"), ":\n\n");
}

TEST_F(EventStreamTest, the_reader_hears_that_the_client_has_left) {
  {
    RawHttp client(start());
    client.send(kAsk);
    client.read_head();
  }
  number().wait([&] { return number().closed; });
  server_->stop();
  EXPECT_EQ(server_->connections(), 0);
}

TEST_F(EventStreamTest, a_client_that_does_not_read_is_asked_nothing_more_and_then_gets_the_newest) {
  number().padding = 256u << 10;
  RawHttp client(start(), 4096);
  client.send(kAsk);
  number().wait([&] { return number().opened; });
  // Wakes it a thousand times with a quarter of a megabyte each; nobody reads.
  for (int i = 1; i <= 1000; ++i) set(i);
  std::promise<void> all_set;
  server_->executor()->post([&] { all_set.set_value(); });
  all_set.get_future().wait();
  number().wait([&] { return number().asked >= 1; });
  {
    const std::lock_guard lock(number().mutex);
    EXPECT_LE(number().asked, 10);  // what fits into the buffers of the kernel, no more
  }
  std::string last = client.read_until("id: 1000\n");
  EXPECT_THAT(last, testing::EndsWith("id: 1000\n"));
  EXPECT_LT(last.size(), 10 * number().padding);
}

TEST_F(EventStreamTest, a_client_that_never_reads_is_let_go) {
  options_.stream_timeout = 50ms;
  number().padding = 16u << 20;
  RawHttp client(start(), 4096);
  client.send(kAsk);
  number().wait([&] { return number().opened; });
  set(1);
  number().wait([&] { return number().closed; });
}

TEST_F(EventStreamTest, stopping_ends_streams_at_once) {
  RawHttp client(start());
  client.send(kAsk);
  client.read_head();
  number().wait([&] { return number().opened; });
  server_->stop();
  EXPECT_TRUE(number().closed);
  client.read_to_end();
  EXPECT_TRUE(client.is_ended());
}

TEST_F(EventStreamTest, head_gets_the_head_alone) {
  RawHttp client(start());
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.read_head().headers["content-type"], "text/event-stream");
  EXPECT_TRUE(client.is_ended());
}

}  // namespace
}  // namespace caselli
