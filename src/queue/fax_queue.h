#pragma once
// The queue as others see it: takes faxes and commands, is told by the ports what became
// of their calls, and keeps store and board up to date. Scheduler (sending) and Intake
// (receiving) do the work.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/executor.h"
#include "core/dial_plan.h"
#include "core/job.h"
#include "core/method_memory.h"
#include "core/port_settings.h"
#include "core/retry_policy.h"
#include "deliver/outbox.h"
#include "document/fax_image.h"
#include "port/port_bank.h"
#include "status/status_board.h"
#include "store/document_store.h"
#include "store/job_store.h"

namespace caselli {

// What the queue works with; all of it outlives the queue.
struct QueueParts {
  JobStore& store;
  DocumentStore& documents;
  PortBank& ports;
  StatusBoard& board;
  const Clock& clock;
  // The queue's own; its tasks wait for the disk. Stopped before the queue's parts go.
  std::shared_ptr<Executor> executor;
  std::function<ServerSettings()> settings;  // the newest; called from any thread
  RetryPolicy retry;                         // tries and delay are overridden by the settings' retries and retry_delay
  int per_destination = 1;                   // calls at a time to one number
  DialPlan plan = {};                        // over the lines of the ports
  std::chrono::seconds method_expiry = MethodMemory::kExpiry;  // of what was learned of far ends
  std::vector<std::string> audio_lines = {};                   // that never do T.38
  std::shared_ptr<Outbox> outbox = {};                         // none: no copies are made
};

class Scheduler;
class Intake;

class FaxQueue final : public PortListener {
 public:
  explicit FaxQueue(QueueParts parts);
  ~FaxQueue();
  FaxQueue(const FaxQueue&) = delete;

  // Ends what a server that died left open (sent faxes go on after the last confirmed
  // page, received ones keep the pages they have), tells the board of all open jobs and
  // begins to send. Once, when all ports are in the bank; waits for the disk.
  Status start();
  // Begins no more calls. What runs goes on until the ports end it.
  void stop();
  // No call runs, and the end of each that ran is written down. Thread: any.
  bool is_idle() const;

  // Queues faxes: each job has `to`, `document` and what else was asked; state, times and
  // ids are set here. Durable on return. `fingerprint` tells a repeated request with the
  // same idempotency key from another one. Errors of the dial plan (check_number) refuse
  // all of them. Thread: any; waits for the disk.
  Result<std::vector<Job>> submit(std::vector<Job> jobs, const std::string& fingerprint);
  // Whether the dial plan lets a fax go to this number, by this port if one is asked for.
  // bad_number, with the route that forbids it and why. Thread: any.
  Status check_number(const std::string& to, std::optional<PortId> port) const;
  // cancel, hold, resume or restart. wrong_state says in what state the job is.
  // Thread: any; waits for the disk.
  Result<Job> command(JobId id, JobCommand command);
  // Retries, pause, discount hours and the like changed. Thread: any.
  void settings_changed();

  // PortListener. Thread: any.
  Result<std::unique_ptr<ReceivedFax>> on_receiving(const IncomingCall& about, const PortStatus& status) override;
  void on_page_sent(JobId job, int attempt, int page_of_document) override;
  void on_call_ended(const CallReport& report, std::unique_ptr<ReceivedFax> received) override;
  void on_port_free(PortId port) override;

 private:
  // Gives the faxes that wait the lines of today's dial plan, and tells the board of them.
  Status take_up_open_jobs();

  QueueParts parts_;
  std::shared_ptr<Scheduler> scheduler_;
  std::shared_ptr<Intake> intake_;
};

}  // namespace caselli
