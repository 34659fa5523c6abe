#pragma once
// Copies of faxes in folders beside the data folder: of those sent in the archive, of those
// received where a routing method of the port wants them. A copy that is promised is made,
// also after a crash or when the folder cannot be written for a while; faxes never wait
// for it.

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/executor.h"
#include "core/job.h"
#include "store/document_store.h"
#include "store/job_store.h"

namespace caselli {

// Whether files can be made in `folder`, as clients name it. invalid_argument: it is no full
// path, is not there or cannot be written. Waits for the disk.
Status check_folder(const std::string& folder);

// Where copies of received faxes go when the settings name no folder.
std::filesystem::path received_folder(const std::filesystem::path& data);

// What the outbox works with; all of it outlives it.
struct OutboxParts {
  JobStore& store;
  DocumentStore& documents;
  std::filesystem::path data;          // what is promised is kept in DATA/outbox
  std::shared_ptr<Executor> executor;  // its tasks wait for disks and networks
};

class Outbox : public std::enable_shared_from_this<Outbox> {
 public:
  // Forgets what was promised for faxes that did not come to their end before the last server
  // did. Before the queue starts; begins nothing until wake().
  static Result<std::shared_ptr<Outbox>> open(OutboxParts parts);

  // The fax will go to `folder` once it is sent or received; `tsid` is what our side shows.
  // Before its end is written: durable on return. Thread: any; waits for the disk.
  Status promise(JobId id, const std::string& folder, const std::string& tsid);
  // Makes the copies that can be made, soon. After the end was written. Thread: any.
  void wake();

  // How many copies are due, and why the newest of them could not be made; empty: they can.
  struct State {
    int waiting = 0;
    std::string trouble;
  };
  State state() const;  // Thread: any; reads a folder.

 private:
  struct Promise {
    JobId job;
    std::string folder, tsid;
  };
  explicit Outbox(OutboxParts parts) : parts_(std::move(parts)), folder_(parts_.data / "outbox") {}
  void run();
  Result<Promise> read(const std::filesystem::path& file) const;
  // What is due, by the file that says so.
  std::vector<std::filesystem::path> promises() const;
  void forget_unfinished();
  // Whether that is done with; not while the end of the fax is still being written.
  Result<bool> deliver(const Promise& promise);
  void set_trouble(const std::string& trouble);

  const OutboxParts parts_;
  const std::filesystem::path folder_;
  Timer again_;  // on the executor only
  mutable std::mutex mutex_;
  std::string trouble_;
};

}  // namespace caselli
