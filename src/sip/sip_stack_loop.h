#pragma once
// The SIP thread: an Executor over sofia's su_root, which has no descriptor to poll. Tasks
// come through an eventfd that the root waits for; timers are the root's own. Internal to
// this folder.

#include <sofia-sip/su_wait.h>

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "base/executor.h"
#include "base/handle.h"

namespace caselli {

class SipLoop final : public Executor {
 public:
  SipLoop();  // starts the thread
  ~SipLoop() override;

  void post(Task task) override;
  Timer after(std::chrono::nanoseconds delay, Task task) override;
  bool is_current() const override;
  // Runs `task` on the thread and waits for its end; false when the thread has stopped.
  // Not from the thread itself.
  bool run(const Task& task);
  // Ends the thread after the task at hand and drops the rest. What was made with root()
  // must be gone by then. Not from the thread itself; idempotent.
  void stop();

  su_root_t* root() const { return root_; }  // Thread: its own

  void run_tasks();   // from the root's callbacks
  void run_timers();  //

 private:
  using Key = std::pair<std::chrono::steady_clock::time_point, std::uint64_t>;
  struct Pending;
  void work(std::function<void()> started);
  void arm();

  FileDescriptor wake_;
  su_root_t* root_ = nullptr;
  su_timer_t* timer_ = nullptr;
  // The thread's own. Shared with Pending timers, which may outlive the loop.
  struct Timers {
    std::map<Key, std::shared_ptr<Pending>> waiting;
    std::uint64_t sequence = 0;
  };
  std::shared_ptr<Timers> timers_;
  mutable std::mutex mutex_;  // guards the two below
  std::deque<Task> tasks_;
  bool stopped_ = false;
  std::mutex join_mutex_;
  std::thread thread_;
  std::atomic<std::thread::id> id_{};
};

}  // namespace caselli
