#include "base/executor.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace caselli {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
using Key = std::pair<SteadyTime, std::uint64_t>;  // due, then in the order asked for

class Strand;
struct Crew;
thread_local const Strand* running_strand = nullptr;
thread_local const Crew* own_crew = nullptr;  // of a crew's thread

using Post = std::pair<std::shared_ptr<Strand>, Executor::Task>;
thread_local std::vector<Post> batched;
thread_local bool batching = false;

// A long delay ends a little later, together with others: a thousand timers a second then
// wake a thread a hundred times.
constexpr std::chrono::milliseconds kTimerGrid{10}, kLongDelay{50};
SteadyTime together(SteadyTime due, std::chrono::nanoseconds delay) {
  if (delay < kLongDelay) return due;
  return due + (kTimerGrid - due.time_since_epoch() % kTimerGrid) % kTimerGrid;
}

// Threads that serve strands and timers. One mutex guards all queues: tasks here take
// microseconds to milliseconds, so it is hardly ever waited for.
struct Crew : std::enable_shared_from_this<Crew> {
  struct Pending final : Timer::State {
    std::weak_ptr<Crew> crew;
    std::weak_ptr<Strand> strand;
    Executor::Task task;
    Key key;
    std::atomic<bool> spent{false};  // ran or was given up; whoever sets it decides
    void cancel() override;
    void run() {
      if (!spent.exchange(true)) std::exchange(task, nullptr)();
    }
  };

  ~Crew();
  void start(const std::string& name, int threads);
  void stop();
  void work();
  void post(std::span<Post> posts);  // to strands of this crew
  std::shared_ptr<Pending> after(const std::shared_ptr<Strand>& strand, std::chrono::nanoseconds delay,
                                 Executor::Task task);

  std::mutex mutex;
  std::condition_variable idle;    // wakes a thread that has nothing to do
  std::condition_variable leader;  // wakes the one idle thread that waits for the next timer
  int idle_threads = 0;
  bool has_leader = false;
  bool stopped = false;
  std::deque<std::shared_ptr<Strand>> ready;
  std::map<Key, std::shared_ptr<Pending>> timers;
  std::uint64_t sequence = 0;
  std::mutex join_mutex;
  std::vector<std::thread> threads;

 private:
  void enqueue(const std::shared_ptr<Strand>& strand, Executor::Task task);
  void wake_one();
  void queue_due_timers();
  bool wait(std::unique_lock<std::mutex>& lock);  // whether it led
};

class Strand final : public Executor, public std::enable_shared_from_this<Strand> {
 public:
  explicit Strand(std::shared_ptr<Crew> crew) : crew_(std::move(crew)) {}
  void post(Task task) override {
    Post post{shared_from_this(), std::move(task)};
    if (batching)
      batched.push_back(std::move(post));
    else
      crew_->post({&post, 1});
  }
  Timer after(std::chrono::nanoseconds delay, Task task) override {
    return Timer{crew_->after(shared_from_this(), delay, std::move(task))};
  }
  bool is_current() const override { return running_strand == this; }

  // Guarded by the crew's mutex.
  std::deque<Task> tasks;
  bool scheduled = false;  // in `ready`, or in a thread's hands

  Crew& crew() { return *crew_; }

 private:
  std::shared_ptr<Crew> crew_;
};

void Crew::Pending::cancel() {
  if (spent.exchange(true)) return;
  std::shared_ptr<Pending> keep;  // and with it the task: destroyed outside the lock
  if (const auto owner = crew.lock()) {
    const std::lock_guard lock(owner->mutex);
    const auto found = owner->timers.find(key);
    if (found != owner->timers.end()) {
      keep = std::move(found->second);
      owner->timers.erase(found);
    }
  }
}

// Threads keep the crew; the last one to go cannot join itself.
Crew::~Crew() {
  for (auto& thread : threads)
    if (thread.joinable()) thread.detach();
}

void Crew::start(const std::string& name, int count) {
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([self = shared_from_this()] { self->work(); });
    pthread_setname_np(threads.back().native_handle(), name.substr(0, 15).c_str());
  }
}

void Crew::enqueue(const std::shared_ptr<Strand>& strand, Executor::Task task) {
  strand->tasks.push_back(std::move(task));
  if (strand->scheduled) return;
  strand->scheduled = true;
  ready.push_back(strand);
}

void Crew::wake_one() {
  if (idle_threads > 0)
    idle.notify_one();
  else if (has_leader)
    leader.notify_one();
}

// One thread is woken, however many they are: switching threads costs more than small tasks.
// When it does not keep up, the next post wakes the next one.
void Crew::post(std::span<Post> posts) {
  const std::lock_guard lock(mutex);
  if (stopped) return;
  for (auto& [strand, task] : posts) enqueue(strand, std::move(task));
  if (!ready.empty()) wake_one();
}

