#pragma once
// Two SIP stacks on this machine's loopback, and what tests wait for.

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "sip/sip_stack.h"

namespace caselli::sip_kit {

inline constexpr std::chrono::seconds kPatience{15};  // a test that waits so long has failed

// Something that callbacks change and tests wait for.
class Watched {
 public:
  template <class Change>
  void change(Change what) {
    const std::lock_guard lock(mutex_);
    what();
    changed_.notify_all();
  }
  template <class Holds>
  bool wait(Holds holds) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kPatience, holds);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
};

// What a call told, in order. Each event is waited for and taken once.
class CallLog final : public SipCall::Listener {
 public:
  void on_sip(const SipEvent& event) override {
    watched_.change([&] { events_.push_back(event); });
  }
  void on_sip_trace(TraceEntry entry) override {
    watched_.change([&] { trace_.push_back(std::move(entry)); });
  }
  // The next event of this kind; those before it are skipped. Fails the test when none comes.
  template <class Event>
  Event next() {
    std::optional<Event> out;
    watched_.wait([&] {
      for (std::size_t at = taken_; at < events_.size(); ++at) {
        if (const auto* event = std::get_if<Event>(&events_[at])) {
          out = *event;
          taken_ = at + 1;
          return true;
        }
      }
      return false;
    });
    EXPECT_TRUE(out.has_value()) << "no such event came: " << __PRETTY_FUNCTION__;
    return out.value_or(Event{});
  }
  // Whether an event of this kind came so far.
  template <class Event>
  bool has() {
    bool found = false;
    watched_.change([&] {
      for (const auto& event : events_) found = found || std::holds_alternative<Event>(event);
    });
    return found;
  }
  // The first entry of the trace with this direction and title.
  TraceEntry traced(char way, const std::string& what) {
    TraceEntry out;
    EXPECT_TRUE(watched_.wait([&] {
      for (const auto& entry : trace_)
        if (entry.way == way && entry.what == what) {
          out = entry;
          return true;
        }
      return false;
    })) << "not in the trace: "
        << way << what;
    return out;
  }
  // Directions and titles, once there are so many.
  std::vector<std::string> titles(std::size_t least) {
    std::vector<std::string> out;
    EXPECT_TRUE(watched_.wait([&] { return trace_.size() >= least; }));
    watched_.change([&] {
      for (const auto& entry : trace_) out.push_back(entry.way + entry.what);
    });
    return out;
  }

 private:
  Watched watched_;
  std::vector<SipEvent> events_;
  std::size_t taken_ = 0;
  std::vector<TraceEntry> trace_;
};

// One end of a call and its log.
struct End {
  std::shared_ptr<SipCall> call;
  std::shared_ptr<CallLog> log = std::make_shared<CallLog>();
  SipIncoming about;  // of calls that came in
};

// The system's clock, or ahead of it.
class ShiftedClock final : public Clock {
 public:
  Instant now() const override { return system_.now() + ahead_.load(); }
  Monotonic monotonic() const override { return system_.monotonic(); }
  void go_ahead(std::chrono::hours by) { ahead_ = by; }

 private:
  SystemClock system_;
  std::atomic<std::chrono::hours> ahead_{};
};

// A stack with its thread, its clock and what it was told.
class Side final {
 public:
  explicit Side(SipAdmissionSettings admission = {}) {
    stack_ = std::make_unique<SipStack>(clock_, hearer_, executor_, admission);
  }
  ~Side() {
    stack_->stop(std::chrono::milliseconds{50});  // nobody answers a last REGISTER
    executor_->stop();
  }

