#pragma once
// The sending half of the queue: claims the fax that should go next, gives it to a port,
// and writes down what became of the call.

#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "queue/after_attempt.h"
#include "queue/fax_queue.h"
#include "queue/method_book.h"
#include "queue/router.h"

namespace caselli {

// Works on the queue's executor, in bounded steps: woken by a new fax, a free port, a time
// that came or a setting that changed.
class Scheduler : public std::enable_shared_from_this<Scheduler> {
 public:
  explicit Scheduler(QueueParts parts)
      : parts_(std::move(parts)), methods_(parts_.store, parts_.clock, parts_.method_expiry, parts_.audio_lines) {}

  // Takes up what is known, and ends what a server that died left in sending. Before
  // start(); waits for the disk.
  Status open(const std::vector<Job>& orphans);
  // Writes the lines of today's dial plan to faxes that wait, where they have others. Before
  // start(); waits for the disk.
  Status plan_anew(std::vector<Job>& jobs);
  void start();
  void stop();
  // Looks for work soon; many calls are one look. Thread: any.
  void wake();
  // No call runs whose end is not written down. Thread: any.
  bool is_idle() const { return open_calls_ == 0; }

  // Thread: any; wait for the disk.
  Result<std::vector<Job>> submit(std::vector<Job> jobs, const std::string& fingerprint);
  Result<Job> command(JobId id, JobCommand command);

  // From the ports. Thread: any.
  void page_sent(JobId job, int attempt, int page);
  void call_ended(CallReport report);

 private:
  // A claimed fax that a port has.
  struct ActiveCall {
    int attempt = 0;
    PortId port;
    FaxMethod asked = FaxMethod::t38;
  };
  // Whether the next claim is worth a try.
  enum class Dispatch { given, settled, no_port, failed };

  Status recover(const std::vector<Job>& orphans);
  void run();
  Status queue_due();
  Status expire_old();
  Status claim_some();
  Result<Dispatch> dispatch(const Job& job);
  // Ends a claim without a call: the fax cannot be sent.
  Status end_unsent(const Job& job, Outcome outcome, const std::string& why);
  Status give_back(JobId id, std::optional<Instant> until);

  Status finish(const CallReport& report);
  Status promise_copy(const Job& job, const AttemptEnd& end, const ServerSettings& settings);
  void learn(const Job& job, const Attempt& attempt);
  LinesAtEnd lines_at_end(const Job& job, PortId used) const;
  void finish_later(CallReport report);
  void finish_pending();
  void stop_call(JobId id);
  void look_after_leases();
  bool is_busy_with(PortId port, JobId job) const;

  void publish(JobId id);
  void arm(Timer& timer, std::chrono::nanoseconds delay, void (Scheduler::*step)());
  void arm_next_time();
  // Tells the log, and tries again after a while.
  void report(const Status& status, std::string_view doing);

  QueueParts parts_;
  std::atomic<bool> stopped_{false};
  std::atomic<bool> woken_{false};
  std::atomic<int> open_calls_{0};
  // Held over "read the job, decide, write": a command never meets an end half-way.
  std::mutex decisions_;

  // On the executor only.
  MethodBook methods_;
  std::map<JobId, ActiveCall> active_;
  std::deque<CallReport> unwritten_;  // the disk failed; written as soon as it works
  Timer next_time_, again_, leases_, rewrite_;
};

}  // namespace caselli
