#pragma once
// The numbers of /metrics (Prometheus text format). Counters grow as things happen;
// gauges are read from the service when asked for.

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "api/route.h"
#include "core/changes.h"

namespace caselli {

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // One answered request; `route` is its pattern, or "" when it has none. Thread: any.
  void count_request(std::string_view method, std::string_view route, int status, std::chrono::nanoseconds took);
  // Counts faxes as they end. Thread: one at a time.
  void observe(const Changes& changes);
  // All of them, now. Thread: any; asks the service.
  std::string text(const ApiParts& parts);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace caselli
