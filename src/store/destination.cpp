#include "store/destination.h"

#include <algorithm>

#include "core/number.h"

namespace caselli {

std::string destination_of(const std::string& number) {
  const auto parsed = parse_number(number);
  return parsed ? destination_key(*parsed) : number;
}

std::string destination_of(const Job& job) {
  return job.direction == Direction::send ? destination_of(job.to) : std::string{};
}

std::string seat_of(const Job& job) {
  if (job.direction != Direction::send) return {};
  if (job.port) return "p" + job.port->text();
  const auto parsed = parse_number(job.to);
  return parsed && !parsed->line.empty() ? "l" + parsed->line : std::string{};
}

std::vector<std::string> seats_of(const ClaimLimits& limits) {
  if (limits.free_ports.empty()) return {};
  std::vector<std::string> seats{""};
  for (const auto port : limits.free_ports) seats.push_back("p" + port.text());
  for (const auto& line : limits.free_lines) seats.push_back("l" + line);
  return seats;
}

Instant unsent_since(const Job& job) {
  return job.send_at ? std::max(*job.send_at, job.submitted_at) : job.submitted_at;
}

int list_limit(const JobFilter& filter) { return std::clamp(filter.limit, 1, 1000); }

}  // namespace caselli
