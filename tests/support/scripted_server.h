#pragma once
// A small HTTP server that does what a test tells it, right or wrong, a connection a
// thread. It listens on a free port of 127.0.0.1.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/handle.h"

namespace caselli {

struct ScriptedRequest {
  std::string method, path;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class ScriptedConnection {
 public:
  explicit ScriptedConnection(FileDescriptor socket) : socket_(std::move(socket)) {}
  // The next request with its body (Content-Length, chunked); nothing when the client left.
  std::optional<ScriptedRequest> read();
  // Writes as is; false when the client left.
  bool send(std::string_view bytes);
  bool answer(int status, std::string_view headers, std::string_view body);
  // Waits until the client closes, or for `most`; true when it closed.
  bool wait_closed(int most_ms = -1);
  int fd() const { return socket_.get(); }

 private:
  bool fill();  // reads more into buffer_

  FileDescriptor socket_;
  std::string buffer_;
};

class ScriptedServer {
 public:
  using Script = std::function<void(ScriptedConnection&)>;
  using Answers = std::function<void(ScriptedConnection&, const ScriptedRequest&)>;

  explicit ScriptedServer(Script script);
  // Calls `answers` for each request of each connection, and keeps them.
  explicit ScriptedServer(Answers answers);
  ~ScriptedServer();

  int port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  int connections() const { return connections_; }
  std::vector<ScriptedRequest> requests() const;

 private:
  void accept_all();

  Script script_;
  int port_ = 0;
  FileDescriptor listener_;
  std::atomic<int> connections_{0};
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::vector<ScriptedRequest> requests_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
  std::thread accepting_;
};

// A port of 127.0.0.1 at which nothing listens.
int closed_port();

// Waits for what another thread does.
class Gate {
 public:
  void open() {
    const std::lock_guard lock{mutex_};
    ++opened_;
    changed_.notify_all();
  }
  // Waits until `done()` holds, asked after each open(); gives up after a time that only a
  // broken program takes.
  bool wait(const std::function<bool()>& done);
  bool wait() {
    return wait([this] { return opened_ > 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int opened_ = 0;
};

}  // namespace caselli
