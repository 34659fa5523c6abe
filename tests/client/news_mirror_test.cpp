#include "client/news_mirror.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace caselli {
namespace {

SseEvent port_event(std::string_view boot, int revision, int port, int page = 0) {
  return {"port", fmt::format(R"({{"port": {}, "page": {}, "revision": {}}})", port, page, revision),
          fmt::format("{}-{}", boot, revision), true};
}

SseEvent job_event(std::string_view boot, int revision, int id, std::string_view status) {
  return {"job", fmt::format(R"({{"id": "{}", "status": "{}"}})", id, status), fmt::format("{}-{}", boot, revision),
          true};
}

std::string ports_of(const Changes& changes) {
  std::string out;
  for (const auto& status : changes.ports) out += fmt::format("{}:{} ", status->port.value, status->page);
  return out;
}

std::string jobs_of(const Changes& changes) {
  std::string out;
  for (const auto& job : changes.jobs) out += fmt::format("{}@{} ", job->id.value, job->revision);
  return out;
}

TEST(NewsMirror, is_empty_before_anything_came) {
  const NewsMirror mirror;
  const auto changes = mirror.changes(0);
  EXPECT_EQ(changes.boot, "");
  EXPECT_EQ(changes.revision, 0u);
  EXPECT_TRUE(changes.ports.empty() && changes.jobs.empty() && !changes.server);
}

TEST(NewsMirror, gives_the_newest_of_each_after_a_revision_oldest_first) {
  NewsMirror mirror;
  EXPECT_TRUE(mirror.apply(port_event("b", 5, 1)));
  EXPECT_TRUE(mirror.apply(port_event("b", 6, 2)));
  EXPECT_TRUE(mirror.apply(port_event("b", 7, 1, 3)));
  const auto all = mirror.changes(0);
  EXPECT_EQ(all.boot, "b");
  EXPECT_EQ(all.revision, 7u);
  EXPECT_EQ(ports_of(all), "2:0 1:3 ");
  EXPECT_EQ(ports_of(mirror.changes(6)), "1:3 ");
  EXPECT_EQ(ports_of(mirror.changes(7)), "");
}

TEST(NewsMirror, jobs_carry_the_revision_of_their_event_and_stay_in_order_when_some_ended) {
  NewsMirror mirror;
  mirror.apply(job_event("b", 1, 10, "queued"));
  mirror.apply(job_event("b", 2, 11, "queued"));
  mirror.apply(job_event("b", 3, 10, "sent"));
  mirror.apply(job_event("b", 4, 12, "sending"));
  EXPECT_EQ(jobs_of(mirror.changes(1)), "11@2 10@3 12@4 ");
  EXPECT_EQ(jobs_of(mirror.changes(0)), "11@2 12@4 ") << "who begins is not told what has ended";
  mirror.apply(job_event("b", 5, 10, "queued"));
  EXPECT_EQ(jobs_of(mirror.changes(0)), "11@2 12@4 10@5 ") << "a restarted fax goes on";
}

TEST(NewsMirror, settings_come_when_they_changed) {
  NewsMirror mirror;
  mirror.apply({"server", R"({"retries": 9})", "b-3", true});
  mirror.apply(port_event("b", 4, 1));
  ASSERT_TRUE(mirror.changes(2).server);
  EXPECT_EQ(mirror.changes(2).server->retries, 9);
  EXPECT_FALSE(mirror.changes(3).server);
}

TEST(NewsMirror, another_boot_replaces_everything) {
  NewsMirror mirror;
  mirror.apply(port_event("old", 900, 1));
  mirror.apply(port_event("old", 901, 2));
  mirror.apply(job_event("old", 902, 10, "queued"));
  mirror.apply(port_event("new-boot", 3, 1));
  const auto changes = mirror.changes(902);
  EXPECT_EQ(changes.boot, "new-boot");
  EXPECT_EQ(changes.revision, 3u);
  EXPECT_EQ(ports_of(changes), "1:0 ");
  EXPECT_EQ(jobs_of(changes), "");
}

TEST(NewsMirror, what_it_cannot_read_changes_nothing) {
  NewsMirror mirror;
  mirror.apply(port_event("b", 5, 1));
  for (const SseEvent& event :
       {SseEvent{"port", "{}", "", false}, SseEvent{"port", "{}", "b", true}, SseEvent{"port", "{}", "b-x", true},
        SseEvent{"port", "{}", "-1", true}, SseEvent{"port", "{}", "b-99999999999999999999999", true},
        SseEvent{"port", "{\"port\": \"one\"}", "b-6", true}, SseEvent{"job", "nonsense", "b-7", true},
        SseEvent{"weather", "{}", "b-8", true}})
    EXPECT_FALSE(mirror.apply(event)) << event.id << event.data;
  EXPECT_EQ(ports_of(mirror.changes(0)), "1:0 ");
}

TEST(NewsMirror, is_bounded_and_gives_up_the_oldest) {
  NewsMirror mirror;
  for (int i = 1; i <= 5000; ++i) mirror.apply(job_event("b", i, i, "sent"));
  const auto changes = mirror.changes(1);
  ASSERT_EQ(changes.jobs.size(), 4096u);
  EXPECT_EQ(changes.jobs.front()->id, JobId{5000 - 4096 + 1});
  for (int i = 1; i <= 10'001; ++i) mirror.apply(port_event("b", 5000 + i, i));
  EXPECT_EQ(mirror.changes(0).ports.size(), 10'000u);
}

}  // namespace
}  // namespace caselli
