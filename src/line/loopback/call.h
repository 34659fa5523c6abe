#pragma once
// One loopback call: two sides, first ringing, then in lock-step. Both sides' Call is
// part of it. All of it happens on its own strand; the sides are told on theirs.

#include <atomic>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/executor.h"
#include "line/line.h"
#include "line/loopback/loopback_line.h"
#include "line/loopback/wire.h"

namespace caselli::loopback {

class LoopbackCall : public std::enable_shared_from_this<LoopbackCall> {
 public:
  enum Which { caller = 0, callee = 1 };

  // `seed` decides the losses of this call.
  LoopbackCall(const LoopbackConfig& config, const Clock& clock, std::shared_ptr<Executor> strand, std::uint64_t seed);

  // Who takes part. The caller's comes first; the callee's once the number was found.
  // A machine of our own is kept by the call, a port by its owner.
  void join(Which which, std::weak_ptr<Call::Listener> listener, std::shared_ptr<Executor> executor);
  void keep(std::shared_ptr<Call::Listener> machine) { machine_ = std::move(machine); }
  std::shared_ptr<Call> side(Which which);
  const std::shared_ptr<Executor>& strand() const { return strand_; }

  // From here on: on the strand.
  // Lets the callee ring until it answers. `t38`: both want it once answered.
  void ring(bool t38, bool t38_refused);
  // The caller never got through.
  void fail(const Release& why);
  void note(Which which, char way, std::string what, std::string detail);

 private:
  enum class Phase { setting_up, ringing, up, over };

  struct Side final : Call {
    LoopbackCall* call = nullptr;
    Which which = LoopbackCall::caller;
    std::weak_ptr<Listener> listener;
    std::shared_ptr<Executor> executor;
    MediaIn in;
    MediaOut out;
    bool open = true;    // not told on_released yet
    bool asked = false;  // takes part in this tick

    void answer() override;
    void release(Release why) override;
    void keep_media(bool) override {}  // nothing changes it here
    MediaStats media_stats() const override;
  };

  void tell(Which which, std::function<void(Call::Listener&)> what);
  void close(Which which, const Release& why);
  void ring_again();
  void on_answer();
  void on_release(Which which, const Release& why);
  void start_media(Transport kind);
  void tick();
  void exchange(Which which);
  void after_tick();
  void schedule_tick();
  static Which other(Which which) { return which == caller ? callee : caller; }

  const Clock& clock_;
  const std::shared_ptr<Executor> strand_;
  const double speed_;
  Side sides_[2];
  Wire wires_[2];  // by the side that hears
  std::shared_ptr<Call::Listener> machine_;

  Phase phase_ = Phase::setting_up;
  bool t38_ = false;
  bool t38_refused_ = false;
  int rings_ = 0;
  Monotonic next_tick_{};
  std::atomic<int> busy_sides_{0};  // sides that have not finished this tick
  int ticks_to_hang_up_ = -1;       // after one side has gone: what is on the wire still arrives
};

}  // namespace caselli::loopback
