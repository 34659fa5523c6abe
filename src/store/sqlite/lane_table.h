#pragma once
// The table `lane`, kept by triggers: for each destination and seat the queued job that
// goes first. What a claim looks at.

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "store/sqlite/database.h"

namespace caselli::sqlite {

// Over one connection; functions throw SqlFailure.
class LaneTable {
 public:
  explicit LaneTable(Database& database);

  // The best queued job for these seats whose destination has less than `per_destination`
  // calls: one index look-up a seat and call allowed, however long the queue is.
  std::optional<JobId> best(const std::vector<std::string>& seats, int per_destination);

  // Waiting jobs by their time.
  std::vector<JobId> due(Instant now, int limit);
  std::optional<Instant> next_due();

 private:
  Statement head_, due_, next_due_;
};

}  // namespace caselli::sqlite
