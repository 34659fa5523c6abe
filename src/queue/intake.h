#pragma once
// The receiving half of the queue: opens a fax for each call a port answers, and makes what
// was spooled a stored document when the call has ended.

#include <atomic>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "queue/fax_queue.h"

namespace caselli {

class Intake : public std::enable_shared_from_this<Intake> {
 public:
  explicit Intake(QueueParts parts) : parts_(std::move(parts)) {}

  // Ends what a server that died left in receiving, with the pages that were stored, and
  // removes their work folders. Before the first call; waits for the disk.
  Status recover(const std::vector<Job>& orphans);
  // No call runs whose end is not written down. Thread: any.
  bool is_idle() const { return open_faxes_ == 0; }

  // From the ports, on their executors. Waits for the disk: the fax is in the store when
  // this returns.
  Result<std::unique_ptr<ReceivedFax>> open(const IncomingCall& about, const PortStatus& status);
  void call_ended(const CallReport& report, std::unique_ptr<ReceivedFax> received);

 private:
  // A fax that ended; how far its storing has come, for when the disk fails in between.
  struct Ended {
    JobId job;
    Attempt attempt;  // as it is to be written
    std::string caller_id, routing, csid;
    std::vector<TraceEntry> trace;
    std::filesystem::path folder;
    std::string document;  // key, once stored
  };

  Status store(Ended& ended);
  Status promise_copy(const Job& job);
  Status store_document(Ended& ended, Job& job);
  void finish_pending();
  void page_stored(JobId job, int pages);
  void publish(JobId id);

  QueueParts parts_;
  std::atomic<int> open_faxes_{0};

  // On the queue's executor only.
  std::deque<Ended> unwritten_;
  Timer rewrite_;
};

}  // namespace caselli
