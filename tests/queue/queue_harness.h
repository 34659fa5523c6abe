#pragma once
// A queue over a real store in a folder and fake ports, in virtual time.

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "base/virtual_time.h"
#include "fake_port.h"
#include "queue/fax_queue.h"
#include "store/sqlite/sqlite_store.h"
#include "support/temp_folder.h"

namespace caselli {

class QueueHarness : public testing::Test {
 protected:
  // Settings of a server whose local time does not matter, unless a test is about it.
  ServerSettings settings_;
  FakePort::Script script_ = [](const SendOrder&) { return Reply{}; };
  int port_count_ = 1;
  int per_destination_ = 1;
  DialPlan plan_;
  std::chrono::seconds method_expiry_{std::chrono::days{14}};
  std::vector<std::string> audio_lines_;
  std::vector<std::string> lines_;  // of the ports, in their order; the others are of `loop`

  void start() {
    auto store = sqlite::SqliteStore::open({folder_.path().string(), std::chrono::milliseconds{1}});
    ASSERT_TRUE(store) << store.error().text;
    store_ = *std::move(store);
    auto documents = open_document_store(folder_.path());
    ASSERT_TRUE(documents) << documents.error().text;
    documents_ = *std::move(documents);
    board_ = std::make_unique<StatusBoard>("boot");
    bank_ = std::make_unique<PortBank>();
    queue_ = std::make_unique<FaxQueue>(QueueParts{*store_,
                                                   *documents_,
                                                   *bank_,
                                                   *board_,
                                                   time_->clock(),
                                                   time_->make_strand(),
                                                   [this] { return settings_; },
                                                   {},
                                                   per_destination_,
                                                   plan_,
                                                   method_expiry_,
                                                   audio_lines_});
    ports_.clear();
    for (int i = 1; i <= port_count_; ++i) {
      PortSettings port;
      port.port = PortId{i};
      port.line = static_cast<std::size_t>(i) <= lines_.size() ? lines_[static_cast<std::size_t>(i) - 1] : "loop";
      port.priority = i;
      ports_.push_back(std::make_shared<FakePort>(port, time_->clock(), time_->make_strand(), *board_, *queue_,
                                                  [this](const SendOrder& order) { return script_(order); }));
      bank_->add(ports_.back());
    }
    const auto started = queue_->start();
    ASSERT_TRUE(started) << started.error().text;
  }

  // As kill -9 does: what waits to run never runs. start() is the next start.
  void crash() {
    const auto now = time_->now();
    time_ = std::make_unique<VirtualTime>(now);
    queue_.reset();
    ports_.clear();
    bank_.reset();
    board_.reset();
    documents_.reset();
    store_.reset();
  }

  Job fax_to(const std::string& to, int pages = 3, Priority priority = Priority::normal) {
    Job job;
    job.to = to;
    job.priority = priority;
    job.sender_name = "Sender";
    job.document.id = document_key();
    job.document.pages = pages;
    return job;
  }
  Job submit(Job job) {
    auto jobs = queue_->submit({std::move(job)}, "");
    EXPECT_TRUE(jobs) << jobs.error().text;
    return jobs ? jobs->at(0) : Job{};
  }
  Job get(JobId id) {
    auto job = store_->get(id);
    EXPECT_TRUE(job) << job.error().text;
    return job ? *job : Job{};
  }
  Job command(JobId id, JobCommand event) {
    auto job = queue_->command(id, event);
    EXPECT_TRUE(job) << job.error().text;
    return job ? *job : Job{};
  }
  FakePort& port(int number = 1) { return *ports_.at(static_cast<std::size_t>(number - 1)); }
  bool run_to(JobId id, JobState state, std::chrono::seconds limit = std::chrono::hours{24}) {
    return time_->run_until([&] { return get(id).state == state; }, limit);
  }
  // When each call of port 1 began, after the first one.
  std::vector<std::chrono::seconds> dial_times() {
    std::vector<std::chrono::seconds> times;
    for (const auto at : port().dialled)
      times.push_back(std::chrono::duration_cast<std::chrono::seconds>(at - port().dialled.front()));
    return times;
  }
  std::string document_key() {
    if (key_.empty()) {
      const auto folder = *documents_->make_work_folder("test");
      std::ofstream(folder / "page.tif") << "a page";
      key_ = *documents_->add(folder / "page.tif");
    }
    return key_;
  }

  TempFolder folder_;
  std::string key_;
  std::unique_ptr<VirtualTime> time_ = std::make_unique<VirtualTime>();
  std::unique_ptr<JobStore> store_;
  std::unique_ptr<DocumentStore> documents_;
  std::unique_ptr<StatusBoard> board_;
  std::unique_ptr<PortBank> bank_;
  std::unique_ptr<FaxQueue> queue_;
  std::vector<std::shared_ptr<FakePort>> ports_;
};

}  // namespace caselli
