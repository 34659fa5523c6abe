#pragma once
// An HTTP/1.1 server on one thread of its own, with timeouts in real time. It knows
// nothing of faxes: an HttpHandler says for each request what happens, in the words of
// http_message.h. Requests of one connection are answered one after the other.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <variant>

#include "base/executor.h"
#include "base/result.h"
#include "http/http_message.h"
#include "http/sse.h"

namespace caselli {

// The one answer to one request. Copies stand for the same answer: the first wins, the
// others do nothing. When the last copy goes without an answer, the client gets a 500.
// Thread: any, also after the server has stopped.
class Responder {
 public:
  struct State;
  explicit Responder(std::shared_ptr<State> state) : state_(std::move(state)) {}

  void send(HttpResponse response) const;
  // Answers with an endless stream of events; `reader` feeds it on the http thread.
  // The head gets the content type and the connection headers that streams need.
  void stream(HttpResponse head, std::shared_ptr<EventReader> reader) const;

 private:
  std::shared_ptr<State> state_;
};

// One request that was let in, from its head to its answer.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;
  // A piece of the body, in order. An error ends the request with the handler's refusal.
  // Thread: that of the `body_strand` given with the exchange, else the http thread.
  virtual Status on_body(std::string_view piece) = 0;
  // All of the body was taken. Thread: http; must not wait.
  virtual void on_complete(Responder responder) = 0;
};

// A request that goes on: who takes it and how much body it may bring.
struct HttpAccepted {
  std::shared_ptr<HttpExchange> exchange;
  std::uint64_t body_limit = 0;           // bytes; more is refused with document_too_large
  std::shared_ptr<Executor> body_strand;  // where on_body() may wait for the disk; null: http thread
};

class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  // The head of a request has come, its body not yet: either an answer at once (the body
  // is not read then) or an exchange. Thread: http; must not wait.
  virtual std::variant<HttpResponse, HttpAccepted> begin(HttpRequest request) = 0;
  // How a request is refused that the server itself (malformed, too large, too many) or
  // on_body() turned down. `status` 0: whatever belongs to the error. Thread: http.
  virtual HttpResponse refusal(int status, const Error& error) = 0;
};

struct HttpServerOptions {
  std::string host = "127.0.0.1";                     // address or name; `::` listens on IPv4 and IPv6
  std::uint16_t port = 0;                             // 0: any free one
  std::string tls_cert, tls_key;                      // PEM files; empty: plain HTTP
  int max_connections = 1024;                         // more are answered 503 and closed
  std::size_t max_head = 32u << 10;                   // bytes of request line and headers
  std::chrono::milliseconds idle_timeout{60'000};     // between two requests
  std::chrono::milliseconds head_timeout{15'000};     // for a whole head
  std::chrono::milliseconds body_timeout{60'000};     // for each 64 kB of body, either way
  std::chrono::milliseconds stream_timeout{120'000};  // for a reader of events to take what was written
  std::chrono::milliseconds heartbeat{800};           // between comments in event streams
  std::chrono::milliseconds linger{5'000};            // reading on after a refusal, so that the client sees it
  std::chrono::milliseconds stop_grace{3'000};        // for requests at work when the server stops
  int stream_send_buffer = 64 << 10;                  // bytes the kernel may hold for a reader of events
};

struct BoundAddress {
  std::string host;
  std::uint16_t port = 0;
  std::string text() const;  // host:port, IPv6 in brackets
};

class HttpServer {
 public:
  // `handler` must outlive the server.
  HttpServer(HttpServerOptions options, HttpHandler& handler);
  ~HttpServer();  // stops
  HttpServer(const HttpServer&) = delete;

  // Listens. Errors: address_in_use, bad_config (address, certificate), with what to do.
  Result<BoundAddress> start();
  // Takes no more requests, closes streams and idle connections, lets requests at work
  // end for `stop_grace`, then closes the rest. Idempotent. Thread: any but http.
  void stop();

  // The http thread, for what feeds streams. Posts are dropped once stopped.
  std::shared_ptr<Executor> executor() const;
  int connections() const;  // Thread: any.

  struct Core;

 private:
  std::shared_ptr<Core> core_;
  std::thread thread_;
};

}  // namespace caselli
