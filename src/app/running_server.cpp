#include "app/running_server.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/log.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

constexpr auto kStopLimit = 5s;

// A page being coded keeps its thread for up to 65 ms: more threads than cores, so that
// the other calls go on meanwhile.
int strand_threads() { return std::max(4, 2 * static_cast<int>(std::thread::hardware_concurrency())); }

}  // namespace

RunningServer::RunningServer()
    : strands_("port", strand_threads()),
      queue_(std::make_shared<WorkerThread>("queue")),
      deliveries_(std::make_shared<WorkerThread>("deliver")) {}

Result<std::unique_ptr<RunningServer>> RunningServer::open(const Settings& settings,
                                                           const std::filesystem::path& data) {
  std::unique_ptr<RunningServer> running(new RunningServer);
  auto server =
      Server::open(settings, data, {running->clock_, running->strands_, running->queue_, running->deliveries_});
  if (!server) {
    running->stop();
    return server.error();
  }
  running->server_ = std::move(*server);
  return running;
}

RunningServer::~RunningServer() { stop(); }

void RunningServer::stop() {
  if (server_) {
    std::mutex mutex;
    std::condition_variable news;
    const auto watch = server_->board().subscribe([&] { news.notify_one(); });
    server_->begin_stop();
    std::unique_lock lock(mutex);
    const auto until = std::chrono::steady_clock::now() + kStopLimit;
    while (!server_->is_idle() && std::chrono::steady_clock::now() < until) news.wait_for(lock, 20ms);
    if (!server_->is_idle()) log::warn("server", "stopped with calls that did not end");
  }
  strands_.stop();
  queue_->stop();
  deliveries_->stop();
}

}  // namespace caselli
