#include <fmt/format.h>

#include <algorithm>

#include "app/line_kinds.h"
#include "app/server.h"
#include "base/text.h"

namespace caselli {

std::vector<PortSettings> assign_ports(const std::vector<LineSettings>& lines, const std::vector<PortSettings>& known) {
  std::int64_t last = 0;
  int worst_priority = 0;
  for (const auto& port : known) {
    last = std::max(last, port.port.value);
    worst_priority = std::max(worst_priority, port.priority);
  }
  std::vector<PortSettings> ports;
  for (const auto& line : lines) {
    std::vector<PortSettings> mine;
    std::ranges::copy_if(known, std::back_inserter(mine), [&](const auto& port) { return port.line == line.name; });
    std::ranges::sort(mine, {}, &PortSettings::port);
    if (mine.size() > static_cast<std::size_t>(line.ports)) mine.resize(static_cast<std::size_t>(line.ports));
    while (mine.size() < static_cast<std::size_t>(line.ports)) {
      const int index = static_cast<int>(mine.size()) + 1;
      const auto identity = default_identity(line, index);
      PortSettings port;
      port.port = PortId{++last};
      port.name = fmt::format("{}-{}", line.name, index);
      port.line = line.name;
      port.tsid = printable_ascii(line.tsid.empty() ? identity : line.tsid, 20);
      port.csid = printable_ascii(line.csid.empty() ? identity : line.csid, 20);
      port.send = line.send;
      port.receive = line.receive;
      port.priority = ++worst_priority;
      mine.push_back(std::move(port));
    }
    std::ranges::move(mine, std::back_inserter(ports));
  }
  // Ranks of ports that went are closed up: priorities are 1 to the number of ports.
  std::vector<PortSettings*> ranks;
  for (auto& port : ports) ranks.push_back(&port);
  std::ranges::stable_sort(ranks, {}, [](const PortSettings* port) { return std::pair{port->priority, port->port}; });
  int rank = 0;
  for (auto* port : ranks) port->priority = ++rank;
  return ports;
}

}  // namespace caselli
