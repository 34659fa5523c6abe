#pragma once
// Where work runs. An object that is tied to a thread is handed an Executor and
// posts to it; others never call its functions directly. Three makers: WorkerThread
// (one thread), WorkerPool (threads, with a Strand for each owner) and VirtualTime
// (base/virtual_time.h: no thread at all, a clock moved by hand).

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace caselli {

// A pending `after`. Gives it up when destroyed or cancelled; detach() lets it run
// regardless. The task does not start once cancel() has returned on the executor's own
// thread; from other threads it may be running already.
class Timer {
 public:
  struct State {
    virtual ~State() = default;
    virtual void cancel() = 0;
  };
  Timer() = default;
  explicit Timer(std::shared_ptr<State> state) : state_(std::move(state)) {}
  Timer(Timer&&) noexcept = default;
  Timer& operator=(Timer&& other) noexcept {
    if (this != &other) {
      cancel();
      state_ = std::move(other.state_);
    }
    return *this;
  }
  ~Timer() { cancel(); }
  void cancel() {
    if (auto state = std::move(state_)) state->cancel();
    state_.reset();
  }
  void detach() { state_.reset(); }
  explicit operator bool() const { return state_ != nullptr; }

 private:
  std::shared_ptr<State> state_;
};

class Executor {
 public:
  using Task = std::function<void()>;
  virtual ~Executor() = default;
  // Runs `task` later, tasks of one executor one at a time and in the order posted.
  // Tasks posted after stop() are dropped. Thread: any.
  virtual void post(Task task) = 0;
  // Runs `task` once `delay` has passed, unless the Timer is given up before.
  [[nodiscard]] virtual Timer after(std::chrono::nanoseconds delay, Task task) = 0;
  // Whether the caller runs inside a task of this executor.
  virtual bool is_current() const = 0;
};

// One thread. The destructor finishes the task at hand, drops the rest and joins.
class WorkerThread final : public Executor {
 public:
  explicit WorkerThread(const std::string& name);
  ~WorkerThread() override;
  void post(Task task) override;
  Timer after(std::chrono::nanoseconds delay, Task task) override;
  bool is_current() const override;
  // Ends after the task at hand; idempotent; joins unless called on the thread itself.
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

// Hands over many posts at once: what this thread posts to WorkerThreads and strands of
// WorkerPools waits until the batch goes, and then wakes one of their threads instead of one
// for each post; another is woken by the next post or batch when that one does not keep up.
// For a thread that gives each of hundreds a little to do, again and again. Not nested.
class PostBatch {
 public:
  PostBatch();
  ~PostBatch();
  PostBatch(const PostBatch&) = delete;
  PostBatch& operator=(const PostBatch&) = delete;
};

// Makes executors: one strand for each owner. The real one spreads strands over
// threads; the virtual one runs all of them in one fixed order.
class ExecutorPool {
 public:
  virtual ~ExecutorPool() = default;
  virtual std::shared_ptr<Executor> make_strand() = 0;
};

class WorkerPool final : public ExecutorPool {
 public:
  WorkerPool(const std::string& name, int threads);
  ~WorkerPool() override;
  std::shared_ptr<Executor> make_strand() override;
  void stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace caselli