std::shared_ptr<Crew::Pending> Crew::after(const std::shared_ptr<Strand>& strand, std::chrono::nanoseconds delay,
                                           Executor::Task task) {
  auto pending = std::make_shared<Pending>();
  pending->crew = weak_from_this();
  pending->strand = strand;
  pending->task = std::move(task);
  const auto due = together(std::chrono::steady_clock::now() + std::max(delay, std::chrono::nanoseconds{0}), delay);
  const std::lock_guard lock(mutex);
  if (stopped) return pending;
  pending->key = {due, ++sequence};
  const bool is_next = timers.empty() || pending->key < timers.begin()->first;
  timers.emplace(pending->key, pending);
  if (is_next) {
    if (has_leader)
      leader.notify_one();
    else if (idle_threads > 0)
      idle.notify_one();
  }
  return pending;
}

void Crew::queue_due_timers() {
  if (timers.empty()) return;
  const auto now = std::chrono::steady_clock::now();
  const auto before = ready.size();
  while (!timers.empty() && timers.begin()->first.first <= now) {
    auto pending = std::move(timers.begin()->second);
    timers.erase(timers.begin());
    if (const auto strand = pending->strand.lock()) enqueue(strand, [pending = std::move(pending)] { pending->run(); });
  }
  if (ready.size() > before) wake_one();
}

// One idle thread waits for the next timer, the others for work only: a timer wakes one
// thread, not all.
bool Crew::wait(std::unique_lock<std::mutex>& lock) {
  if (!has_leader && !timers.empty()) {
    has_leader = true;
    const auto due = timers.begin()->first.first;  // a copy: the entry may go while we wait
    leader.wait_until(lock, due);
    has_leader = false;
    return true;
  }
  ++idle_threads;
  idle.wait(lock);
  --idle_threads;
  return false;
}

void Crew::work() {
  own_crew = this;
  std::unique_lock lock(mutex);
  bool led = false;
  while (!stopped) {
    queue_due_timers();
    // Who leads goes on leading while others can work: they were woken.
    if (ready.empty() || (led && idle_threads > 0)) {
      led = wait(lock);
      continue;
    }
    led = false;
    const auto strand = std::move(ready.front());
    ready.pop_front();
    // Somebody else takes the watch over the timers; or the rest, when only who leads is left: a
    // post that came while this thread was waking up woke nobody else.
    if ((!timers.empty() && !has_leader) || (!ready.empty() && idle_threads == 0)) wake_one();
    auto task = std::move(strand->tasks.front());
    strand->tasks.pop_front();
    lock.unlock();
    running_strand = strand.get();
    task();
    task = nullptr;  // what it captured goes while its strand is still current
    running_strand = nullptr;
    lock.lock();
    if (stopped) {
      auto dropped = std::move(strand->tasks);
      lock.unlock();
      return;
    }
    if (strand->tasks.empty())
      strand->scheduled = false;
    else
      ready.push_back(strand);
  }
}

void Crew::stop() {
  std::vector<std::deque<Executor::Task>> dropped_tasks;
  decltype(timers) dropped_timers;
  decltype(ready) dropped_strands;
  {
    const std::lock_guard lock(mutex);
    stopped = true;
    for (const auto& strand : ready) dropped_tasks.push_back(std::move(strand->tasks));
    dropped_timers.swap(timers);
    dropped_strands.swap(ready);
    idle.notify_all();
    leader.notify_all();
  }
  if (own_crew == this) return;  // our own thread ends after the task at hand
  const std::lock_guard lock(join_mutex);
  for (auto& thread : threads)
    if (thread.joinable()) thread.join();
}

}  // namespace

PostBatch::PostBatch() { batching = true; }

PostBatch::~PostBatch() {
  batching = false;
  auto posts = std::exchange(batched, {});
  for (auto first = posts.begin(); first != posts.end();) {
    auto& crew = first->first->crew();
    const auto last = std::find_if(first, posts.end(), [&](Post& post) { return &post.first->crew() != &crew; });
    crew.post({first, last});
    first = last;
  }
}

struct WorkerPool::Impl {
  std::shared_ptr<Crew> crew = std::make_shared<Crew>();
};

WorkerPool::WorkerPool(const std::string& name, int threads) : impl_(std::make_shared<Impl>()) {
  impl_->crew->start(name, threads);
}
WorkerPool::~WorkerPool() { stop(); }
std::shared_ptr<Executor> WorkerPool::make_strand() { return std::make_shared<Strand>(impl_->crew); }
void WorkerPool::stop() { impl_->crew->stop(); }

struct WorkerThread::Impl {
  std::shared_ptr<Crew> crew = std::make_shared<Crew>();
  std::shared_ptr<Strand> strand = std::make_shared<Strand>(crew);
};

WorkerThread::WorkerThread(const std::string& name) : impl_(std::make_shared<Impl>()) { impl_->crew->start(name, 1); }
WorkerThread::~WorkerThread() { stop(); }
void WorkerThread::post(Task task) { impl_->strand->post(std::move(task)); }
Timer WorkerThread::after(std::chrono::nanoseconds delay, Task task) {
  return impl_->strand->after(delay, std::move(task));
}
bool WorkerThread::is_current() const { return impl_->strand->is_current(); }
void WorkerThread::stop() { impl_->crew->stop(); }

}  // namespace caselli
