// News of a far server: resumed by themselves, through everything that can happen to a
// connection and to the server.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "client/news_stream.h"
#include "client/remote_fax_service.h"
#include "support/scripted_server.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

std::string port_news(std::string_view boot, int revision, int port, int page = 0) {
  return fmt::format("event: port\nid: {}-{}\ndata: {{\"port\": {}, \"page\": {}}}\n\n", boot, revision, port, page);
}

// Serves /v1/events: `script` gets each connection with its number from 1 and its
// Last-Event-ID.
class NewsServer {
 public:
  using Script = std::function<void(ScriptedConnection&, int, const std::string&)>;
  explicit NewsServer(Script script)
      : server_(ScriptedServer::Script{[this, script = std::move(script)](ScriptedConnection& connection) {
          const int number = ++count_;
          const auto request = connection.read();
          if (!request) return;
          const auto last = request->headers.find("last-event-id");
          script(connection, number, last == request->headers.end() ? "" : last->second);
        }}) {}
  std::string url() const { return server_.url(); }
  int connections() const { return server_.connections(); }

 private:
  std::atomic<int> count_{0};
  ScriptedServer server_;
};

std::shared_ptr<FaxService> connect(const std::string& url) { return *connect_fax_service({.url = url, .token = "t"}); }

std::string story_of(const Changes& changes) {
  std::string out = changes.boot + "-" + std::to_string(changes.revision) + ": ";
  for (const auto& status : changes.ports) out += fmt::format("{}:{} ", status->port.value, status->page);
  return out;
}

TEST(News, say_connecting_until_the_server_answers_and_then_wake) {
  Gate asked, answer, woken;
  NewsServer server{[&](ScriptedConnection& connection, int, const std::string&) {
    asked.open();
    answer.wait();
    connection.send(std::string{kHead} + port_news("b", 1, 1));
    connection.wait_closed();
  }};
  const auto service = connect(server.url());
  EXPECT_FALSE(service->link().up);
  const auto subscription = service->subscribe([&] { woken.open(); });
  ASSERT_TRUE(asked.wait());
  EXPECT_EQ(story_of(service->changes(0)), "-0: ");
  EXPECT_FALSE(service->link().up);
  EXPECT_EQ(service->link().text, "connecting");
  answer.open();
  EXPECT_TRUE(woken.wait([&] { return service->changes(0).revision == 1; }));
  EXPECT_EQ(story_of(service->changes(0)), "b-1: 1:0 ");
  EXPECT_TRUE(service->link().up);
  EXPECT_EQ(service->link().text, "");
}

TEST(News, a_reader_gets_what_changed_since_it_read) {
  Gate more, woken;
  NewsServer server{[&](ScriptedConnection& connection, int, const std::string&) {
    connection.send(std::string{kHead} + port_news("b", 1, 1) + port_news("b", 2, 2));
    more.wait();
    connection.send(port_news("b", 3, 1, 7) + "event: job\nid: b-4\ndata: {\"id\": \"9\", \"status\": \"queued\"}\n\n" +
                    "event: server\nid: b-5\ndata: {\"retries\": 8}\n\n");
    connection.wait_closed();
  }};
  const auto service = connect(server.url());
  const auto subscription = service->subscribe([&] { woken.open(); });
  ASSERT_TRUE(woken.wait([&] { return service->changes(0).revision == 2; }));
  EXPECT_EQ(story_of(service->changes(0)), "b-2: 1:0 2:0 ");
  more.open();
  ASSERT_TRUE(woken.wait([&] { return service->changes(2).revision == 5; }));
  const auto news = service->changes(2);
  EXPECT_EQ(story_of(news), "b-5: 1:7 ");
  ASSERT_EQ(news.jobs.size(), 1u);
  EXPECT_EQ(news.jobs[0]->id, JobId{9});
  ASSERT_TRUE(news.server);
  EXPECT_EQ(news.server->retries, 8);
}

