#include "http/http_server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <cassert>

#include "base/log.h"
#include "http/http_core.h"

namespace caselli {
namespace {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

constexpr int kRoomToRefuse = 64;  // connections above the limit that still get a 503
constexpr std::chrono::milliseconds kPauseWithoutDescriptors{100};

std::string address_text(const std::string& host, std::uint16_t port) {
  const bool bare_ipv6 = host.find(':') != std::string::npos;
  return (bare_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

Status load_certificate(std::optional<net::ssl::context>& tls, const HttpServerOptions& options) {
  tls.emplace(net::ssl::context::tls_server);
  tls->set_options(net::ssl::context::default_workarounds | net::ssl::context::no_tlsv1 |
                   net::ssl::context::no_tlsv1_1);
  error_code bad;
  tls->use_certificate_chain_file(options.tls_cert, bad);
  if (bad)
    return Error{Errc::bad_config, "cannot use the certificate " + options.tls_cert + ": " + bad.message() +
                                       "; tls_cert must name a readable PEM file with the chain"};
  tls->use_private_key_file(options.tls_key, net::ssl::context::pem, bad);
  if (bad)
    return Error{Errc::bad_config, "cannot use the key " + options.tls_key + ": " + bad.message() +
                                       "; tls_key must name a readable PEM file that belongs to " + options.tls_cert};
  return Done{};
}

// The http thread as others see it.
class HttpExecutor final : public Executor {
 public:
  explicit HttpExecutor(std::shared_ptr<HttpServer::Core> core) : core_(std::move(core)) {}

  void post(Task task) override {
    if (!core_->stopped) net::post(core_->io, std::move(task));
  }

  Timer after(std::chrono::nanoseconds delay, Task task) override {
    const auto when = std::chrono::steady_clock::now() + delay;
    auto pending = std::make_shared<Pending>();
    // Only weakly: a task that waits in the core must not keep it. A timer given up stays
    // there until it is due, and then does nothing.
    auto add = [weak = std::weak_ptr{core_}, when, pending, task = std::move(task)] {
      if (const auto core = weak.lock()) {
        core->due.emplace(when, [pending, task] {
          if (!pending->cancelled) task();
        });
        core->arm_timer();
      }
    };
    is_current() ? add() : post(add);
    return Timer{pending};
  }

  bool is_current() const override { return core_->io.get_executor().running_in_this_thread(); }

 private:
  struct Pending final : Timer::State {
    void cancel() override { cancelled = true; }
    std::atomic<bool> cancelled{false};
  };

  std::shared_ptr<HttpServer::Core> core_;
};

}  // namespace

std::string BoundAddress::text() const { return address_text(host, port); }

// ---- Responder ----

Responder::State::~State() {
  if (!take() || core->stopped) return;
  net::post(core->io, [weak = connection, &handler = core->handler] {
    if (const auto open = weak.lock())
      open->answer(handler.refusal(500, Error{Errc::internal, "the server gave no answer to this request"}));
  });
}

void Responder::send(HttpResponse response) const {
  if (!state_->take() || state_->core->stopped) return;
  net::post(state_->core->io, [weak = state_->connection, answer = std::move(response)]() mutable {
    if (const auto connection = weak.lock()) connection->answer(std::move(answer));
  });
}

void Responder::stream(HttpResponse head, std::shared_ptr<EventReader> reader) const {
  if (!state_->take() || state_->core->stopped) return;
  net::post(state_->core->io, [weak = state_->connection, head = std::move(head), reader]() mutable {
    if (const auto connection = weak.lock()) connection->stream(std::move(head), std::move(reader));
  });
}

// ---- Core ----

Status HttpServer::Core::listen() {
  const std::string where = address_text(options.host, options.port);
  error_code bad;
  tcp::resolver resolver{io};
  const auto found = resolver.resolve(options.host, std::to_string(options.port),
                                      tcp::resolver::passive | tcp::resolver::numeric_service, bad);
  if (bad || found.empty())
    return Error{Errc::bad_config, "cannot listen on " + where + ": " + bad.message() +
                                       "; give an address of this machine, as 127.0.0.1:8329"};
  const tcp::endpoint endpoint = found.begin()->endpoint();
  acceptor.open(endpoint.protocol(), bad);
  if (!bad) acceptor.set_option(tcp::acceptor::reuse_address(true), bad);
  if (!bad) acceptor.bind(endpoint, bad);
  if (!bad) acceptor.listen(net::socket_base::max_listen_connections, bad);
  if (!bad) return Done{};
  error_code ignored;
  acceptor.close(ignored);
  if (bad == net::error::address_in_use)
    return Error{Errc::address_in_use, "cannot listen on " + where +
                                           ": another program uses that port; stop it, or listen elsewhere with "
                                           "--listen HOST:PORT"};
  return Error{Errc::bad_config, "cannot listen on " + where + ": " + bad.message() +
                                     "; give an address of this machine and a port this user may use"};
}

void HttpServer::Core::accept_next() {
  acceptor.async_accept([this](error_code bad, tcp::socket socket) {
    if (stopping) return;
    if (!bad) {
      const int open = count;
      if (open < options.max_connections + kRoomToRefuse)
        serve_connection(shared_from_this(), std::move(socket), open >= options.max_connections);
    } else if (bad != net::error::connection_aborted) {
      // Out of descriptors or memory: clients wait in the kernel's queue meanwhile.
      log::warn("http", "cannot take a connection: {}", bad.message());
      pause.expires_after(kPauseWithoutDescriptors);
      pause.async_wait([this](error_code cancelled) {
        if (!cancelled) accept_next();
      });
      return;
    }
    accept_next();
  });
}

void HttpServer::Core::run() {
  const auto work = net::make_work_guard(io);
  while (!io.stopped()) {
    try {
      io.run();
    } catch (const std::exception& mistake) {
      log::error("http", "a request failed: {}", mistake.what());
    }
  }
  stopped = true;
  for (auto& connection : all_connections()) connection->abort();
  connections.clear();
  count = 0;
}

void HttpServer::Core::add(std::shared_ptr<HttpConnection> connection) {
  HttpConnection* key = connection.get();
  connections.emplace(key, std::move(connection));
  count = static_cast<int>(connections.size());
}

void HttpServer::Core::remove(HttpConnection* connection) {
  connections.erase(connection);
  count = static_cast<int>(connections.size());
  if (stopping && connections.empty()) io.stop();
}

// A copy: what is called on them may take them out of the table.
std::vector<std::shared_ptr<HttpConnection>> HttpServer::Core::all_connections() const {
  std::vector<std::shared_ptr<HttpConnection>> all;
  for (const auto& [key, connection] : connections) all.push_back(connection);
  return all;
}

void HttpServer::Core::arm_timer() {
  if (due.empty()) return;
  next_due.expires_at(due.begin()->first);
  next_due.async_wait([this](error_code cancelled) {
    if (cancelled) return;
    const auto now = std::chrono::steady_clock::now();
    while (!due.empty() && due.begin()->first <= now) {
      const Executor::Task task = std::move(due.begin()->second);
      due.erase(due.begin());
      task();
    }
    arm_timer();
  });
}

void HttpServer::Core::begin_stop() {
  stopping = true;
  error_code ignored;
  acceptor.close(ignored);
  pause.cancel();
  for (const auto& connection : all_connections()) connection->stop();
  if (connections.empty()) return io.stop();
  pause.expires_after(options.stop_grace);
  pause.async_wait([this](error_code cancelled) {
    if (!cancelled) io.stop();
  });
}

// ---- HttpServer ----

HttpServer::HttpServer(HttpServerOptions options, HttpHandler& handler)
    : core_(std::make_shared<Core>(std::move(options), handler)) {}

HttpServer::~HttpServer() { stop(); }

Result<BoundAddress> HttpServer::start() {
  Core& core = *core_;
  const HttpServerOptions& options = core.options;
  if (!options.tls_cert.empty() || !options.tls_key.empty())
    if (Status loaded = load_certificate(core.tls, options); !loaded) return loaded.error();
  if (Status opened = core.listen(); !opened) return opened.error();
  const tcp::endpoint bound = core.acceptor.local_endpoint();
  core.accept_next();
  thread_ = std::thread([core = &core] { core->run(); });
  return BoundAddress{bound.address().to_string(), bound.port()};
}

void HttpServer::stop() {
  if (!thread_.joinable()) return;
  assert(std::this_thread::get_id() != thread_.get_id());
  net::post(core_->io, [core = core_.get()] { core->begin_stop(); });
  thread_.join();
}

int HttpServer::connections() const { return core_->count; }

std::shared_ptr<Executor> HttpServer::executor() const { return std::make_shared<HttpExecutor>(core_); }

}  // namespace caselli
