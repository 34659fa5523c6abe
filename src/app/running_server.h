#pragma once
// A Server on the real clock and real threads.

#include <filesystem>
#include <memory>

#include "app/server.h"

namespace caselli {

class RunningServer {
 public:
  static Result<std::unique_ptr<RunningServer>> open(const Settings& settings, const std::filesystem::path& data);
  ~RunningServer();
  RunningServer(const RunningServer&) = delete;

  Server& server() { return *server_; }
  const Clock& clock() const { return clock_; }

  // Cuts off the calls that run, waits until their ends are written (some seconds at
  // most), and ends the threads. Idempotent.
  void stop();

 private:
  RunningServer();

  SystemClock clock_;
  WorkerPool strands_;
  std::shared_ptr<WorkerThread> queue_, deliveries_;
  std::unique_ptr<Server> server_;
};

}  // namespace caselli