TEST(News, a_lost_connection_is_made_again_from_the_last_event) {
  Gate woken, resumed;
  std::string asked_from;
  NewsServer server{[&](ScriptedConnection& connection, int number, const std::string& last) {
    if (number == 1) {
      connection.send(std::string{kHead} + port_news("b", 1, 1) + port_news("b", 2, 2) + "event: port\nid: b-3\nda");
      return;
    }
    asked_from = last;
    resumed.wait();
    connection.send(std::string{kHead} + port_news("b", 3, 1, 5));
    connection.wait_closed();
  }};
  const auto service = connect(server.url());
  std::atomic<bool> was_down{false};
  const auto subscription = service->subscribe([&] {
    const auto link = service->link();
    if (!link.up && link.text != "connecting") was_down = true;
    woken.open();
  });
  ASSERT_TRUE(woken.wait([&] { return was_down.load(); }));
  EXPECT_EQ(story_of(service->changes(0)), "b-2: 1:0 2:0 ") << "what is known stays while the link is down";
  resumed.open();
  ASSERT_TRUE(woken.wait([&] { return service->changes(0).revision == 3; }));
  EXPECT_EQ(asked_from, "b-2") << "half an event is none";
  EXPECT_EQ(story_of(service->changes(2)), "b-3: 1:5 ");
  EXPECT_TRUE(service->link().up);
}

TEST(News, a_server_that_was_started_again_replaces_everything) {
  Gate woken;
  NewsServer server{[&](ScriptedConnection& connection, int number, const std::string& last) {
    if (number == 1) {
      connection.send(std::string{kHead} + port_news("one", 500, 1, 4) + port_news("one", 501, 2));
      return;
    }
    EXPECT_EQ(last, "one-501");
    connection.send(std::string{kHead} + port_news("two", 1, 1));
    connection.wait_closed();
  }};
  const auto service = connect(server.url());
  const auto subscription = service->subscribe([&] { woken.open(); });
  ASSERT_TRUE(woken.wait([&] { return service->changes(501).boot == "two"; }));
  EXPECT_EQ(story_of(service->changes(501)), "two-1: 1:0 ");
}

TEST(News, a_refusal_is_the_text_of_the_link_and_it_is_tried_again) {
  Gate woken;
  NewsServer server{[&](ScriptedConnection& connection, int number, const std::string&) {
    if (number == 1) {
      connection.answer(401, "Content-Type: application/problem+json\r\n",
                        R"({"detail": "the token is not known here", "code": "unauthenticated"})");
    } else if (number == 2) {
      connection.answer(200, "Content-Type: text/html\r\n", "<html>welcome</html>");
    } else {
      connection.send(kHead);
      connection.wait_closed();
    }
  }};
  const auto service = connect(server.url());
  std::mutex mutex;
  std::vector<std::string> texts;
  const auto subscription = service->subscribe([&] {
    {
      const std::lock_guard lock{mutex};
      texts.push_back(service->link().text);
    }
    woken.open();
  });
  ASSERT_TRUE(woken.wait([&] { return service->link().up; }));
  const std::lock_guard lock{mutex};
  ASSERT_GE(texts.size(), 3u);
  EXPECT_EQ(texts[0], "the token is not known here");
  EXPECT_EQ(texts[1], "the server answered with status 200");
  EXPECT_EQ(texts[2], "");
}

TEST(News, a_server_that_is_not_there_is_said_so) {
  const auto url = "http://127.0.0.1:" + std::to_string(closed_port());
  Gate woken;
  const auto service = connect(url);
  const auto subscription = service->subscribe([&] { woken.open(); });
  ASSERT_TRUE(woken.wait());
  EXPECT_TRUE(service->link().text.starts_with("could not reach " + url + ": connection refused"));
}

TEST(News, a_link_without_heartbeats_is_dead_and_made_again) {
  Gate woken;
  NewsServer server{[&](ScriptedConnection& connection, int number, const std::string&) {
    connection.send(std::string{kHead} + port_news("b", number, 1, number));
    connection.wait_closed();
  }};
  const NewsTiming quick{.silence = 30ms, .first_pause = 1ms, .longest_pause = 2ms};
  NewsStream stream{make_http_client(server.url(), ""), [&] { woken.open(); }, quick};
  EXPECT_TRUE(woken.wait([&] { return stream.changes(0).revision >= 3; }));
}

