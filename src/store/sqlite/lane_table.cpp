#include "store/sqlite/lane_table.h"

#include <utility>

#include "store/sqlite/values.h"

namespace caselli::sqlite {

// The planner would rather find all of a state and sort them.
LaneTable::LaneTable(Database& database)
    : head_(database, "SELECT priority, job FROM lane WHERE seat = ? AND active = ? ORDER BY priority, job LIMIT 1"),
      due_(database,
           "SELECT id FROM job INDEXED BY job_waiting WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, "
           "priority, id LIMIT ?"),
      next_due_(database,
                "SELECT next_at FROM job INDEXED BY job_waiting WHERE state = 'waiting' ORDER BY next_at LIMIT 1") {}

std::optional<JobId> LaneTable::best(const std::vector<std::string>& seats, int per_destination) {
  std::optional<std::pair<std::int64_t, std::int64_t>> best;  // priority, id
  for (const auto& seat : seats) {
    for (int active = 0; active < per_destination; ++active) {
      auto run = head_.run(seat, active);
      if (!run.step()) continue;
      const auto priority = run.integer();
      const std::pair head{priority, run.integer()};
      if (!best || head < *best) best = head;
    }
  }
  if (!best) return {};
  return JobId{best->second};
}

std::vector<JobId> LaneTable::due(Instant now, int limit) {
  std::vector<JobId> jobs;
  auto run = due_.run(now, limit);
  while (run.step()) take(run, jobs.emplace_back());
  return jobs;
}

std::optional<Instant> LaneTable::next_due() {
  Run run{next_due_};
  if (!run.step()) return {};
  Instant at{};
  take(run, at);
  return at;
}

}  // namespace caselli::sqlite
