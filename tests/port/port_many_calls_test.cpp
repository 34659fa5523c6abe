// Many calls: on real threads as fast as the machine goes, and one after the other without
// a descriptor or memory left behind.

#include <gtest/gtest.h>
#include <malloc.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "base/executor.h"
#include "port/two_ports.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

int open_descriptors() {
  const std::filesystem::directory_iterator all("/proc/self/fd");
  return static_cast<int>(std::distance(begin(all), end(all)));
}

class ManyCalls : public test::TwoPorts {};

// Every twentieth goes to its end, the others are stopped in the middle of a page.
TEST_F(ManyCalls, a_thousand_calls_leave_no_descriptor_and_no_memory) {
  open({.transport = Transport::t38, .speed = 0});
  const auto what = order({2});
  std::size_t memory_before = 0;
  int descriptors_before = 0;
  for (int call = 0; call < 1000; ++call) {
    ASSERT_TRUE(send(what));
    if (call % 20 != 0) {
      ASSERT_TRUE(time_.run_until([&] { return status(2).page == 1; }, 1h)) << call;
      bank_.find(PortId{1 + call % 2})->stop(Outcome::cancelled);
    }
    ASSERT_TRUE(time_.run_until([&] { return queue_.freed.size() == 2; }, 1h)) << call;
    EXPECT_EQ(queue_.report(Direction::send).fax.outcome == Outcome::sent, call % 20 == 0);
    queue_ = test::RecordingQueue{};
    story_ = {};
    if (call == 200) {  // caches of the libraries are warm
      memory_before = mallinfo2().uordblks;
      descriptors_before = open_descriptors();
    }
  }
  EXPECT_EQ(open_descriptors(), descriptors_before);
  // A sanitizer's allocator counts nothing here; it has its own leak check.
  EXPECT_LE(mallinfo2().uordblks, memory_before + 64 * 1024);
}

// Gives each end of every call to whoever waits for it.
class WaitingQueue final : public PortListener {
 public:
  Result<std::unique_ptr<ReceivedFax>> on_receiving(const IncomingCall&, const PortStatus&) override {
    return std::unique_ptr<ReceivedFax>{std::make_unique<test::MemoryFax>(JobId{1}, 0)};
  }
  void on_page_sent(JobId, int, int) override {}
  void on_call_ended(const CallReport& report, std::unique_ptr<ReceivedFax>) override {
    const std::lock_guard lock(mutex_);
    reports_.push_back(report);
  }
  void on_port_free(PortId) override {
    const std::lock_guard lock(mutex_);
    ++freed_;
    changed_.notify_all();
  }
  std::vector<CallReport> wait_for(std::size_t calls) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return freed_ >= calls; });
    return reports_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<CallReport> reports_;
  std::size_t freed_ = 0;
};

TEST_F(ManyCalls, ports_on_real_threads_carry_their_faxes_side_by_side) {
  constexpr int kPairs = 4;
  for (const auto transport : {Transport::audio, Transport::t38}) {
    const SystemClock clock;
    WaitingQueue queue;
    StatusBoard board("threads");
    PortBank bank;
    WorkerPool pool("ports", 3);
    LoopbackConfig config;
    config.transport = transport;
    config.speed = 0;
    for (int id = 1; id <= 2 * kPairs; ++id) config.ports.push_back(PortId{id});
    const auto line = make_loopback_line(config, clock, pool, bank);
    for (const auto id : config.ports) {
      PortSettings settings;
      settings.port = id;
      settings.tsid = settings.csid = id.text();
      bank.add(Port::make({clock, pool.make_strand(), board, *line, queue, {}}, settings));
    }
    auto what = order({2});
    for (int id = 1; id <= kPairs; ++id) {
      what.number.digits = std::to_string(1000 + kPairs + id);
      EXPECT_EQ(bank.send(what, PortId{id}, ""), PortId{id});
    }
    // Readers look on from another thread; settings change in the middle.
    Revision seen = 0;
    for (int i = 0; i < 200; ++i) {
      seen = board.changes(seen).revision;
      PortSettingsPatch patch;
      patch.name = "name " + std::to_string(i);
      EXPECT_TRUE(bank.set(PortId{1 + i % (2 * kPairs)}, patch, [](const auto&) { return Done{}; }).ok());
    }
    for (const auto& report : queue.wait_for(2 * kPairs))
      EXPECT_TRUE(row_of(report.fax.outcome).good) << code_of(report.fax.outcome);
    bank.clear();
    pool.stop();
  }
}

TEST_F(ManyCalls, ports_on_real_threads_can_be_stopped_at_any_moment) {
  const SystemClock clock;
  WaitingQueue queue;
  StatusBoard board("threads");
  PortBank bank;
  WorkerPool pool("ports", 3);
  LoopbackConfig config;
  config.speed = 0;
  config.ports = {PortId{1}, PortId{2}};
  const auto line = make_loopback_line(config, clock, pool, bank);
  for (const auto id : config.ports) {
    PortSettings settings;
    settings.port = id;
    bank.add(Port::make({clock, pool.make_strand(), board, *line, queue, {}}, settings));
  }
  const auto what = order({2});
  std::size_t calls = 0;
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(bank.send(what, PortId{1}, ""), PortId{1});
    for (int turns = 0; turns < i * 20; ++turns) static_cast<void>(board.revision());
    bank.find(PortId{i % 2 == 0 ? 1 : 2})->stop(Outcome::cancelled);
    bank.find(PortId{1})->stop(Outcome::cancelled);
    // The call may have ended before it reached the other port.
    queue.wait_for(++calls);
    while (!bank.find(PortId{1})->is_free() || !bank.find(PortId{2})->is_free()) std::this_thread::yield();
    calls = queue.wait_for(0).size();
  }
  bank.clear();
  pool.stop();
}

}  // namespace
}  // namespace caselli
