#include "sip/sip_stack_loop.h"

#include <pthread.h>
#include <sofia-sip/su.h>
#include <sofia-sip/su_log.h>
#include <sofia-sip/su_wait.h>
#include <sys/eventfd.h>

#include <condition_variable>

#include "sip/sip_stack_tls_watch.h"

extern "C" int su_socket_close_on_exec;  // of sofia's su.c: its sockets have no CLOEXEC otherwise

namespace caselli {
namespace {

void drop_log_line(void*, char const*, va_list) {}

// What sofia keeps for the whole process.
void prepare_sofia() {
  static std::once_flag once;
  std::call_once(once, [] {
    su_socket_close_on_exec = 1;
    su_init();
    su_log_redirect(nullptr, drop_log_line, nullptr);  // it would write to standard error
    su_log_set_level(nullptr, 0);
  });
}

int on_wake(su_root_magic_t*, su_wait_t* wait, su_wakeup_arg_t* loop) {
  su_wait_events(wait, wait->fd);
  reinterpret_cast<SipLoop*>(loop)->run_tasks();
  return 0;
}

void on_timer(su_root_magic_t*, su_timer_t*, su_timer_arg_t* loop) { reinterpret_cast<SipLoop*>(loop)->run_timers(); }

}  // namespace

// Only the loop's thread starts or drops the task; cancel() from elsewhere marks it.
struct SipLoop::Pending final : Timer::State {
  std::weak_ptr<Timers> timers;
  std::thread::id owner;
  Task task;
  Key key;
  std::atomic<bool> spent{false};

  void cancel() override {
    if (spent.exchange(true) || std::this_thread::get_id() != owner) return;
    const Task dropped = std::move(task);
    if (const auto all = timers.lock()) all->waiting.erase(key);
  }
  void run() {
    if (!spent.exchange(true)) std::exchange(task, nullptr)();
  }
};

SipLoop::SipLoop() : wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), timers_(std::make_shared<Timers>()) {
  prepare_sofia();
  std::mutex mutex;
  std::condition_variable ready;
  bool up = false;
  thread_ = std::thread([&, this] {
    work([&] {
      const std::lock_guard lock(mutex);
      up = true;
      ready.notify_one();
    });
  });
  pthread_setname_np(thread_.native_handle(), "sip");
  std::unique_lock lock(mutex);
  ready.wait(lock, [&] { return up; });
}

SipLoop::~SipLoop() { stop(); }

void SipLoop::work(std::function<void()> started) {
  id_ = std::this_thread::get_id();
  const TlsWatch tls_watch;
  root_ = su_root_create(nullptr);
  timer_ = su_timer_create(su_root_task(root_), 0);
  su_wait_t wait[1];
  su_wait_create(wait, wake_.get(), SU_WAIT_IN);
  const int registered = su_root_register(root_, wait, on_wake, reinterpret_cast<su_wakeup_arg_t*>(this), 0);
  started();
  started = nullptr;
  su_root_run(root_);
  su_root_deregister(root_, registered);
  su_timer_destroy(timer_);
  for (auto dropped = std::exchange(timers_->waiting, {}); auto& [key, pending] : dropped) pending->cancel();
  su_root_destroy(root_);
  root_ = nullptr;
}

void SipLoop::post(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    tasks_.push_back(std::move(task));
    if (tasks_.size() > 1) return;  // its wake-up is under way
  }
  eventfd_write(wake_.get(), 1);
}

void SipLoop::run_tasks() {
  eventfd_t count = 0;
  eventfd_read(wake_.get(), &count);
  std::deque<Task> tasks;
  {
    const std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
  }
  for (auto& task : tasks) std::exchange(task, nullptr)();
}

bool SipLoop::run(const Task& task) {
  std::mutex mutex;
  std::condition_variable changed;
  bool ended = false, ran = false;
  // Told by the end of the posted task's life: also when it was dropped.
  std::shared_ptr<void> tell(nullptr, [&](void*) {
    const std::lock_guard lock(mutex);
    ended = true;
    changed.notify_one();
  });
  post([&task, &ran, held = std::move(tell)] {
    task();
    ran = true;
  });
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return ended; });
  return ran;
}

Timer SipLoop::after(std::chrono::nanoseconds delay, Task task) {
  auto pending = std::make_shared<Pending>();
  pending->timers = timers_;
  pending->owner = id_;
  pending->task = std::move(task);
  const auto due = std::chrono::steady_clock::now() + std::max(delay, std::chrono::nanoseconds{0});
  auto add = [this, pending, due] {
    if (pending->spent) return;
    pending->key = {due, ++timers_->sequence};
    timers_->waiting.emplace(pending->key, pending);
    arm();
  };
  if (is_current())
    add();
  else
    post(add);
  return Timer{pending};
}

void SipLoop::arm() {
  if (timers_->waiting.empty()) return;
  const auto wait = timers_->waiting.begin()->first.first - std::chrono::steady_clock::now();
  // Up, so that the root does not wake a little too early and spin.
  const auto ms = std::max<std::int64_t>(std::chrono::ceil<std::chrono::milliseconds>(wait).count(), 1);
  su_timer_set_interval(timer_, on_timer, reinterpret_cast<su_timer_arg_t*>(this), static_cast<su_duration_t>(ms));
}

void SipLoop::run_timers() {
  const auto now = std::chrono::steady_clock::now();
  while (!timers_->waiting.empty() && timers_->waiting.begin()->first.first <= now) {
    const auto pending = std::move(timers_->waiting.begin()->second);
    timers_->waiting.erase(timers_->waiting.begin());
    pending->run();
  }
  arm();
}

bool SipLoop::is_current() const { return std::this_thread::get_id() == id_.load(); }

void SipLoop::stop() {
  std::deque<Task> dropped;
  {
    const std::lock_guard lock(mutex_);
    if (!stopped_) {
      stopped_ = true;
      dropped.swap(tasks_);
      tasks_.push_back([this] { su_root_break(root_); });
      eventfd_write(wake_.get(), 1);
    }
  }
  const std::lock_guard lock(join_mutex_);
  if (thread_.joinable()) thread_.join();
}

}  // namespace caselli
