// One client of the HTTP server: requests one after the other, each with its answer.

#include <algorithm>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <limits>

#include "base/log.h"
#include "base/text.h"
#include "http/event_connection.h"
#include "http/http_core.h"
#include "http/request_head.h"
#include "http/response_head.h"

namespace caselli {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using beast::error_code;
using net::ip::tcp;

using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::size_t kPiece = 64u << 10;  // of a body, either way

std::chrono::sys_seconds wall_now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string peer_text(const tcp::socket& socket) {
  error_code gone;
  const tcp::endpoint peer = socket.remote_endpoint(gone);
  return gone ? "unknown" : BoundAddress{peer.address().to_string(), peer.port()}.text();
}

template <class Stream>
class RequestConnection final : public HttpConnection, public std::enable_shared_from_this<RequestConnection<Stream>> {
 public:
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

  RequestConnection(HttpServer::Core& core, Stream stream, std::string peer)
      : core_(core), stream_(std::move(stream)), peer_(std::move(peer)), in_(core.options.max_head + kPiece) {}

  void start() {
    if constexpr (kTls) {
      lowest().expires_after(core_.options.head_timeout);
      stream_.async_handshake(net::ssl::stream_base::server,
                              [self = self()](error_code bad) { bad ? self->end() : self->await_request(); });
    } else {
      await_request();
    }
  }

  void start_refusal(const Error& error) {
    keep_alive_ = false;
    at_ = At::working;
    answer(core_.handler.refusal(503, error));
  }

  void answer(HttpResponse response) override {
    if (at_ != At::working) return;
    at_ = At::writing;
    if (core_.stopping) keep_alive_ = false;
    // RFC 9110 8.6, 15.3.5, 15.4.5: no length with 204, none needed with 304.
    const bool bare = response.status == 204 || response.status == 304;
    const std::size_t length = response.body ? response.body->size() : 0;
    head_ =
        response_head(response, bare ? std::nullopt : std::optional<std::uint64_t>{length}, keep_alive_, wall_now());
    body_ = bare || head_only_ ? nullptr : std::move(response.body);
    body_sent_ = 0;
    write_piece();
  }

  void stream(HttpResponse head, std::shared_ptr<EventReader> reader) override {
    if (at_ != At::working) return;
    head.headers.emplace_back("Content-Type", "text/event-stream");
    if (head_only_) {
      head.body.reset();
      keep_alive_ = false;
      return answer(std::move(head));
    }
    at_ = At::gone;
    // No chunks and no length: clients that hold back the last chunk (WinHTTP) would
    // show each event one late. The end of the connection ends the answer.
    const auto keep = self();
    core_.remove(this);
    serve_events(core_, std::move(stream_), response_head(head, std::nullopt, false, wall_now()), std::move(reader));
  }

  void stop() override {
    keep_alive_ = false;
    if (at_ == At::idle || at_ == At::gone) end();
  }

  void abort() override { end(); }

 private:
  enum class At { idle, reading, working, writing, gone };

  auto self() { return this->shared_from_this(); }
  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  // ---- reading ----

  void await_request() {
    if (core_.stopping) return end();
    at_ = At::idle;
    if (in_.size() > 0) return read_head();
    lowest().expires_after(core_.options.idle_timeout);
    stream_.async_read_some(in_.prepare(4096), [self = self()](error_code bad, std::size_t bytes) {
      if (bad) return self->end();
      self->in_.commit(bytes);
      self->read_head();
    });
  }

