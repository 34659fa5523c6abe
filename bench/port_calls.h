#pragma once
// Whole calls of ports in virtual time, to be measured: once over the loopback line, with
// what each end heard written down, and then each end alone on what it heard.

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bare_engine.h"
#include "base/virtual_time.h"
#include "line/loopback/loopback_line.h"
#include "port/port_bank.h"

namespace caselli::bench {

// Keeps nothing but how calls ended.
class CountingQueue final : public PortListener {
 public:
  int good = 0, ended = 0;

  Result<std::unique_ptr<ReceivedFax>> on_receiving(const IncomingCall&, const PortStatus&) override {
    return std::unique_ptr<ReceivedFax>{std::make_unique<Pages>()};
  }
  void on_page_sent(JobId, int, int) override {}
  void on_call_ended(const CallReport& report, std::unique_ptr<ReceivedFax>) override {
    ++ended;
    if (row_of(report.fax.outcome).good) ++good;
  }
  void on_port_free(PortId) override {}

 private:
  struct Pages final : ReceivedFax {
    JobId job() const override { return JobId{2}; }
    Status add(const PageImage&) override { return Done{}; }
  };
};

// Writes down what an end hears, and passes it on.
class Tap final : public Call::Listener {
 public:
  Tap(std::weak_ptr<Call::Listener> to, std::vector<MediaIn>& heard) : to_(std::move(to)), heard_(heard) {}
  void on_ringing() override {
    pass([](auto& to) { to.on_ringing(); });
  }
  void on_answered() override {
    pass([](auto& to) { to.on_answered(); });
  }
  void on_media(Transport kind) override {
    pass([&](auto& to) { to.on_media(kind); });
  }
  void on_signalling(TraceEntry entry) override {
    pass([&](auto& to) { to.on_signalling(std::move(entry)); });
  }
  void on_released(const Release& why) override {
    pass([&](auto& to) { to.on_released(why); });
  }
  void on_exchange(const MediaIn& in, MediaOut& out) override {
    heard_.push_back(in);
    pass([&](auto& to) { to.on_exchange(in, out); });
  }

 private:
  template <class What>
  void pass(What what) {
    if (const auto to = to_.lock()) what(*to);
  }
  std::weak_ptr<Call::Listener> to_;
  std::vector<MediaIn>& heard_;
};

// Plays what an end heard in an earlier call, a tick every 20 ms.
class ReplayCall final : public Call, public std::enable_shared_from_this<ReplayCall> {
 public:
  ReplayCall(Transport kind, const std::vector<MediaIn>& heard) : kind_(kind), heard_(heard) {}
  void start(std::weak_ptr<Listener> to, std::shared_ptr<Executor> executor, bool incoming) {
    to_ = std::move(to);
    executor_ = std::move(executor);
    executor_->post([self = shared_from_this(), incoming] {
      const auto listener = self->to_.lock();
      while (incoming && !self->answered_) listener->on_ringing();
      listener->on_answered();
      listener->on_media(self->kind_);
      self->next();
    });
  }
  void answer() override { answered_ = true; }
  void release(Release) override { released_ = true; }
  void keep_media(bool) override {}
  MediaStats media_stats() const override { return {}; }

 private:
  void next() {
    executor_->after(std::chrono::milliseconds{20}, [self = shared_from_this()] { self->tick(); }).detach();
  }
  void tick() {
    const auto to = to_.lock();
    if (released_ || at_ == heard_.size()) return to->on_released({});
    to->on_exchange(heard_[at_++], out_);
    next();
  }

  const Transport kind_;
  const std::vector<MediaIn>& heard_;
  std::weak_ptr<Listener> to_;
  std::shared_ptr<Executor> executor_;
  std::size_t at_ = 0;
  MediaOut out_;
  bool answered_ = false, released_ = false;
};

class ReplayLine final : public Line {
 public:
  ReplayLine(Transport kind, const std::vector<MediaIn>& heard) : kind_(kind), heard_(heard) {}
  const std::string& name() const override { return name_; }
  Status state() const override { return Done{}; }
  void on_state_change(std::function<void()>) override {}
  std::shared_ptr<Call> dial(const OutgoingCall&, std::weak_ptr<Call::Listener> listener,
                             std::shared_ptr<Executor> executor) override {
    auto call = std::make_shared<ReplayCall>(kind_, heard_);
    call->start(std::move(listener), std::move(executor), false);
    return call;
  }

