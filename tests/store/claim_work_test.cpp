// The work of a claim, counted in steps of SQLite's machine: it must not grow with the
// queue.

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <functional>
#include <utility>

#include "store/job_store.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

// Counts the steps of every statement of every connection opened while it lives.
class StepCounter {
 public:
  StepCounter() { sqlite3_auto_extension(reinterpret_cast<void (*)()>(&StepCounter::attach)); }
  ~StepCounter() { sqlite3_reset_auto_extension(); }
  static std::int64_t take() { return std::exchange(steps_, 0); }

 private:
  static int attach(sqlite3* database, char**, const void*) {
    return sqlite3_trace_v2(database, SQLITE_TRACE_PROFILE, &StepCounter::count, nullptr);
  }
  static int count(unsigned, void*, void* statement, void*) {
    steps_ += sqlite3_stmt_status(static_cast<sqlite3_stmt*>(statement), SQLITE_STMTSTATUS_VM_STEP, 1);
    return 0;
  }
  static inline std::int64_t steps_ = 0;
};

Job fax_to(const std::string& to) {
  Job job;
  job.to = to;
  return job;
}

// Steps of a claim that finds something and of a look around that finds nothing, beside
// `others` faxes.
std::pair<std::int64_t, std::int64_t> claim_steps(int others, const std::function<Job(int)>& other) {
  const TempFolder folder;
  StepCounter counter;
  auto opened = open_sqlite_store(folder.path().string());
  EXPECT_TRUE(opened);
  auto& store = **opened;
  EXPECT_TRUE(store.add({fax_to("555")}, ""));  // takes the number
  ClaimLimits limits;
  limits.free_ports = {PortId{1}, PortId{2}};
  limits.free_lines = {"loop"};
  EXPECT_TRUE(*store.claim({}, limits));
  std::vector<Job> jobs;
  for (int i = 0; i < others; ++i) jobs.push_back(other(i));
  EXPECT_TRUE(store.add(std::move(jobs), ""));
  EXPECT_TRUE(store.add({fax_to("556@loop")}, ""));
  StepCounter::take();
  EXPECT_TRUE(*store.claim({}, limits));
  const auto found = StepCounter::take();
  // What the scheduler asks besides.
  EXPECT_TRUE(store.claim({}, limits));
  EXPECT_TRUE(store.next_due());
  EXPECT_TRUE(store.oldest_unsent());
  return {found, StepCounter::take()};
}

void expect_same_work(const std::function<Job(int)>& other) {
  const auto few = claim_steps(10, other), many = claim_steps(10'000, other);
  EXPECT_GT(few.first, 100);  // it counts
  EXPECT_LE(many.first, few.first + few.first / 10);
  EXPECT_LE(many.second, few.second + few.second / 10);
}

TEST(ClaimWork, does_not_grow_with_faxes_to_a_busy_number) {
  expect_same_work([](int) { return fax_to("555"); });
}

TEST(ClaimWork, does_not_grow_with_faxes_to_many_numbers) {
  expect_same_work([](int i) { return fax_to(std::to_string(1000 + i)); });
}

TEST(ClaimWork, does_not_grow_with_faxes_for_another_port) {
  expect_same_work([](int i) {
    Job job = fax_to(std::to_string(1000 + i));
    job.port = PortId{9};
    return job;
  });
}

TEST(ClaimWork, does_not_grow_with_faxes_for_other_lines_of_the_dial_plan) {
  expect_same_work([](int i) {
    Job job = fax_to(std::to_string(1000 + i));
    job.lines = {"trunk-a", "trunk-b"};
    return job;
  });
}

TEST(ClaimWork, does_not_grow_with_faxes_that_wait) {
  expect_same_work([](int i) {
    Job job = fax_to(std::to_string(1000 + i));
    job.state = JobState::waiting;
    job.next_at = Instant{std::chrono::seconds{i + 1}};
    return job;
  });
}

}  // namespace
}  // namespace caselli
