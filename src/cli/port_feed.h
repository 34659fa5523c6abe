#pragma once
// The newest status of each port of a server, as it changes; survives a restart of the
// server and a lost connection.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/pause.h"
#include "service/fax_service.h"

namespace caselli::cli {

// Thread: one. `pause` is notified when there is something to take.
class PortFeed {
 public:
  PortFeed(std::shared_ptr<FaxService> service, Pause& pause);

  // Asks the server once for all its ports: tells whether it can be reached at all.
  Status open();

  struct News {
    std::vector<Snapshot> ports;                   // changed since the last take, oldest first
    std::vector<std::shared_ptr<const Job>> jobs;  // likewise
    bool restarted = false;                        // by another start of the server: `ports` are all it has
  };
  News take();

 private:
  std::shared_ptr<FaxService> service_;
  std::unique_ptr<Subscription> subscription_;
  std::string boot_;
  Revision revision_ = 0;
  Revision opened_at_ = 0;      // what open() gave is not news again
  std::optional<News> opened_;  // from open(), until it is taken
};

// Says once each time that the connection was lost or is back. At the start it has some
// time to come up.
class LinkReport {
 public:
  explicit LinkReport(const Clock& clock) : clock_(clock), started_at_(clock.monotonic()) {}

  // The remark to make now, or nothing.
  std::optional<std::string> changed(const LinkState& link);
  bool lost() const { return told_; }

 private:
  const Clock& clock_;
  const Monotonic started_at_;
  bool was_up_ = false;
  bool told_ = false;  // that it is lost
};

}  // namespace caselli::cli
