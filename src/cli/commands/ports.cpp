// `caselli ports`: a row a port, once.

#include "base/json.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/port_table.h"
#include "service/service_json.h"

namespace caselli::cli {
namespace {

int show_ports(Context& context) {
  const auto service = context.service();
  if (!service) return context.fail(service.error());
  auto all = (*service)->ports();
  if (!all) return context.fail(all.error());
  std::ranges::sort(all->ports, {}, [](const Snapshot& port) { return port->port; });
  if (context.json()) {
    Json ports = Json::array();
    for (const auto& port : all->ports) ports.push_back(to_json(*port));
    context.print(to_text(Json{{"boot", all->boot}, {"revision", all->revision}, {"ports", std::move(ports)}}));
    return 0;
  }
  if (all->ports.empty()) context.remark("the server has no ports: add a [[line]] to its settings");
  context.print(port_table(all->ports, context.now(), context.terminal()).lines(context.terminal()));
  return 0;
}

}  // namespace

Command ports_command() {
  return {.name = "ports", .group = "Ports", .summary = "Show what each port is doing", .setup = [](Options& options) {
            options.example("caselli ports", "a table of all ports");
            options.example("caselli ports --json | jq '.ports[] | select(.state == \"sending\")'",
                            "the full status of the ports that send");
            return Action{show_ports};
          }};
}

}  // namespace caselli::cli