  SipStack& stack() { return *stack_; }
  // A trunk on the loopback address of `settings`, ports of the kernel's choice.
  int add(SipTrunkSettings settings) {
    settings.local.port = settings.local.tls_port = 0;
    const Status done = stack_->add_trunk(settings);
    EXPECT_TRUE(done.ok()) << (done ? "" : done.error().text);
    return stack_->local_port(settings.name, settings.protocol);
  }
  End call(const std::string& trunk, const SipOutgoing& what) {
    End out;
    auto made = stack_->make_call(trunk, what);
    EXPECT_TRUE(made.ok());
    out.call = *made;
    out.call->listen(out.log, executor_);
    return out;
  }
  // The next call that comes in.
  End incoming() {
    End out;
    EXPECT_TRUE(hearer_->watched.wait([&] { return !hearer_->calls.empty(); })) << "no call came in";
    hearer_->watched.change([&] {
      if (hearer_->calls.empty()) return;
      out.about = hearer_->calls.front().first;
      out.call = hearer_->calls.front().second;
      hearer_->calls.erase(hearer_->calls.begin());
    });
    if (out.call) out.call->listen(out.log, executor_);
    return out;
  }
  bool has_incoming() {
    bool found = false;
    hearer_->watched.change([&] { found = !hearer_->calls.empty(); });
    return found;
  }
  // Waits until the trunk told of this state; its sentence.
  std::string wait_for(SipTrunkState::Kind kind, std::size_t from = 0) {
    std::string text;
    EXPECT_TRUE(hearer_->watched.wait([&] {
      for (std::size_t at = from; at < hearer_->states.size(); ++at)
        if (hearer_->states[at].kind == kind) {
          text = hearer_->states[at].text;
          return true;
        }
      return false;
    })) << "the trunk did not reach the state";
    return text;
  }
  std::size_t states() {
    std::size_t count = 0;
    hearer_->watched.change([&] { count = hearer_->states.size(); });
    return count;
  }
  ShiftedClock& clock() { return clock_; }
  const std::shared_ptr<WorkerThread>& executor() { return executor_; }

 private:
  struct Hearer final : SipStack::Listener {
    void on_incoming(const SipIncoming& about, std::shared_ptr<SipCall> call) override {
      watched.change([&] { calls.emplace_back(about, std::move(call)); });
    }
    void on_trunk_state(const std::string&, const SipTrunkState& state) override {
      watched.change([&] { states.push_back(state); });
    }
    Watched watched;
    std::vector<std::pair<SipIncoming, std::shared_ptr<SipCall>>> calls;
    std::vector<SipTrunkState> states;
  };

  ShiftedClock clock_;
  std::shared_ptr<WorkerThread> executor_ = std::make_shared<WorkerThread>("sip-test");
  std::shared_ptr<Hearer> hearer_ = std::make_shared<Hearer>();
  std::unique_ptr<SipStack> stack_;
};

inline const std::string kOffer =
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n";
inline const std::string kAnswer =
    "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4002 RTP/AVP 8\r\n";
inline const std::string kImage =
    "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=image 4000 udptl t38\r\n";

inline SipTrunkSettings loopback_trunk(const std::string& name, SipProtocol protocol = SipProtocol::udp,
                                       const std::string& address = "127.0.0.1") {
  SipTrunkSettings out;
  out.name = name;
  out.local.address = address;
  out.local.protocols = {protocol};
  out.protocol = protocol;
  out.user = name;
  out.peers = {address};
  out.options_interval = std::chrono::milliseconds{0};
  return out;
}

// Two stacks whose trunks `alice` and `bob` call each other.
struct TwoSides {
  explicit TwoSides(SipProtocol protocol = SipProtocol::udp, const std::string& address = "127.0.0.1",
                    const std::function<void(SipTrunkSettings& alice, SipTrunkSettings& bob)>& adjust = {}) {
    SipTrunkSettings a = loopback_trunk("alice", protocol, address);
    SipTrunkSettings b = loopback_trunk("bob", protocol, address);
    a.proxy = b.proxy = address;
    if (adjust) adjust(a, b);
    a.proxy_port = bob.add(b);
    alice.add(a);
  }
  // A call that bob answered, acknowledged.
  std::pair<End, End> up(SipOutgoing what = {.to = "5551234", .sdp = kOffer}) {
    End caller = alice.call("alice", what);
    End callee = bob.incoming();
    if (!callee.call) return {caller, callee};
    callee.call->respond(callee.about.cseq, {.status = 200, .sdp = what.sdp.empty() ? kOffer : kAnswer});
    caller.log->next<SipAnswered>();
    caller.call->ack(what.sdp.empty() ? kAnswer : "");
    callee.log->next<SipAcked>();
    return {caller, callee};
  }

  Side bob;
  Side alice;
};

}  // namespace caselli::sip_kit
