// The status board with 100 ports and 100 readers: what a publish costs that wakes all
// readers, what a reader pays who holds nearly the newest, and everything at once; also
// from several threads.

#include <benchmark/benchmark.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "status/status_board.h"

namespace caselli {
namespace {

constexpr int kPorts = 100;
constexpr int kReaders = 100;

PortStatus status(int port, std::int64_t bytes) {
  PortStatus made;
  made.port = PortId{port};
  made.name = "Port " + std::to_string(port);
  made.line = "trunk";
  made.state = PortState::sending;
  made.document_name = "Quarterly report of the branch office.pdf";
  made.page_bytes = bytes;
  return made;
}

struct Busy {
  Busy() {
    for (int port = 1; port <= kPorts; ++port) board.publish(status(port, 0));
    for (int i = 0; i < kReaders; ++i) readers.push_back(board.subscribe([this] { woken = true; }));
  }
  std::atomic<bool> woken = false;
  StatusBoard board{"bench"};
  std::vector<std::unique_ptr<Subscription>> readers;
};

void board_publish_waking_100_readers(benchmark::State& state) {
  static Busy busy;
  std::int64_t bytes = 0;
  int port = state.thread_index();
  for (auto _ : state) busy.board.publish(status(1 + port++ % kPorts, ++bytes));
}
BENCHMARK(board_publish_waking_100_readers)->Threads(1)->Threads(2);

void board_one_change_of_100_ports(benchmark::State& state) {
  Busy busy;
  for (auto _ : state) benchmark::DoNotOptimize(busy.board.changes(busy.board.revision() - 1));
}
BENCHMARK(board_one_change_of_100_ports);

void board_everything_of_100_ports(benchmark::State& state) {
  Busy busy;
  for (auto _ : state) benchmark::DoNotOptimize(busy.board.changes(0));
}
BENCHMARK(board_everything_of_100_ports);

// A second of a busy server: each port publishes 5 times, each reader reads as often.
void board_second_of_100_ports_and_100_readers(benchmark::State& state) {
  Busy busy;
  std::int64_t bytes = 0;
  std::vector<Revision> held(kReaders, 0);
  for (auto _ : state) {
    for (int round = 0; round < 5; ++round) {
      ++bytes;
      for (int port = 1; port <= kPorts; ++port) busy.board.publish(status(port, bytes));
      for (auto& revision : held) {
        const auto changes = busy.board.changes(revision);
        benchmark::DoNotOptimize(changes.ports.size());
        revision = changes.revision;
      }
    }
  }
}
BENCHMARK(board_second_of_100_ports_and_100_readers)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace caselli

BENCHMARK_MAIN();
