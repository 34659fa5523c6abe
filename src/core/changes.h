#pragma once
// What changed on a server since a revision: the newest of each port and job, never a
// backlog. A reader keeps one number.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/job.h"
#include "core/port_settings.h"
#include "core/port_status.h"

namespace caselli {

struct Changes {
  std::string boot;                              // this start of the server; revisions of another boot mean nothing
  Revision revision = 0;                         // ask with this next time
  std::vector<Snapshot> ports;                   // by revision, oldest first
  std::vector<std::shared_ptr<const Job>> jobs;  // by revision, oldest first
  std::shared_ptr<const ServerSettings> server;  // when the settings changed
};

// Ends a wake-up when destroyed; no call of it is running or follows after that, unless
// the destructor runs inside that very call.
class Subscription {
 public:
  virtual ~Subscription() = default;
};

}  // namespace caselli
