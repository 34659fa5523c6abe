#pragma once
// Time moved by hand: a clock and any number of executors that run on the caller's
// thread in one fixed order. The same program with the same seed does the same things
// at the same instants, each run.

#include <cstdint>
#include <memory>

#include "base/clock.h"
#include "base/executor.h"

namespace caselli {

class VirtualTime final : public ExecutorPool {
 public:
  VirtualTime();                        // begins on 2026-01-01, UTC
  explicit VirtualTime(Instant start);  // a server that starts again later
  ~VirtualTime() override;

  const Clock& clock() const;
  Instant now() const { return clock().now(); }
  // Executors made here hold no reference to this object's lifetime: tasks posted
  // after it is gone are dropped.
  std::shared_ptr<Executor> make_strand() override;

  // Runs what is due, moving the clock from task to task, until `span` has passed.
  void run_for(std::chrono::nanoseconds span);
  // Runs until `done()` holds (asked after each task) or `limit` has passed, or nothing
  // is left to do. Returns done().
  bool run_until(const std::function<bool()>& done, std::chrono::nanoseconds limit);
  // Runs what is due now without moving the clock.
  void run_ready();

  struct Impl;

 private:
  std::shared_ptr<Impl> impl_;
};

}  // namespace caselli
