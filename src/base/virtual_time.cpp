#include "base/virtual_time.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <utility>
#include <vector>

namespace caselli {
namespace {

using std::chrono::nanoseconds;

class VirtualStrand;

// A task with its place in the one order. Posted tasks carry only the strand; those of
// timers stay with their Timer so that it can give them up.
struct Posted {
  std::uint64_t sequence;
  std::shared_ptr<VirtualStrand> strand;
  Executor::Task task;
};

struct Pending final : Timer::State {
  std::weak_ptr<VirtualTime::Impl> owner;
  std::shared_ptr<VirtualStrand> strand;
  Executor::Task task;  // empty: ran or was given up
  void cancel() override;
};

struct Due {
  nanoseconds at;
  std::uint64_t sequence;
  std::shared_ptr<Pending> pending;
};

// For the heap functions, which keep the largest in front.
bool later(const Due& a, const Due& b) { return a.at != b.at ? a.at > b.at : a.sequence > b.sequence; }

}  // namespace

struct VirtualTime::Impl : std::enable_shared_from_this<Impl> {
  ManualClock clock;
  std::uint64_t sequence = 0;
  std::deque<Posted> posted;  // due now, by sequence
  std::vector<Due> timers;    // heap: the earliest in front
  std::size_t given_up = 0;   // timers in the heap without a task
  const VirtualStrand* current = nullptr;
  bool closed = false;

  bool run_next(nanoseconds until);
  void drop_given_up();
  void close();
};

namespace {

class VirtualStrand final : public Executor, public std::enable_shared_from_this<VirtualStrand> {
 public:
  explicit VirtualStrand(std::shared_ptr<VirtualTime::Impl> time) : time_(std::move(time)) {}

  void post(Task task) override {
    if (!time_->closed) time_->posted.push_back({++time_->sequence, shared_from_this(), std::move(task)});
  }

  Timer after(nanoseconds delay, Task task) override {
    if (time_->closed) return {};
    auto pending = std::make_shared<Pending>();
    pending->owner = time_;
    pending->strand = shared_from_this();
    pending->task = std::move(task);
    time_->timers.push_back({time_->clock.monotonic() + std::max(delay, nanoseconds{0}), ++time_->sequence, pending});
    std::push_heap(time_->timers.begin(), time_->timers.end(), later);
    return Timer{std::move(pending)};
  }

  bool is_current() const override { return time_->current == this; }

 private:
  std::shared_ptr<VirtualTime::Impl> time_;
};

void Pending::cancel() {
  if (!task) return;
  const auto dropped = std::move(task);
  task = nullptr;
  strand.reset();
  if (const auto time = owner.lock()) {
    ++time->given_up;
    time->drop_given_up();
  }
}

}  // namespace

// Keeps timers that were given up from piling up: a long one may be set and given up
// again thousands of times before it is due.
void VirtualTime::Impl::drop_given_up() {
  if (given_up < 64 || given_up * 2 < timers.size()) return;
  std::erase_if(timers, [](const Due& due) { return !due.pending->task; });
  std::make_heap(timers.begin(), timers.end(), later);
  given_up = 0;
}

// Runs the next task that is due by `until`; false when there is none.
bool VirtualTime::Impl::run_next(nanoseconds until) {
  while (!timers.empty() && !timers.front().pending->task) {
    std::pop_heap(timers.begin(), timers.end(), later);
    timers.pop_back();
    --given_up;
  }
  const bool timer_first =
      !timers.empty() &&
      (posted.empty() || (timers.front().at <= clock.monotonic() && timers.front().sequence < posted.front().sequence));
  std::shared_ptr<VirtualStrand> strand;
  Executor::Task task;
  if (timer_first) {
    if (timers.front().at > until) return false;
    std::pop_heap(timers.begin(), timers.end(), later);
    const auto due = std::move(timers.back());
    timers.pop_back();
    clock.advance_to(due.at);
    task = std::move(due.pending->task);
    due.pending->task = nullptr;
    strand = std::move(due.pending->strand);
  } else {
    if (posted.empty()) return false;
    strand = std::move(posted.front().strand);
    task = std::move(posted.front().task);
    posted.pop_front();
  }
  current = strand.get();
  task();
  task = nullptr;  // what it captured goes while its strand is still current
  current = nullptr;
  return true;
}

void VirtualTime::Impl::close() {
  closed = true;
  // Destroying a task may post or give up timers: move everything out first.
  const auto dropped_posts = std::exchange(posted, {});
  const auto dropped_timers = std::exchange(timers, {});
  given_up = 0;
  for (const auto& due : dropped_timers) {
    const auto task = std::exchange(due.pending->task, nullptr);
    due.pending->strand.reset();
  }
}

VirtualTime::VirtualTime() : impl_(std::make_shared<Impl>()) {}
VirtualTime::VirtualTime(Instant start) : VirtualTime() { impl_->clock = ManualClock(start); }
VirtualTime::~VirtualTime() { impl_->close(); }

const Clock& VirtualTime::clock() const { return impl_->clock; }

std::shared_ptr<Executor> VirtualTime::make_strand() { return std::make_shared<VirtualStrand>(impl_); }

void VirtualTime::run_for(nanoseconds span) {
  const auto end = impl_->clock.monotonic() + span;
  while (impl_->run_next(end)) {
  }
  impl_->clock.advance_to(end);
}

bool VirtualTime::run_until(const std::function<bool()>& done, nanoseconds limit) {
  const auto end = impl_->clock.monotonic() + limit;
  if (done()) return true;
  while (impl_->run_next(end))
    if (done()) return true;
  return false;
}

void VirtualTime::run_ready() {
  const auto now = impl_->clock.monotonic();
  while (impl_->run_next(now)) {
  }
}

}  // namespace caselli