 private:
  const std::string name_ = "replay";
  const Transport kind_;
  const std::vector<MediaIn>& heard_;
};

// Two ports with all that belongs to them.
struct PortPair : IncomingCalls {
  explicit PortPair(Transport transport) {
    LoopbackConfig config;
    config.ports = {PortId{1}, PortId{2}};
    config.transport = transport;
    loopback = make_loopback_line(config, time.clock(), time, *this);
  }
  void open(Line& line) {
    for (const int id : {1, 2}) {
      PortSettings settings;
      settings.port = PortId{id};
      settings.name = "Port " + std::to_string(id);
      settings.line = line.name();
      settings.tsid = settings.csid = std::to_string(1000 + id);
      bank.add(Port::make({time.clock(), time.make_strand(), board, line, queue, {}}, settings));
    }
  }
  Result<Taken> on_incoming(const IncomingCall& about, std::shared_ptr<Call> call) override {
    auto taken = bank.on_incoming(about, std::move(call));
    if (!taken || receiver_heard == nullptr) return taken;
    tap = std::make_shared<Tap>(taken->listener, *receiver_heard);
    return Taken{tap, taken->executor};
  }
  bool send(const std::string& document) {
    SendOrder order;
    order.job = JobId{1};
    order.number.given = order.number.digits = "1002";
    order.document = document;
    order.facts.pages = 1;
    order.facts.bytes = static_cast<std::int64_t>(std::filesystem::file_size(document));
    order.document_name = "bench";
    return bank.send(order, PortId{1}, "") == PortId{1};
  }
  bool run(int calls) {
    return time.run_until([&] { return queue.ended == calls; }, std::chrono::hours{1}) && queue.good == calls;
  }

  VirtualTime time;
  StatusBoard board{"bench"};
  CountingQueue queue;
  PortBank bank;
  std::shared_ptr<Line> loopback;
  std::vector<MediaIn>* receiver_heard = nullptr;
  std::shared_ptr<Tap> tap;
};

// The sender's end written down: between its port and the loopback line.
class TapLine final : public Line {
 public:
  TapLine(Line& to, std::vector<MediaIn>& heard) : to_(to), heard_(heard) {}
  const std::string& name() const override { return to_.name(); }
  Status state() const override { return to_.state(); }
  void on_state_change(std::function<void()>) override {}
  std::shared_ptr<Call> dial(const OutgoingCall& what, std::weak_ptr<Call::Listener> listener,
                             std::shared_ptr<Executor> executor) override {
    tap_ = std::make_shared<Tap>(std::move(listener), heard_);
    return to_.dial(what, tap_, std::move(executor));
  }

 private:
  Line& to_;
  std::vector<MediaIn>& heard_;
  std::shared_ptr<Tap> tap_;
};

// What both ends of a call between ports heard; empty when it failed.
inline Recording record_port_call(Transport transport, const std::string& document) {
  Recording recording;
  PortPair pair(transport);
  pair.receiver_heard = &recording.receiver;
  TapLine line(*pair.loopback, recording.sender);
  pair.open(line);
  const bool good = pair.send(document) && pair.run(2);
  pair.bank.clear();
  return good ? recording : Recording{};
}

// CPU seconds of one port with its share of status and executors; negative when its fax
// does not end well.
inline double run_port_end(Transport transport, bool sending, const std::string& document,
                           const std::vector<MediaIn>& heard) {
  PortPair pair(transport);
  ReplayLine line(transport, heard);
  pair.open(line);
  const double begin = cpu_seconds();
  if (sending) {
    pair.send(document);
  } else {
    IncomingCall about;
    about.port = PortId{2};
    const auto call = std::make_shared<ReplayCall>(transport, heard);
    if (const auto taken = pair.bank.on_incoming(about, call)) call->start(taken->listener, taken->executor, true);
  }
  const bool good = pair.run(1);
  const double spent = cpu_seconds() - begin;
  pair.bank.clear();
  return good ? spent : -1;
}

// CPU seconds of a whole call: two ports and the loopback line between them.
inline double run_port_pair(Transport transport, const std::string& document) {
  PortPair pair(transport);
  pair.open(*pair.loopback);
  const double begin = cpu_seconds();
  const bool good = pair.send(document) && pair.run(2);
  const double spent = cpu_seconds() - begin;
  pair.bank.clear();
  return good ? spent : -1;
}

}  // namespace caselli::bench