TEST(News, comments_are_heartbeats) {
  Gate woken;
  NewsServer server{[&](ScriptedConnection& connection, int, const std::string&) {
    connection.send(kHead);
    for (int beat = 0; beat < 20; ++beat)
      if (connection.wait_closed(20) || !connection.send(":\n\n")) return;
    connection.send(port_news("b", 1, 1));
    connection.wait_closed();
  }};
  const NewsTiming quick{.silence = 300ms, .first_pause = 1ms, .longest_pause = 2ms};
  NewsStream stream{make_http_client(server.url(), ""), [&] { woken.open(); }, quick};
  EXPECT_TRUE(woken.wait([&] { return stream.changes(0).revision == 1; }));
  EXPECT_EQ(server.connections(), 1);
}

TEST(News, all_subscriptions_share_one_stream_that_ends_with_the_last) {
  Gate woken, closed;
  NewsServer server{[&](ScriptedConnection& connection, int, const std::string&) {
    connection.send(std::string{kHead} + port_news("b", 1, 1));
    connection.wait_closed();
    closed.open();
  }};
  const auto service = connect(server.url());
  auto one = service->subscribe([&] { woken.open(); });
  auto two = service->subscribe([&] { woken.open(); });
  ASSERT_TRUE(woken.wait([&] { return service->changes(0).revision == 1; }));
  one.reset();
  EXPECT_EQ(service->changes(0).revision, 1u);
  two.reset();
  EXPECT_TRUE(closed.wait());
  EXPECT_EQ(server.connections(), 1);
  EXPECT_EQ(service->changes(0).revision, 0u);
  EXPECT_FALSE(service->link().up);
  one = service->subscribe([&] { woken.open(); });
  EXPECT_TRUE(woken.wait([&] { return service->changes(0).revision == 1; }));
  EXPECT_EQ(server.connections(), 2);
}

TEST(News, a_wake_may_end_its_own_subscription) {
  Gate ended, closed;
  NewsServer server{[&](ScriptedConnection& connection, int, const std::string&) {
    connection.send(std::string{kHead} + port_news("b", 1, 1));
    connection.wait_closed();
    closed.open();
  }};
  const auto service = connect(server.url());
  std::mutex mutex;
  std::unique_ptr<Subscription> subscription;
  {
    const std::lock_guard lock{mutex};
    subscription = service->subscribe([&] {
      const std::lock_guard held{mutex};
      subscription.reset();
      ended.open();
    });
  }
  EXPECT_TRUE(ended.wait());
  EXPECT_TRUE(closed.wait());
}

TEST(News, ending_does_not_wait_for_a_server_that_says_nothing) {
  Gate asked;
  NewsServer server{[&](ScriptedConnection& connection, int, const std::string&) {
    asked.open();
    connection.wait_closed();
  }};
  auto service = connect(server.url());
  auto subscription = service->subscribe([] {});
  ASSERT_TRUE(asked.wait());
  service.reset();  // the subscription keeps what it needs
  subscription.reset();
}

TEST(News, subscriptions_may_come_and_go_from_many_threads) {
  NewsServer server{[&](ScriptedConnection& connection, int number, const std::string&) {
    connection.send(kHead);
    for (int i = 1; connection.send(port_news("b" + std::to_string(number), i, 1, i)) && i < 2000; ++i) {
    }
    connection.wait_closed();
  }};
  const auto service = connect(server.url());
  std::atomic<int> wakes{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 15; ++i) {
        Gate woken;
        const auto subscription = service->subscribe([&] {
          ++wakes;
          woken.open();
        });
        EXPECT_TRUE(woken.wait());
        service->changes(0);
        service->link();
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_GE(wakes, 60);
}

}  // namespace
}  // namespace caselli
