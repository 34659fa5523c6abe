#include "store/destination.h"

#include <algorithm>

#include "core/number.h"

namespace caselli {
namespace {

std::string seat_of(const std::vector<std::string>& lines) {
  std::string seat = "l";
  for (const auto& line : lines) seat += (seat.size() > 1 ? "," : "") + line;
  return seat;
}

}  // namespace

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
  if (!job.lines.empty()) return seat_of(job.lines);
  const auto parsed = parse_number(job.to);
  return parsed && !parsed->line.empty() ? "l" + parsed->line : std::string{};
}

std::vector<std::string> seats_of(const ClaimLimits& limits) {
  if (limits.free_ports.empty()) return {};
  std::vector<std::string> seats{""};
  for (const auto port : limits.free_ports) seats.push_back("p" + port.text());
  for (const auto& line : limits.free_lines) seats.push_back("l" + line);
  for (const auto& lines : limits.free_routes)
    if (lines.size() > 1) seats.push_back(seat_of(lines));  // one alone stands above
  return seats;
}

Instant unsent_since(const Job& job) {
  return job.send_at ? std::max(*job.send_at, job.submitted_at) : job.submitted_at;
}

int list_limit(const JobFilter& filter) { return std::clamp(filter.limit, 1, 1000); }

}  // namespace caselli
