#pragma once
// A port that plays calls by a script instead of making them.

#include <atomic>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "port/port.h"

namespace caselli {

// What becomes of a call.
struct Reply {
  Outcome outcome = Outcome::sent;
  int pages = -1;  // confirmed in this call; -1: all that are left
  bool answered = true;
  std::chrono::seconds takes{30};
  int sip_code = 0;
  Transport transport = Transport::none;
};

class FakePort final : public Port {
 public:
  using Script = std::function<Reply(const SendOrder&)>;

  FakePort(PortSettings settings, const Clock& clock, std::shared_ptr<Executor> executor, StatusBoard& board,
           PortListener& listener, Script script)
      : settings_(std::move(settings)),
        clock_(clock),
        executor_(std::move(executor)),
        board_(board),
        listener_(listener),
        script_(std::move(script)) {
    show({});
  }

  bool send(SendOrder order) override {
    if (!is_free() || refuses) return false;
    free_ = false;
    orders.push_back(order);
    executor_->post([this, order = std::move(order)] { begin(order); });
    return true;
  }
  std::optional<IncomingCalls::Taken> take(const IncomingCall&, std::shared_ptr<Call>) override { return {}; }
  void stop(Outcome why, std::optional<JobId> only = {}) override {
    executor_->post([this, why, only] {
      if (!calling_ || (only && order_.job != *only)) return;
      stops.push_back(why);
      end(why);
    });
  }
  void set(const PortSettings& settings) override { settings_ = settings; }
  PortSettings settings() const override { return settings_; }
  bool is_free() const override { return free_ && !offline; }
  bool is_busy() const override { return !free_; }
  void line_changed() override {}

  std::vector<SendOrder> orders;
  std::vector<Instant> dialled;
  std::vector<Outcome> stops;
  bool refuses = false;  // looks free, takes nothing
  bool offline = false;  // its line is

 private:
  void begin(const SendOrder& order) {
    dialled.push_back(clock_.now());
    order_ = order;
    calling_ = true;
    start_ = clock_.now();
    pages_ = 0;
    reply_ = script_(order);
    if (reply_.pages < 0) reply_.pages = order.facts.pages - order.first_page + 1;
    show(order.job);
    timers_.clear();
    for (int page = 1; page <= reply_.pages; ++page)
      timers_.push_back(executor_->after(reply_.takes * page / (reply_.pages + 1), [this] {
        listener_.on_page_sent(order_.job, order_.attempt, order_.first_page + pages_++);
      }));
    timers_.push_back(executor_->after(reply_.takes, [this] { end(reply_.outcome); }));
  }

  void end(Outcome outcome) {
    for (auto& timer : timers_) timer.cancel();
    calling_ = false;
    CallReport report;
    report.port = settings_.port;
    report.direction = Direction::send;
    report.job = order_.job;
    report.attempt = order_.attempt;
    report.start = start_;
    report.end = clock_.now();
    report.fax.outcome = outcome;
    report.fax.pages_done = pages_;
    report.answered = reply_.answered;
    report.sip_code = reply_.sip_code;
    report.transport = reply_.transport;
    report.trace = {{start_, '>', "call", order_.number.digits}};
    listener_.on_call_ended(report, nullptr);
    show({});
    free_ = true;
    listener_.on_port_free(settings_.port);
  }

  void show(std::optional<JobId> job) {
    PortStatus status;
    status.port = settings_.port;
    status.job = job;
    status.direction = job ? Direction::send : Direction::none;
    board_.publish(status);
  }

  PortSettings settings_;
  const Clock& clock_;
  std::shared_ptr<Executor> executor_;
  StatusBoard& board_;
  PortListener& listener_;
  Script script_;

  std::atomic<bool> free_ = true;
  bool calling_ = false;
  SendOrder order_;
  Reply reply_;
  Instant start_{};
  int pages_ = 0;
  std::vector<Timer> timers_;
};

}  // namespace caselli
