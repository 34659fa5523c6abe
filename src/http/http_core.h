#pragma once
// Inside of the HTTP server: what its connections share. Seen by src/http only. All of it
// belongs to the http thread unless said otherwise.

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "http/http_server.h"

namespace caselli {

// One client. Kept by the core from its start to its end.
class HttpConnection {
 public:
  virtual ~HttpConnection() = default;
  virtual void answer(HttpResponse response) = 0;
  virtual void stream(HttpResponse head, std::shared_ptr<EventReader> reader) = 0;
  // Ends after the answer at work; at once when there is none.
  virtual void stop() = 0;
  virtual void abort() = 0;  // ends now
};

struct HttpServer::Core : std::enable_shared_from_this<Core> {
  Core(HttpServerOptions options_, HttpHandler& handler_) : options(std::move(options_)), handler(handler_) {}

  HttpServerOptions options;
  HttpHandler& handler;
  // Before what uses it: destroyed last.
  boost::asio::io_context io{1};
  std::optional<boost::asio::ssl::context> tls;
  boost::asio::ip::tcp::acceptor acceptor{io};
  boost::asio::steady_timer pause{io};  // after accept() ran out of descriptors
  std::unordered_map<HttpConnection*, std::shared_ptr<HttpConnection>> connections;
  std::atomic<int> count{0};         // connections; read by any thread
  std::atomic<bool> stopped{false};  // posts are dropped from now on
  bool stopping = false;

  // Timers of the executor, in the order they are due.
  std::multimap<std::chrono::steady_clock::time_point, Executor::Task> due;
  boost::asio::steady_timer next_due{io};

  Status listen();
  void accept_next();
  void run();  // the http thread
  void begin_stop();
  void add(std::shared_ptr<HttpConnection> connection);
  void remove(HttpConnection* connection);
  std::vector<std::shared_ptr<HttpConnection>> all_connections() const;
  void arm_timer();
};

// A handle to answer one request with.
struct Responder::State {
  State(std::shared_ptr<HttpServer::Core> core_, std::weak_ptr<HttpConnection> connection_)
      : core(std::move(core_)), connection(std::move(connection_)) {}
  ~State();
  // Whether the caller is the first to answer.
  bool take() { return !answered.exchange(true); }

  std::shared_ptr<HttpServer::Core> core;
  std::weak_ptr<HttpConnection> connection;
  std::atomic<bool> answered{false};
};

// Starts to serve an accepted socket. `full`: only to say that there is no room.
void serve_connection(const std::shared_ptr<HttpServer::Core>& core, boost::asio::ip::tcp::socket socket, bool full);

}  // namespace caselli
