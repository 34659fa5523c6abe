#pragma once
// Where "now" comes from. Nothing below app reads a clock by itself: it is handed a
// Clock, so that whole servers run in virtual time.

#include <chrono>

namespace caselli {

// Wall-clock instants are kept in milliseconds, UTC: what the contract shows.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
// Time that only moves forward, for deadlines and pacing.
using Monotonic = std::chrono::nanoseconds;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;          // Thread: any.
  virtual Monotonic monotonic() const = 0;  // Thread: any.
};

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
  Monotonic monotonic() const override {
    return std::chrono::duration_cast<Monotonic>(std::chrono::steady_clock::now().time_since_epoch());
  }
};

// Moved by hand (by VirtualTime, usually). Thread: the one that moves it.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start = Instant{std::chrono::seconds{1'767'225'600}})  // 2026-01-01T00:00:00Z
      : start_(start) {}
  Instant now() const override { return start_ + std::chrono::floor<std::chrono::milliseconds>(passed_); }
  Monotonic monotonic() const override { return passed_; }
  void advance_to(Monotonic passed) { passed_ = passed > passed_ ? passed : passed_; }

 private:
  Instant start_;
  Monotonic passed_{};
};

}  // namespace caselli
