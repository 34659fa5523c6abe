#include "line/loopback/loopback_line.h"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <utility>

#include "line/loopback/call.h"
#include "line/loopback/test_numbers.h"

namespace caselli {
namespace {

using loopback::Habit;
using loopback::LoopbackCall;

constexpr int kFirstNumber = 1001;

// What calls need of the line. They keep it: a call may outlive its line.
struct Exchange {
  Exchange(LoopbackConfig given, const Clock& time, ExecutorPool& strands, IncomingCalls& taker)
      : config(std::move(given)), clock(time), pool(strands), incoming(taker) {}

  // The port that answers at `digits`, or none.
  PortId port_at(std::string_view digits) const {
    std::size_t number = 0;
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (bad != std::errc{} || end != digits.data() + digits.size()) return {};
    return number >= kFirstNumber && number - kFirstNumber < config.ports.size() ? config.ports[number - kFirstNumber]
                                                                                 : PortId{};
  }
  std::string number_of(PortId port) const {
    const auto found = std::find(config.ports.begin(), config.ports.end(), port);
    return found == config.ports.end() ? "" : std::to_string(kFirstNumber + (found - config.ports.begin()));
  }

  std::string caller_id(const OutgoingCall& what) const {
    return what.caller_id.empty() ? number_of(what.from) : what.caller_id;
  }
  void connect(const OutgoingCall& what, LoopbackCall& call);
  void connect_to_port(PortId port, const OutgoingCall& what, LoopbackCall& call);
  void connect_to_machine(loopback::TestNumber number, const OutgoingCall& what, LoopbackCall& call);

  const LoopbackConfig config;
  const Clock& clock;
  ExecutorPool& pool;
  IncomingCalls& incoming;
  const std::shared_ptr<loopback::RefusedCallers> refused_callers = std::make_shared<loopback::RefusedCallers>();
  std::atomic<std::uint64_t> calls{0};
};

Release refused(const Error& error) {
  const bool busy = error.code == Errc::unavailable;
  const bool unknown = error.code == Errc::not_found;
  return {busy ? Outcome::busy : unknown ? Outcome::bad_address : Outcome::unreachable, 0, error.text};
}

// On the call's strand.
void Exchange::connect(const OutgoingCall& what, LoopbackCall& call) {
  const auto& digits = what.number.digits;
  call.note(LoopbackCall::caller, '>', "dial", digits);
  if (const auto port = port_at(digits))
    connect_to_port(port, what, call);
  else if (const auto number = loopback::find_test_number(digits))
    connect_to_machine(*number, what, call);
  else
    call.fail({Outcome::bad_address, 0, fmt::format("line '{}' has no number {}", config.name, digits)});
}

void Exchange::connect_to_port(PortId port, const OutgoingCall& what, LoopbackCall& call) {
  IncomingCall about;
  about.caller_id = caller_id(what);
  about.routing = what.number.digits;
  about.port = port;
  about.line = config.name;
  const auto taken = incoming.on_incoming(about, call.side(LoopbackCall::callee));
  if (!taken) return call.fail(refused(taken.error()));
  call.join(LoopbackCall::callee, taken->listener, taken->executor);
  call.note(LoopbackCall::callee, '<', "call", fmt::format("from {} to {}", about.caller_id, about.routing));
  call.ring(config.transport == Transport::t38 && what.t38, false);
}

void Exchange::connect_to_machine(loopback::TestNumber number, const OutgoingCall& what, LoopbackCall& call) {
  if (number.habit == Habit::busy)
    return call.fail({Outcome::busy, 0, fmt::format("{} on line '{}' is busy", number.digits, config.name)});
  if (number.habit != Habit::never_answers) {
    auto machine =
        loopback::make_test_machine(number, caller_id(what), refused_callers, clock, call.side(LoopbackCall::callee));
    call.join(LoopbackCall::callee, machine, pool.make_strand());
    call.keep(std::move(machine));
  }
  const bool audio_only = number.habit == Habit::refuses_t38 || number.habit == Habit::speaks;
  call.ring(config.transport == Transport::t38 && what.t38, audio_only);
}

class LoopbackLine final : public Line {
 public:
  explicit LoopbackLine(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}

  const std::string& name() const override { return exchange_->config.name; }
  Status state() const override { return Done{}; }
  void on_state_change(std::function<void()>) override {}  // always ready

  std::shared_ptr<Call> dial(const OutgoingCall& what, std::weak_ptr<Call::Listener> listener,
                             std::shared_ptr<Executor> executor) override {
    const auto seed = exchange_->config.seed * 1'000'003 + exchange_->calls.fetch_add(1);
    const auto call =
        std::make_shared<LoopbackCall>(exchange_->config, exchange_->clock, exchange_->pool.make_strand(), seed);
    call->join(LoopbackCall::caller, std::move(listener), std::move(executor));
    call->strand()->post([exchange = exchange_, what, call] { exchange->connect(what, *call); });
    return call->side(LoopbackCall::caller);
  }

 private:
  const std::shared_ptr<Exchange> exchange_;
};

}  // namespace

std::shared_ptr<Line> make_loopback_line(LoopbackConfig config, const Clock& clock, ExecutorPool& pool,
                                         IncomingCalls& incoming) {
  return std::make_shared<LoopbackLine>(std::make_shared<Exchange>(std::move(config), clock, pool, incoming));
}

}  // namespace caselli
