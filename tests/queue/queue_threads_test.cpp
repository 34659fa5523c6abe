// The queue with real threads: clients submit and command while it works. For the thread
// sanitizer, mostly.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "queue_harness.h"

namespace caselli {
namespace {

TEST(QueueThreads, clients_submit_and_cancel_while_faxes_are_sent) {
  constexpr int kClients = 4, kEach = 25;
  const TempFolder folder;
  const auto store = make_memory_store();
  const auto documents = *open_document_store(folder.path());
  const SystemClock clock;
  StatusBoard board("boot");
  PortBank bank;
  auto queue_thread = std::make_shared<WorkerThread>("queue");
  auto port_thread = std::make_shared<WorkerThread>("ports");
  FaxQueue queue({*store, *documents, bank, board, clock, queue_thread, [] { return ServerSettings{}; }, {}, 1});
  for (int i = 1; i <= 3; ++i) {
    PortSettings port;
    port.port = PortId{i};
    port.line = "loop";
    bank.add(std::make_shared<FakePort>(port, clock, port_thread, board, queue, [](const SendOrder&) {
      return Reply{Outcome::sent, -1, true, std::chrono::seconds{0}};
    }));
  }
  ASSERT_TRUE(queue.start());
  std::ofstream(folder / "page.tif") << "a page";
  const auto key = *documents->add(folder / "page.tif");

  std::mutex mutex;
  std::condition_variable news;
  const auto watch = board.subscribe([&] { news.notify_one(); });
  {
    std::vector<std::jthread> clients;
    for (int client = 0; client < kClients; ++client)
      clients.emplace_back([&, client] {
        for (int i = 0; i < kEach; ++i) {
          Job job;
          job.to = std::to_string(100 * client + i);
          job.document.id = key;
          job.document.pages = 1;
          const auto queued = queue.submit({job}, "");
          ASSERT_TRUE(queued);
          if (i % 5 == 0) static_cast<void>(queue.command(queued->at(0).id, JobCommand::cancel));  // may come too late
        }
      });
  }
  std::unique_lock lock(mutex);
  while (*store->count({JobState::sent, JobState::cancelled}) < kClients * kEach)
    news.wait_for(lock, std::chrono::milliseconds{50});
  EXPECT_EQ(*store->count({}), kClients * kEach);
  port_thread->stop();
  queue_thread->stop();
}

}  // namespace
}  // namespace caselli
