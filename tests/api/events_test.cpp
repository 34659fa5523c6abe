#include <fstream>
#include <thread>

#include "api/event_texts.h"
#include "api_fixture.h"
#include "sse_reader.h"

namespace caselli::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(EventId, boot_and_revision_are_read_from_the_last_dash) {
  EXPECT_EQ(parse_event_id("a-b-17")->boot, "a-b");
  EXPECT_EQ(parse_event_id("a-b-17")->revision, 17u);
  for (const char* bad : {"", "17", "-17", "a-", "a-x", "a-1x", "a-+1", "a-99999999999999999999999"})
    EXPECT_FALSE(parse_event_id(bad)) << bad;
}

// A reader cut off behind any event resumes with its id and must not lose the settings,
// whose own revision nobody knows.
TEST(EventTexts, settings_come_where_no_resume_can_miss_them) {
  const auto status = [](std::int64_t port, Revision revision) {
    PortStatus made;
    made.port = PortId{port};
    made.revision = revision;
    return std::make_shared<const PortStatus>(made);
  };
  Changes changes{"b", 14, {}, {}, nullptr};
  changes.ports = {status(1, 11), status(2, 12), status(3, 14)};
  changes.server = std::make_shared<ServerSettings>();  // published as 13
  EventTexts texts;
  std::vector<Revision> order;
  std::size_t settings_at = 99;
  for (const EventText& event : texts.of(changes, 10)) {
    if (!event.port && !event.job) settings_at = order.size();
    order.push_back(event.revision);
  }
  EXPECT_THAT(order, ElementsAre(11, 12, 13, 14));
  EXPECT_EQ(settings_at, 2u);
}

TEST(EventTexts, a_text_is_made_once_for_its_revision) {
  PortStatus made;
  made.port = PortId{1};
  made.revision = 5;
  Changes changes{"b", 5, {}, {}, nullptr};
  changes.ports = {std::make_shared<const PortStatus>(made)};
  EventTexts texts;
  const SharedText first = texts.of(changes, 0)[0].text;
  EXPECT_EQ(texts.of(changes, 0)[0].text, first);  // the same object
  made.revision = changes.revision = 6;
  changes.ports = {std::make_shared<const PortStatus>(made)};
  EXPECT_NE(texts.of(changes, 0)[0].text, first);
}

class Events : public ApiTest {
 protected:
  void SetUp() override {
    ApiTest::SetUp();
    options_.http.heartbeat = 50ms;
    start();
  }
  PortStatus status(std::int64_t port, PortState state) {
    PortStatus made;
    made.port = PortId{port};
    made.state = state;
    return made;
  }
  Job job(std::int64_t id, JobState state) {
    Job made;
    made.id = JobId{id};
    made.state = state;
    return made;
  }
};

TEST_F(Events, a_stream_opens_with_a_snapshot) {
  service_.publish(ServerSettings{});
  service_.publish(job(5, JobState::queued));
  SseReader reader(port_, event_request());
  EXPECT_EQ(reader.head.status, 200);
  EXPECT_EQ(reader.head.headers["content-type"], "text/event-stream");
  EXPECT_EQ(reader.head.headers["cache-control"], "no-store");
  const auto one = reader.next(), two = reader.next(), settings = reader.next(), fax = reader.next();
  EXPECT_EQ(one->name, "port");
  EXPECT_EQ(one->id, "b00t-1");
  EXPECT_EQ(one->json()["port"], 1);
  EXPECT_EQ(one->json()["state"], "available");
  EXPECT_EQ(two->id, "b00t-2");
  EXPECT_EQ(settings->name, "server");
  EXPECT_EQ(settings->id, "b00t-3");
  EXPECT_EQ(settings->json()["retries"], 2);
  EXPECT_EQ(fax->name, "job");
  EXPECT_EQ(fax->id, "b00t-4");
  EXPECT_EQ(fax->json()["status"], "queued");
}

TEST_F(Events, changes_follow_the_snapshot) {
  SseReader reader(port_, event_request());
  reader.next();
  reader.next();
  service_.publish(status(2, PortState::dialing));
  const auto event = reader.next();
  EXPECT_EQ(event->id, "b00t-3");
  EXPECT_EQ(event->json()["state"], "dialing");
  service_.publish(job(5, JobState::sent));
  EXPECT_EQ(reader.next()->json()["status"], "sent");
}

TEST_F(Events, a_reader_that_comes_back_gets_only_what_changed) {
  for (const std::string& request :
       {event_request("", "Last-Event-ID: b00t-2\r\n"), event_request("?lastEventId=b00t-2")}) {
    SseReader reader(port_, request);
    service_.publish(status(1, PortState::ringing));
    EXPECT_EQ(reader.next()->json()["state"], "ringing");
  }
}

TEST_F(Events, an_id_of_another_start_or_of_the_future_or_none_gives_the_snapshot) {
  for (const char* id : {"other-2", "b00t-999", "nonsense", "b00t-", "-1"}) {
    SseReader reader(port_, event_request("", std::string{"Last-Event-ID: "} + id + "\r\n"));
    EXPECT_EQ(reader.next()->id, "b00t-1") << id;
    EXPECT_EQ(reader.next()->id, "b00t-2") << id;
  }
}

