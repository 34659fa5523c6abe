#pragma once
// FaxService for real, in this process: over store, queue, ports and board.

#include <functional>
#include <memory>

#include "base/clock.h"
#include "document/convert.h"
#include "queue/fax_queue.h"
#include "server/settings_holder.h"
#include "service/fax_service.h"

namespace caselli {

// What the service works with; all of it outlives the service.
struct LocalServiceParts {
  JobStore& store;
  DocumentStore& documents;
  PortBank& ports;
  FaxQueue& queue;
  StatusBoard& board;
  SettingsHolder& settings;
  const Clock& clock;
  ConversionLimits limits;
  std::function<Status()> lines_ready;                // an Error says which line is not, and why
  std::function<std::vector<Finding>()> checks = {};  // of the server by itself; none: it is not looked at
};

std::shared_ptr<FaxService> make_local_fax_service(LocalServiceParts parts);

}  // namespace caselli
