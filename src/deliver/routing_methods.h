#pragma once
// What can be done with faxes received on a port, besides keeping them in the inbox.

#include <string>
#include <vector>

#include "core/port_settings.h"

namespace caselli {

// The methods of a port: one, which puts a copy of each fax into `folder`. Switched on and off
// as in `known`, what the port had before; anew when there is none for this folder: then
// it is on when `wanted`.
std::vector<RoutingMethod> routing_methods_for(const std::string& folder, bool wanted,
                                               const std::vector<RoutingMethod>& known);

// Where copies of the faxes received on a port go; empty: nowhere.
std::string copies_of_received(const PortSettings& port);

}  // namespace caselli
