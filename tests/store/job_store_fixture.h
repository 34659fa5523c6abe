#pragma once
// What the tests of job_store_contract.h share.

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <ostream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "store/job_store.h"

namespace caselli {

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<JobStore>()> make;
};
inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

class JobStoreContract : public testing::TestWithParam<StoreKind> {
 protected:
  static constexpr Instant kNoon{std::chrono::seconds{1'767'268'800}};  // 2026-01-01T12:00:00Z
  static constexpr PortId kPort1{1}, kPort2{2};

  JobStoreContract() : store_(GetParam().make()) {}

  static Job fax_to(const std::string& to, Priority priority = Priority::normal) {
    Job job;
    job.to = to;
    job.priority = priority;
    job.submitted_at = kNoon;
    job.document = {"doc", 1000, 3, 1728, "204x196", Compression::mr, {30, 20, 25}, {8, 7, 5}};
    return job;
  }
  Job add(Job job) {
    auto added = store_->add({std::move(job)}, "");
    EXPECT_TRUE(added) << added.error().text;
    return added->at(0);
  }
  std::optional<Job> claim(Instant now = kNoon, ClaimLimits limits = free_port_1()) {
    auto claimed = store_->claim(now, limits);
    EXPECT_TRUE(claimed) << claimed.error().text;
    if (!*claimed) return {};
    return (*claimed)->job;
  }
  static ClaimLimits free_port_1() {
    ClaimLimits limits;
    limits.free_ports = {kPort1};
    limits.free_lines = {"loop"};
    return limits;
  }
  Job get(JobId id) {
    auto job = store_->get(id);
    EXPECT_TRUE(job) << job.error().text;
    return job ? *job : Job{};
  }
  // The end of `claimed`'s open attempt with `outcome` and `next`.
  static AttemptEnd end_of(const Job& claimed, Outcome outcome, JobState next) {
    AttemptEnd end;
    end.job = claimed.id;
    end.attempt = claimed.attempts.back();
    end.attempt.end = kNoon + std::chrono::minutes{2};
    end.attempt.outcome = outcome;
    end.next = next;
    end.pages_done = claimed.pages_done;
    end.dials = 1;
    return end;
  }
  void expect_done(const Status& status) { EXPECT_TRUE(status) << status.error().text; }
  static void expect_error(Errc code, const auto& result) {
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().code, code) << result.error().text;
  }

  std::unique_ptr<JobStore> store_;
};

using std::chrono::minutes;
using std::chrono::seconds;

}  // namespace caselli
