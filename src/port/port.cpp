#include "port/port.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "base/text.h"
#include "port/fax_order.h"
#include "port/port_call.h"
#include "port/status_fill.h"
#include "port/status_publisher.h"

namespace caselli {
namespace {

using port::PortCall;
using port::StatusPublisher;

// How a call ended stays to be seen for a moment, counted from the end of its fax: the
// port may take the next call meanwhile. With the deadline of the release it fits into
// the two seconds a port may look busy.
constexpr std::chrono::milliseconds kShowEnd{500};
constexpr std::chrono::milliseconds kShowEndAtLeast{200};

class Seat final : public Port, public PortCall::Owner {
 public:
  Seat(Parts parts, PortSettings settings) : parts_(std::move(parts)), settings_(port::as_sent(std::move(settings))) {}

  void open();

  bool send(SendOrder order) override;
  std::optional<IncomingCalls::Taken> take(const IncomingCall& about, std::shared_ptr<Call> call) override;
  void stop(Outcome why, std::optional<JobId> only) override;
  void set(const PortSettings& settings) override;
  PortSettings settings() const override;
  bool is_free() const override;
  bool is_busy() const override;
  void line_changed() override;

  void on_call_changed(bool news) override;
  void on_call_over(const CallReport& report, std::unique_ptr<ReceivedFax> received) override;

 private:
  std::shared_ptr<Seat> self() { return std::static_pointer_cast<Seat>(shared_from_this()); }
  void post(std::function<void(Seat&)> task);
  std::optional<PortSettings> reserve(bool PortSettings::*allowed, bool line_needed);
  void begin(std::shared_ptr<PortCall> call);
  void become_idle();
  PortStatus current();

  const Parts parts_;

  mutable std::mutex mutex_;
  PortSettings settings_;
  bool reserved_ = false;
  bool line_ready_ = true;

  // On the executor.
  std::shared_ptr<PortCall> call_;
  std::optional<PortStatus> ended_;  // of the last call, shown for a moment
  Instant idle_since_{};
  Timer idle_timer_;
  std::shared_ptr<StatusPublisher> publisher_;
};

// Before anybody else knows the port.
void Seat::open() {
  publisher_ = std::make_shared<StatusPublisher>(parts_.board, parts_.executor,
                                                 [weak = std::weak_ptr(self())]() -> std::optional<PortStatus> {
                                                   const auto seat = weak.lock();
                                                   if (!seat) return {};
                                                   return seat->current();
                                                 });
  idle_since_ = parts_.clock.now();
  line_ready_ = parts_.line.state().ok();
  publisher_->at_once();
}

void Seat::post(std::function<void(Seat&)> task) {
  parts_.executor->post([weak = std::weak_ptr(self()), task = std::move(task)] {
    if (const auto seat = weak.lock()) task(*seat);
  });
}

std::optional<PortSettings> Seat::reserve(bool PortSettings::*allowed, bool line_needed) {
  const std::lock_guard lock(mutex_);
  if (reserved_ || (line_needed && !line_ready_) || !(settings_.*allowed)) return {};
  reserved_ = true;
  return settings_;
}

bool Seat::send(SendOrder order) {
  const auto settings = reserve(&PortSettings::send, true);
  if (!settings) return false;
  begin(std::make_shared<PortCall>(parts_, *settings, self(), std::move(order)));
  return true;
}

std::optional<IncomingCalls::Taken> Seat::take(const IncomingCall& about, std::shared_ptr<Call> call) {
  const auto settings = reserve(&PortSettings::receive, false);
  if (!settings) return {};
  const auto taking = std::make_shared<PortCall>(parts_, *settings, self(), about, std::move(call));
  begin(taking);
  return IncomingCalls::Taken{taking, parts_.executor};
}

void Seat::begin(std::shared_ptr<PortCall> call) {
  post([call = std::move(call)](Seat& seat) {
    seat.idle_timer_.cancel();
    seat.ended_.reset();
    seat.call_ = call;
    call->begin();
  });
}

void Seat::stop(Outcome why, std::optional<JobId> only) {
  post([why, only](Seat& seat) {
    if (seat.call_ && (!only || seat.call_->sends(*only))) seat.call_->stop(why);
  });
}

void Seat::set(const PortSettings& settings) {
  {
    const std::lock_guard lock(mutex_);
    settings_ = port::as_sent(settings);
  }
  post([](Seat& seat) {
    if (seat.call_) seat.call_->rename(seat.settings());
    if (seat.ended_) port::show_settings(*seat.ended_, seat.settings());
    seat.publisher_->at_once();
  });
}

PortSettings Seat::settings() const {
  const std::lock_guard lock(mutex_);
  return settings_;
}

bool Seat::is_free() const {
  const std::lock_guard lock(mutex_);
  return !reserved_ && line_ready_;
}

bool Seat::is_busy() const {
  const std::lock_guard lock(mutex_);
  return reserved_;
}

void Seat::line_changed() {
  post([](Seat& seat) {
    const bool ready = seat.parts_.line.state().ok();
    bool back = false;
    {
      const std::lock_guard lock(seat.mutex_);
      back = ready && !seat.line_ready_ && !seat.reserved_;
      if (ready != seat.line_ready_ && !seat.reserved_) seat.idle_since_ = seat.parts_.clock.now();
      seat.line_ready_ = ready;
    }
    seat.publisher_->at_once();
    if (back) seat.parts_.listener.on_port_free(seat.settings().port);
  });
}

void Seat::on_call_changed(bool news) {
  if (news)
    publisher_->at_once();
  else
    publisher_->soon();
}

void Seat::on_call_over(const CallReport& report, std::unique_ptr<ReceivedFax> received) {
  parts_.listener.on_call_ended(report, std::move(received));
  const auto over_for = parts_.clock.now() - call_->over_since();
  ended_ = call_->status();
  // Its own functions are still on the stack.
  parts_.executor->post([call = std::move(call_)] {});
  idle_timer_ = parts_.executor->after(std::max<std::chrono::nanoseconds>(kShowEnd - over_for, kShowEndAtLeast),
                                       [weak = std::weak_ptr(self())] {
                                         if (const auto seat = weak.lock()) seat->become_idle();
                                       });
  {
    const std::lock_guard lock(mutex_);
    reserved_ = false;
  }
  parts_.listener.on_port_free(report.port);
}

void Seat::become_idle() {
  ended_.reset();
  idle_since_ = parts_.clock.now();
  publisher_->at_once();
}

PortStatus Seat::current() {
  if (call_) return call_->status();
  if (ended_) return *ended_;
  return port::idle_status(settings(), parts_.line.state(), idle_since_);
}

}  // namespace

std::shared_ptr<Port> Port::make(Parts parts, PortSettings settings) {
  auto seat = std::make_shared<Seat>(std::move(parts), std::move(settings));
  seat->open();
  return seat;
}

}  // namespace caselli