  void read_head() {
    at_ = At::reading;
    unread_body_ = head_only_ = false;
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(core_.options.max_head));
    // Counted here: the handler says how much. (None would refuse every body in 1.74.)
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());
    lowest().expires_after(core_.options.head_timeout);
    http::async_read_header(stream_, in_, *parser_,
                            [self = self()](error_code bad, std::size_t) { self->on_head(bad); });
  }

  void on_head(error_code bad) {
    if (bad == http::error::header_limit)
      return refuse_broken(
          431, "the request line and headers are larger than " + std::to_string(core_.options.max_head / 1024) + " kB");
    // Http's own errors speak of the request; all others of a connection that is gone.
    if (bad && bad.category() == make_error_code(http::error::bad_method).category() &&
        bad != http::error::end_of_stream && bad != http::error::partial_message)
      return refuse_broken(400, "the request is not HTTP/1.1: " + bad.message());
    if (bad) return end();

    HttpRequest request = request_of(parser_->get(), peer_);
    head_only_ = parser_->get().method() == http::verb::head;
    at_ = At::working;
    keep_alive_ = parser_->keep_alive();
    unread_body_ = !parser_->is_done();
    if (request.path.empty()) return refuse_broken(400, "the request names no path");
    if (parser_->get().version() >= 11 && parser_->get().count(http::field::host) != 1)
      return refuse_broken(400, "the request has not exactly one Host header");

    const bool expects = unread_body_ && beast::iequals(parser_->get()[http::field::expect], "100-continue");
    auto decision = core_.handler.begin(std::move(request));
    if (auto* answer_now = std::get_if<HttpResponse>(&decision)) return answer_early(std::move(*answer_now));
    accepted_ = std::move(std::get<HttpAccepted>(decision));
    body_read_ = 0;
    const auto length = parser_->content_length();
    if (unread_body_ && length && *length > accepted_.body_limit) return refuse_size();
    if (!unread_body_) return complete();
    expects ? write_continue() : read_body();
  }

  void write_continue() {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    lowest().expires_after(core_.options.body_timeout);
    net::async_write(stream_, net::buffer(kContinue.data(), kContinue.size()),
                     [self = self()](error_code bad, std::size_t) { bad ? self->end() : self->read_body(); });
  }

  void read_body() {
    piece_.resize(kPiece);
    parser_->get().body().data = piece_.data();
    parser_->get().body().size = piece_.size();
    // A whole piece within the time: who sends a byte now and then is let go.
    lowest().expires_after(core_.options.body_timeout);
    http::async_read(stream_, in_, *parser_, [self = self()](error_code bad, std::size_t) { self->on_body(bad); });
  }

  void on_body(error_code bad) {
    if (bad == http::error::need_buffer) bad = {};
    if (bad && bad.category() == make_error_code(http::error::bad_method).category() &&
        bad != http::error::partial_message && bad != http::error::end_of_stream)
      return refuse_broken(400, "the body of the request is malformed: " + bad.message());
    if (bad) return end();
    piece_.resize(kPiece - parser_->get().body().size);
    body_read_ += piece_.size();
    unread_body_ = !parser_->is_done();
    if (body_read_ > accepted_.body_limit) return refuse_size();
    if (!accepted_.body_strand) return took_piece(accepted_.exchange->on_body(piece_));
    // The task holds no connection: that belongs to this thread and may not end on another.
    accepted_.body_strand->post([exchange = accepted_.exchange,
                                 piece = std::make_shared<std::string>(std::move(piece_)),
                                 core = core_.shared_from_this(), weak = this->weak_from_this()] {
      Status status = exchange->on_body(*piece);
      if (core->stopped) return;
      net::post(core->io, [weak, status = std::move(status)] {
        if (const auto connection = weak.lock()) connection->took_piece(status);
      });
    });
  }

  void took_piece(const Status& status) {
    if (at_ != At::working) return;
    if (!status) return answer_early(core_.handler.refusal(0, status.error()));
    unread_body_ ? read_body() : complete();
  }

  void complete() {
    lowest().expires_never();
    accepted_.exchange->on_complete(
        Responder{std::make_shared<Responder::State>(core_.shared_from_this(), this->weak_from_this())});
  }

  // ---- refusing ----

  void refuse_broken(int status, const std::string& why) {
    at_ = At::working;
    unread_body_ = true;  // where this request ends is not known
    answer_early(core_.handler.refusal(status, Error{Errc::invalid_argument, why}));
  }

  void refuse_size() {
    answer_early(core_.handler.refusal(
        0, Error{Errc::document_too_large,
                 "the body of the request is larger than the limit of " + byte_size(accepted_.body_limit)}));
  }

  // An answer before the whole request was read: the rest of it cannot be told from a
  // next request, so the connection ends.
  void answer_early(HttpResponse response) {
    if (unread_body_) keep_alive_ = false;
    answer(std::move(response));
  }

  // ---- writing ----

  void write_piece() {
    const std::size_t left = body_ ? body_->size() - body_sent_ : 0;
    const std::size_t now = std::min(left, kPiece);
    // No empty buffer: over TLS an empty one at the front is written for ever.
    buffers_.clear();
    if (!head_.empty()) buffers_.push_back(net::buffer(head_));
    if (now > 0) buffers_.push_back(net::buffer(body_->data() + body_sent_, now));
    lowest().expires_after(core_.options.body_timeout);
    net::async_write(stream_, buffers_, [self = self(), now](error_code bad, std::size_t) {
      if (bad) return self->end();
      self->head_.clear();
      self->body_sent_ += now;
      if (self->body_ && self->body_sent_ < self->body_->size()) return self->write_piece();
      self->on_answered();
    });
  }

  void on_answered() {
    body_.reset();
    accepted_ = {};
    if (keep_alive_) return await_request();
    at_ = At::gone;
    lowest().expires_after(core_.options.linger);
    if constexpr (kTls) {
      stream_.async_shutdown([self = self()](error_code) { self->linger(); });
    } else {
      linger();
    }
  }

  // Reads on for a while before closing: closing with bytes unread would reset the
  // connection, and the client would never see the answer (RFC 9112, 9.6).
  void linger() {
    error_code gone;
    lowest().socket().shutdown(tcp::socket::shutdown_send, gone);
    if (gone) return end();
    if (!unread_body_) return end();
    in_.clear();
    drain();
  }

  void drain() {
    lowest().async_read_some(in_.prepare(kPiece),
                             [self = self()](error_code bad, std::size_t) { bad ? self->end() : self->drain(); });
  }

  void end() {
    at_ = At::gone;
    const auto keep = self();
    accepted_ = {};  // handlers of this connection may outlive the server, the exchange must not
    lowest().close();
    core_.remove(this);
  }

  HttpServer::Core& core_;
  Stream stream_;
  std::string peer_;
  beast::flat_buffer in_;
  std::optional<http::request_parser<http::buffer_body>> parser_;
  HttpAccepted accepted_;
  std::string piece_;
  std::uint64_t body_read_ = 0;
  bool unread_body_ = false;
  bool head_only_ = false;
  bool keep_alive_ = true;
  std::string head_;
  SharedText body_;
  std::size_t body_sent_ = 0;
  std::vector<net::const_buffer> buffers_;  // being written
  At at_ = At::idle;
};

template <class Stream>
void serve(HttpServer::Core& core, Stream stream, std::string peer, const std::optional<Error>& refusal) {
  auto connection = std::make_shared<RequestConnection<Stream>>(core, std::move(stream), std::move(peer));
  core.add(connection);
  refusal ? connection->start_refusal(*refusal) : connection->start();
}

}  // namespace

void serve_connection(const std::shared_ptr<HttpServer::Core>& core, tcp::socket socket, bool full) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  std::string peer = peer_text(socket);
  std::optional<Error> refusal;
  if (full) {
    log::warn("http", "{} turned away: {} connections are open", peer, core->options.max_connections);
    refusal = Error{Errc::unavailable, "the server has all the " + std::to_string(core->options.max_connections) +
                                           " connections it allows; try again later"};
  }
  if (!core->tls) return serve(*core, PlainStream{std::move(socket)}, std::move(peer), refusal);
  // A refusal would have to wait for the handshake first: close at once instead.
  if (!refusal) serve(*core, TlsStream{std::move(socket), *core->tls}, std::move(peer), refusal);
}

}  // namespace caselli
