#pragma once
// Ports as rows of a table: `ports`, `watch` and `demo` show the same columns.

#include <span>

#include "base/clock.h"
#include "cli/table.h"
#include "core/port_status.h"

namespace caselli::cli {

Table port_table(std::span<const Snapshot> ports, Instant now, const Terminal& terminal);

// One line about one port, for where nothing moves: `port 1 loop-1: sending → 1002, page
// 2/3, 14400 bit/s, 54%`. `with_progress`: percent too.
std::string port_sentence(const PortStatus& status, bool with_progress);

}  // namespace caselli::cli
