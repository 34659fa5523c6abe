#include "line/loopback/call.h"

#include <algorithm>
#include <utility>

namespace caselli::loopback {
namespace {

constexpr std::chrono::nanoseconds kTickTime = std::chrono::milliseconds{20};
constexpr int kMostRings = 100;  // then the bell is worn out; the caller may go on waiting
// A call that fell behind by more (a page being coded, a stopped machine) does not race
// to catch up.
constexpr std::chrono::nanoseconds kCatchUp = std::chrono::milliseconds{100};

int ticks_of(int delay_ms) { return (std::max(delay_ms, 0) + 19) / 20; }

std::chrono::nanoseconds scaled(std::chrono::nanoseconds line_time, double speed) {
  if (speed <= 0) return {};
  return std::chrono::nanoseconds{static_cast<std::int64_t>(static_cast<double>(line_time.count()) / speed)};
}

}  // namespace

LoopbackCall::LoopbackCall(const LoopbackConfig& config, const Clock& clock, std::shared_ptr<Executor> strand,
                           std::uint64_t seed)
    : clock_(clock),
      strand_(std::move(strand)),
      speed_(config.speed),
      wires_{Wire{ticks_of(config.delay_ms), config.loss_percent, seed * 2},
             Wire{ticks_of(config.delay_ms), config.loss_percent, seed * 2 + 1}} {
  for (const auto which : {caller, callee}) {
    sides_[which].call = this;
    sides_[which].which = which;
  }
}

void LoopbackCall::join(Which which, std::weak_ptr<Call::Listener> listener, std::shared_ptr<Executor> executor) {
  sides_[which].listener = std::move(listener);
  sides_[which].executor = std::move(executor);
}

std::shared_ptr<Call> LoopbackCall::side(Which which) { return {shared_from_this(), &sides_[which]}; }

void LoopbackCall::Side::answer() {
  if (which != callee) return;
  call->strand_->post([self = call->shared_from_this()] { self->on_answer(); });
}

void LoopbackCall::Side::release(Release why) {
  call->strand_->post(
      [self = call->shared_from_this(), by = which, why = std::move(why)] { self->on_release(by, why); });
}

MediaStats LoopbackCall::Side::media_stats() const { return call->wires_[which].stats(); }

// Everything a side is told is posted to its executor from our strand, so it arrives in
// the order it happened.
void LoopbackCall::tell(Which which, std::function<void(Call::Listener&)> what) {
  const auto& side = sides_[which];
  if (!side.executor || !side.open) return;
  side.executor->post([listener = side.listener, what = std::move(what)] {
    if (const auto there = listener.lock()) what(*there);
  });
}

void LoopbackCall::note(Which which, char way, std::string what, std::string detail) {
  TraceEntry entry{.at = clock_.now(), .way = way, .what = std::move(what), .detail = std::move(detail)};
  tell(which, [entry = std::move(entry)](Call::Listener& listener) { listener.on_signalling(entry); });
}

void LoopbackCall::close(Which which, const Release& why) {
  auto& side = sides_[which];
  if (!side.open) return;
  tell(which, [why](Call::Listener& listener) { listener.on_released(why); });
  side.open = false;
  if (which == callee && machine_) {
    // Given up on its own strand, after the last thing it was told.
    side.executor->post([machine = std::move(machine_)] {});
  }
}

void LoopbackCall::fail(const Release& why) {
  if (phase_ == Phase::over) return;
  note(caller, '<', "release", why.text);
  phase_ = Phase::over;
  close(callee, {});
  close(caller, why);
}

void LoopbackCall::ring(bool t38, bool t38_refused) {
  if (phase_ != Phase::setting_up) return;  // the caller hung up meanwhile
  phase_ = Phase::ringing;
  t38_ = t38;
  t38_refused_ = t38_refused;
  note(caller, '<', "ringing", "");
  tell(caller, [](Call::Listener& listener) { listener.on_ringing(); });
  ring_again();
}

void LoopbackCall::ring_again() {
  if (phase_ != Phase::ringing || ++rings_ > kMostRings) return;
  tell(callee, [](Call::Listener& listener) { listener.on_ringing(); });
  strand_->after(scaled(kLoopbackRing, speed_), [self = shared_from_this()] { self->ring_again(); }).detach();
}

void LoopbackCall::on_answer() {
  if (phase_ != Phase::ringing) return;
  phase_ = Phase::up;
  const auto kind = t38_ && !t38_refused_ ? Transport::t38 : Transport::audio;
  for (const auto which : {caller, callee}) {
    note(which, which == caller ? '<' : '>', "answer", std::string{name_of(kind)});
    if (t38_ && t38_refused_) note(which, which == caller ? '<' : '>', "T.38 refused", "going on in audio");
    tell(which, [](Call::Listener& listener) { listener.on_answered(); });
    tell(which, [kind](Call::Listener& listener) { listener.on_media(kind); });
    wires_[which].start(kind);
  }
  next_tick_ = clock_.monotonic();
  tick();
}

void LoopbackCall::on_release(Which which, const Release& why) {
  if (phase_ == Phase::over || !sides_[which].open) return;
  const auto far = other(which);
  note(which, '>', "release", why.text);
  close(which, why);
  if (phase_ == Phase::up) {
    // The other side hears of it behind all that is still on the wire.
    if (sides_[far].open && ticks_to_hang_up_ < 0) ticks_to_hang_up_ = wires_[far].delay() + 1;
    return;
  }
  phase_ = Phase::over;
  note(far, '<', "release", why.text);
  // A callee that turns the call away says why; a caller that gives up owes no reason.
  close(far, which == callee ? why : Release{});
}

void LoopbackCall::tick() {
  int taking_part = 0;
  for (auto& side : sides_) {
    side.asked = side.open;
    if (side.open) ++taking_part;
  }
  if (taking_part == 0) {
    phase_ = Phase::over;
    return;
  }
  busy_sides_.store(taking_part, std::memory_order_relaxed);
  for (const auto which : {caller, callee}) {
    auto& side = sides_[which];
    wires_[which].take(side.in);
    if (side.asked) side.executor->post([self = shared_from_this(), which] { self->exchange(which); });
  }
}

// On the side's executor. `in` and `out` are the side's alone until the last one is done.
void LoopbackCall::exchange(Which which) {
  auto& side = sides_[which];
  if (const auto listener = side.listener.lock()) {
    listener->on_exchange(side.in, side.out);
  } else {
    side.out.audio.clear();
    side.out.packets.clear();
    side.release({});
  }
  if (busy_sides_.fetch_sub(1, std::memory_order_acq_rel) == 1)
    strand_->post([self = shared_from_this()] { self->after_tick(); });
}

void LoopbackCall::after_tick() {
  for (const auto which : {caller, callee}) {
    auto& hearing = wires_[other(which)];
    if (sides_[which].asked)
      hearing.put(sides_[which].out);
    else
      hearing.put_nothing();
  }
  if (ticks_to_hang_up_ >= 0 && ticks_to_hang_up_-- == 0) {
    for (const auto which : {caller, callee}) {
      if (!sides_[which].open) continue;
      note(which, '<', "release", "the far end hung up");
      close(which, {Outcome::none, 0, "the far end hung up"});
    }
    phase_ = Phase::over;
    return;
  }
  schedule_tick();
}

void LoopbackCall::schedule_tick() {
  if (speed_ <= 0) {
    strand_->post([self = shared_from_this()] { self->tick(); });
    return;
  }
  const auto now = clock_.monotonic();
  next_tick_ += scaled(kTickTime, speed_);
  if (next_tick_ + kCatchUp < now) next_tick_ = now;
  strand_->after(next_tick_ - now, [self = shared_from_this()] { self->tick(); }).detach();
}

}  // namespace caselli::loopback
