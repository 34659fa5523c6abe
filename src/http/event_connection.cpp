#include "http/event_connection.h"

#include <array>
#include <boost/asio/write.hpp>

namespace caselli {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
using beast::error_code;

// A comment: nothing for readers, but they see that the server is there.
const SharedText kHeartbeat = share(":\n\n");

template <class Stream>
class EventConnection final : public HttpConnection,
                              public EventStream,
                              public std::enable_shared_from_this<EventConnection<Stream>> {
 public:
  EventConnection(HttpServer::Core& core, Stream stream, std::shared_ptr<EventReader> reader)
      : core_(core), stream_(std::move(stream)), reader_(std::move(reader)), heartbeat_(core.io) {}

  void start(std::string head) {
    // What the kernel holds for a reader that does not read is old news: keep it small.
    error_code ignored;
    lowest().socket().set_option(net::socket_base::send_buffer_size(core_.options.stream_send_buffer), ignored);
    lowest().expires_never();
    watch_for_end();
    beat_later();
    batch_.push_back(share(std::move(head)));
    write_batch();
    reader_->on_open(*this);
  }

  void wake() override {
    if (!reader_) return;
    woken_ = true;
    if (!writing_) write_next();
  }

  void close() override {
    const auto keep = this->shared_from_this();
    lowest().close();
    heartbeat_.cancel();
    if (const auto reader = std::move(reader_)) reader->on_closed();
    core_.remove(this);
  }

  void answer(HttpResponse) override {}  // was given: the head of the stream
  void stream(HttpResponse, std::shared_ptr<EventReader>) override {}
  void stop() override { close(); }
  void abort() override { close(); }

 private:
  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  // Clients send nothing more; a read ends when they leave.
  void watch_for_end() {
    stream_.async_read_some(net::buffer(ignored_), [self = this->shared_from_this()](error_code bad, std::size_t) {
      if (!self->reader_) return;
      bad ? self->close() : self->watch_for_end();
    });
  }

  void beat_later() {
    heartbeat_.expires_after(core_.options.heartbeat);
    heartbeat_.async_wait([self = this->shared_from_this()](error_code cancelled) {
      if (cancelled || !self->reader_) return;
      self->beat_due_ = true;
      if (!self->writing_) self->write_next();
      self->beat_later();
    });
  }

  void write_next() {
    batch_.clear();
    if (std::exchange(woken_, false)) batch_ = reader_->next();
    if (std::exchange(beat_due_, false)) batch_.push_back(kHeartbeat);
    if (!batch_.empty()) write_batch();
  }

  void write_batch() {
    writing_ = true;
    buffers_.clear();
    for (const SharedText& text : batch_) buffers_.push_back(net::buffer(*text));
    // The read that waits for the end has no deadline of its own and keeps none: only
    // the side that is idle takes the new one.
    lowest().expires_after(core_.options.stream_timeout);
    net::async_write(stream_, buffers_, [self = this->shared_from_this()](error_code bad, std::size_t) {
      self->writing_ = false;
      if (!self->reader_) return;
      bad ? self->close() : self->write_next();
    });
  }

  HttpServer::Core& core_;
  Stream stream_;
  std::shared_ptr<EventReader> reader_;  // null: closed
  net::steady_timer heartbeat_;
  std::vector<SharedText> batch_;  // being written
  std::vector<net::const_buffer> buffers_;
  std::array<char, 256> ignored_{};
  bool writing_ = false;
  bool woken_ = false;
  bool beat_due_ = false;
};

template <class Stream>
void serve(HttpServer::Core& core, Stream stream, std::string head, std::shared_ptr<EventReader> reader) {
  if (core.stopping) return;  // nobody has seen the reader yet
  auto connection = std::make_shared<EventConnection<Stream>>(core, std::move(stream), std::move(reader));
  core.add(connection);
  connection->start(std::move(head));
}

}  // namespace

void serve_events(HttpServer::Core& core, beast::tcp_stream stream, std::string head,
                  std::shared_ptr<EventReader> reader) {
  serve(core, std::move(stream), std::move(head), std::move(reader));
}

void serve_events(HttpServer::Core& core, beast::ssl_stream<beast::tcp_stream> stream, std::string head,
                  std::shared_ptr<EventReader> reader) {
  serve(core, std::move(stream), std::move(head), std::move(reader));
}

}  // namespace caselli
