#pragma once
// Two ports on a loopback line in virtual time, a queue that writes down what it hears,
// and the story of all statuses that were published.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/virtual_time.h"
#include "line/loopback/loopback_line.h"
#include "port/port_bank.h"
#include "support/chart_document.h"
#include "support/temp_folder.h"

namespace caselli::test {

// Received pages in memory; storing fails from a page on if told so.
class MemoryFax final : public ReceivedFax {
 public:
  MemoryFax(JobId job, int fails_at) : job_(job), fails_at_(fails_at) {}
  JobId job() const override { return job_; }
  Status add(const PageImage& page) override {
    if (std::ssize(pages) + 1 == fails_at_) return Error{Errc::storage_full, "no space left"};
    pages.push_back(page);
    return Done{};
  }
  std::vector<PageImage> pages;

 private:
  const JobId job_;
  const int fails_at_;
};

class RecordingQueue final : public PortListener {
 public:
  int storage_fails_at = 0;  // page; 0: never
  bool refuses = false;      // has no place for pages
  std::vector<CallReport> reports;
  std::vector<int> pages_received;  // by report; -1: nothing was opened
  std::vector<int> pages_sent;      // as told, page of the document
  std::vector<PortId> freed;
  JobId next_job{100};

  const CallReport& report(Direction direction) const {
    for (const auto& each : reports)
      if (each.direction == direction) return each;
    ADD_FAILURE() << "no such report";
    static const CallReport none;
    return none;
  }

  Result<std::unique_ptr<ReceivedFax>> on_receiving(const IncomingCall&, const PortStatus&) override {
    if (refuses) return Error{Errc::storage_full, "no space left"};
    ++next_job.value;
    return std::unique_ptr<ReceivedFax>{std::make_unique<MemoryFax>(next_job, storage_fails_at)};
  }
  void on_page_sent(JobId, int, int page) override { pages_sent.push_back(page); }
  void on_call_ended(const CallReport& report, std::unique_ptr<ReceivedFax> received) override {
    reports.push_back(report);
    pages_received.push_back(received ? static_cast<int>(static_cast<MemoryFax&>(*received).pages.size()) : -1);
  }
  void on_port_free(PortId port) override { freed.push_back(port); }
};

class TwoPorts : public testing::Test {
 protected:
  struct Shown {
    Instant at{};
    PortStatus status;
  };

  // `line`: instead of a loopback line.
  void open(LoopbackConfig config = {}, std::shared_ptr<Line> line = nullptr) {
    config.ports = {PortId{1}, PortId{2}};
    line_ = line ? std::move(line) : make_loopback_line(config, time_.clock(), time_, bank_);
    for (const int id : {1, 2}) {
      PortSettings settings;
      settings.port = PortId{id};
      settings.name = "Port " + std::to_string(id);
      settings.line = line_->name();
      settings.tsid = settings.csid = std::to_string(1000 + id);
      settings.priority = id;
      bank_.add(Port::make({time_.clock(), time_.make_strand(), board_, *line_, queue_, deadlines_}, settings));
    }
    watch_board();
  }

  SendOrder order(const std::vector<int>& charts, const std::string& to = "1002") {
    SendOrder made;
    made.job = JobId{17};
    made.number.given = made.number.digits = to;
    made.document = folder_ / "sent.tif";
    made.facts = write_charts(made.document, charts);
    made.document_name = "letter.pdf";
    made.sender_name = "Ada";
    made.recipient_name = "Charles";
    made.submitted_at = time_.now();
    return made;
  }
  bool send(const SendOrder& what) { return bank_.find(PortId{1})->send(what); }

  const PortStatus& status(int port) { return *(held_[port] = board_.status(PortId{port})); }
  bool both_idle() {
    return board_.status(PortId{1})->state == PortState::available &&
           board_.status(PortId{2})->state == PortState::available && bank_.find(PortId{1})->is_free() &&
           bank_.find(PortId{2})->is_free();
  }
  bool run(std::chrono::nanoseconds limit = std::chrono::hours{1}) {
    return time_.run_until([&] { return !queue_.reports.empty() && both_idle(); }, limit);
  }
  std::vector<Shown> story(int port) const {
    std::vector<Shown> found;
    for (const auto& shown : story_)
      if (shown.status.port == PortId{port}) found.push_back(shown);
    return found;
  }
  std::vector<PortState> states(int port) const {
    std::vector<PortState> found;
    for (const auto& shown : story(port))
      if (found.empty() || found.back() != shown.status.state) found.push_back(shown.status.state);
    return found;
  }
  void expect_idle(int port) {
    PortStatus idle;
    const auto& now = status(port);
    idle.port = PortId{port};
    idle.name = "Port " + std::to_string(port);
    idle.line = line_->name();
    idle.since = now.since;
    idle.revision = now.revision;
    EXPECT_EQ(now, idle);
  }

  VirtualTime time_;
  TempFolder folder_;
  StatusBoard board_{"test"};
  RecordingQueue queue_;
  Port::Deadlines deadlines_;
  PortBank bank_;
  std::shared_ptr<Line> line_;
  std::vector<Shown> story_;  // every status published, in order

 private:
  void watch_board() {
    watching_ = board_.subscribe([this] {
      for (const auto& snapshot : board_.changes(seen_).ports) story_.push_back({time_.now(), *snapshot});
      seen_ = board_.revision();
    });
    seen_ = board_.revision();
  }
  std::map<int, Snapshot> held_;
  Revision seen_ = 0;
  std::unique_ptr<Subscription> watching_;
};

}  // namespace caselli::test
