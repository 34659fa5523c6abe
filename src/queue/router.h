#pragma once
// Which way a fax goes: by the line its number names (5551234@trunk-b), by the port it
// asks for, or by any. A dial plan (number -> lines) has its place here.

#include <optional>
#include <string>

#include "core/job.h"
#include "core/number.h"
#include "port/port_bank.h"
#include "store/job_store.h"

namespace caselli {

struct Route {
  DialNumber number;
  std::optional<PortId> port;  // only this one
  std::string line;            // only a port of this line; empty: any
};

Result<Route> route(const Job& job);  // bad_number

// What a claim may take now: the ports that are free and may send, and their lines.
ClaimLimits free_ways(const PortBank& ports);

}  // namespace caselli
