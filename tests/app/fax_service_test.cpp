// The contract of FaxService over both makers: in this process on a clock moved by hand,
// and over REST and events to a server on the real clock.

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "api/api_server.h"
#include "app/running_server.h"
#include "base/virtual_time.h"
#include "client/remote_fax_service.h"
#include "contract/fax_service_contract.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

Settings fast_settings() {
  auto settings = default_settings();
  settings.lines[0].speed = 0;
  return settings;
}

struct VirtualWorld {
  TempFolder folder;
  VirtualTime time;
  std::unique_ptr<Server> server;
};

FaxServiceWorld local_world() {
  auto world = std::make_shared<VirtualWorld>();
  auto opened = Server::open(fast_settings(), world->folder.path(),
                             {world->time.clock(), world->time, world->time.make_strand()});
  if (!opened) return {};
  world->server = std::move(*opened);
  auto service = world->server->service();
  return {service, [raw = world.get()](const auto& done) { return raw->time.run_until(done, 1h); }, world};
}

struct RealWorld {
  TempFolder folder;
  std::unique_ptr<RunningServer> running;
  std::unique_ptr<Authenticator> authenticator = make_admin_authenticator("a-token-of-twenty-four-c");
  WorkerPool workers{"worker", 2};
  std::unique_ptr<ApiServer> api;

  ~RealWorld() {
    if (api) api->stop();
    if (running) running->stop();
  }
};

// Looks again whenever the server tells news, and each time its heartbeat is due.
bool wait_for(StatusBoard& board, const std::function<bool()>& done) {
  std::mutex mutex;
  std::condition_variable news;
  const auto watch = board.subscribe([&] { news.notify_all(); });
  std::unique_lock lock(mutex);
  for (int looks = 0; looks < 600; ++looks) {
    if (done()) return true;
    news.wait_for(lock, 100ms);
  }
  return done();
}

FaxServiceWorld remote_world() {
  auto world = std::make_shared<RealWorld>();
  auto running = RunningServer::open(fast_settings(), world->folder.path());
  if (!running) return {};
  world->running = std::move(*running);
  auto& server = world->running->server();
  ApiOptions options;
  options.upload_folder = world->folder / "uploads";
  world->api = std::make_unique<ApiServer>(options, *server.service(), *world->authenticator, world->running->clock(),
                                           world->workers);
  const auto bound = world->api->start();
  if (!bound) return {};
  auto service = connect_fax_service({"http://" + bound->text(), "a-token-of-twenty-four-c"});
  if (!service) return {};
  return {*service, [raw = world.get()](const auto& done) { return wait_for(raw->running->server().board(), done); },
          world};
}

INSTANTIATE_TEST_SUITE_P(Local, FaxServiceContract, testing::Values(FaxServiceMaker{"in_process", local_world}),
                         name_of_world);
INSTANTIATE_TEST_SUITE_P(Remote, FaxServiceContract, testing::Values(FaxServiceMaker{"over_rest", remote_world}),
                         name_of_world);

}  // namespace
}  // namespace caselli