TEST_F(Events, comments_come_while_nothing_happens) {
  SseReader reader(port_, event_request("", "Last-Event-ID: b00t-2\r\n"));
  reader.read_comments(3);
}

TEST_F(Events, a_filter_by_port_leaves_everything_else_out) {
  service_.publish(ServerSettings{});
  SseReader reader(port_, event_request("?port=2"));
  EXPECT_EQ(reader.next()->json()["port"], 2);
  service_.publish(status(1, PortState::dialing));
  service_.publish(job(5, JobState::queued));
  service_.publish(status(2, PortState::sending));
  EXPECT_EQ(reader.next()->json()["state"], "sending");
  SseReader both(port_, event_request("?port=1,2"));
  EXPECT_EQ(both.next()->json()["port"], 1);
  EXPECT_EQ(both.next()->json()["port"], 2);
}

TEST_F(Events, a_filter_by_fax_tells_that_fax_also_when_it_has_ended) {
  service_.put(job(4, JobState::failed));
  service_.publish(job(5, JobState::sending));
  SseReader ended(port_, event_request("?job=4"));
  const auto event = ended.next();
  EXPECT_EQ(event->name, "job");
  EXPECT_EQ(event->json()["id"], "4");
  EXPECT_EQ(event->json()["status"], "failed");
  EXPECT_EQ(event->id, "b00t-3");
  SseReader running(port_, event_request("?job=5"));
  EXPECT_EQ(running.next()->json()["status"], "sending");
  service_.publish(status(1, PortState::sending));
  service_.publish(job(5, JobState::sent));
  EXPECT_EQ(running.next()->json()["status"], "sent");
}

TEST_F(Events, a_wrong_filter_is_refused) {
  problem(get("/v1/events?port=9"), 404, "not_found");
  problem(get("/v1/events?job=9"), 404, "not_found");
  problem(get("/v1/events?port=x"), 400, "invalid_argument");
  problem(get("/v1/events?color=x"), 400, "unknown_field");
}

TEST_F(Events, every_reader_gets_the_last_state_of_every_port) {
  std::vector<std::thread> readers;
  std::atomic<int> good{0}, opened{0};
  for (int r = 0; r < 8; ++r)
    readers.emplace_back([&] {
      SseReader reader(port_, event_request());
      reader.next();
      ++opened;
      int left = 4;  // ports that have not ended yet
      std::string last;
      while (left > 0) {
        const auto event = reader.next();
        if (!event) return;
        if (event->json()["page"] == 200) --left;
      }
      ++good;
    });
  while (opened < 8) std::this_thread::yield();
  std::vector<std::thread> writers;
  for (int port = 1; port <= 4; ++port)
    writers.emplace_back([&, port] {
      for (int page = 1; page <= 200; ++page) {
        PortStatus moving = status(port, PortState::sending);
        moving.page = page;
        service_.publish(moving);
      }
    });
  for (auto& writer : writers) writer.join();
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(good, 8);
}

std::size_t resident_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stoul(line.substr(6));
  return 0;
}

// The newest of each port, never a backlog: 200 MB of events for a reader that does not
// read cost nothing, and then it is up to date at once.
TEST_F(Events, a_slow_reader_costs_nothing_and_skips_to_the_newest) {
  SseReader slow(port_, event_request(), 4096);
  SseReader quick(port_, event_request());
  quick.next();
  quick.next();
  [[maybe_unused]] const std::size_t before = resident_kilobytes();
  PortStatus moving = status(1, PortState::sending);
  moving.document_name = std::string(50'000, 'd');
  constexpr int kChanges = 4000;
  for (int page = 1; page <= kChanges; ++page) {
    moving.page = page;
    service_.publish(moving);
    if (page % 100 == 0)  // the quick one keeps up, so each hundred was told
      while (quick.next()->json()["page"] < page) {
      }
  }
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // these keep freed memory
  EXPECT_LT(resident_kilobytes(), before + 50'000);
#endif
  int events = 0;
  while (true) {
    const auto event = slow.next();
    ASSERT_TRUE(event);
    ++events;
    if (event->json()["page"] == kChanges) break;
  }
  EXPECT_LT(events, 100);
}

TEST_F(Events, stopping_ends_the_streams) {
  SseReader reader(port_, event_request());
  reader.next();
  server_->stop();
  while (reader.next()) {
  }
  EXPECT_TRUE(reader.is_ended());
  service_.publish(status(1, PortState::dialing));  // nobody is told, nothing breaks
}

TEST_F(Events, readers_that_come_and_go_leave_nothing_behind) {
  for (int i = 0; i < 50; ++i) {
    SseReader reader(port_, event_request());
    reader.next();
  }
  // The server notices the last one when it tells the next change.
  std::string text;
  do {
    service_.publish(status(1, PortState::dialing));
    text = get("/metrics").body;
  } while (text.find("caselli_event_readers 0\n") == std::string::npos);
  SUCCEED();
}

}  // namespace
}  // namespace caselli::test
