#include "queue/router.h"

#include <algorithm>

namespace caselli {

Result<Route> route(const Job& job) {
  auto number = parse_number(job.to);
  if (!number) return number.error();
  auto line = job.port ? std::string{} : number->line;
  return Route{*std::move(number), job.port, std::move(line)};
}

ClaimLimits free_ways(const PortBank& ports) {
  ClaimLimits limits;
  for (const auto& port : ports.all()) {
    if (!port->is_free()) continue;
    const auto settings = port->settings();
    if (!settings.send) continue;
    limits.free_ports.push_back(settings.port);
    if (std::ranges::count(limits.free_lines, settings.line) == 0) limits.free_lines.push_back(settings.line);
  }
  return limits;
}

}  // namespace caselli
