#include "queue/router.h"

#include <algorithm>

namespace caselli {
namespace {

bool has(const std::vector<std::string>& lines, const std::string& line) {
  return std::ranges::find(lines, line) != lines.end();
}

}  // namespace

Result<std::vector<Way>> ways_of(const Job& job, const DialPlan& plan, const PortBank& ports) {
  auto number = parse_number(job.to);
  if (!number) return number.error();
  if (job.port) {
    // It goes by the line of that port, whatever the number says.
    const auto port = ports.find(*job.port);
    number->line = port ? port->settings().line : std::string{};
  }
  auto route = plan.route(*number);
  if (!route) return route.error();
  std::vector<Way> ways;
  for (auto& leg : route->legs) ways.push_back({std::move(leg.number), job.port, std::move(leg.line)});
  // Lines it was left with by another plan say nothing.
  const auto may_go = [&](const Way& way) { return has(job.lines, way.line); };
  if (std::ranges::any_of(ways, may_go)) std::erase_if(ways, [&](const Way& way) { return !may_go(way); });
  return ways;
}

Result<std::vector<std::string>> planned_lines(const Job& job, const DialPlan& plan, const PortBank& ports) {
  Job anew;
  anew.to = job.to;
  anew.port = job.port;
  const auto ways = ways_of(anew, plan, ports);
  if (!ways) return ways.error();
  std::vector<std::string> lines;
  if (plan.empty() || job.port || !parse_number(job.to)->line.empty()) return lines;
  for (const auto& way : *ways) lines.push_back(way.line);
  return lines;
}

std::vector<std::string> lines_in_service(const PortBank& ports) {
  std::vector<std::string> lines;
  for (const auto& port : ports.all()) {
    const auto settings = port->settings();
    if (settings.send && (port->is_free() || port->is_busy()) && !has(lines, settings.line))
      lines.push_back(settings.line);
  }
  return lines;
}

ClaimLimits free_ways(const PortBank& ports, const DialPlan& plan) {
  ClaimLimits limits;
  for (const auto& port : ports.all()) {
    if (!port->is_free()) continue;
    const auto settings = port->settings();
    if (!settings.send) continue;
    limits.free_ports.push_back(settings.port);
    if (!has(limits.free_lines, settings.line)) limits.free_lines.push_back(settings.line);
  }
  for (const auto& lines : plan.line_lists())
    if (std::ranges::any_of(lines, [&](const auto& line) { return has(limits.free_lines, line); }))
      limits.free_routes.push_back(lines);
  return limits;
}

}  // namespace caselli
