#pragma once
// Which way a fax goes: by the lines of the dial plan, by the line its number names
// (5551234@trunk-b), by the port it asks for, or by any. What is free now decides between
// several. Pure, but for asking the ports how they are.

#include <optional>
#include <string>
#include <vector>

#include "core/dial_plan.h"
#include "core/job.h"
#include "port/port_bank.h"
#include "store/job_store.h"

namespace caselli {

struct Way {
  DialNumber number;           // as dialled this way
  std::optional<PortId> port;  // only this one
  std::string line;            // only a port of this line; empty: any
};

// The ways a fax may go now, in the order they are tried, at least one: those of the plan,
// held to Job::lines. bad_number: it is none, or the plan refuses it.
Result<std::vector<Way>> ways_of(const Job& job, const DialPlan& plan, const PortBank& ports);

// Job::lines of a fax that begins anew. Empty: the plan leaves it open, or the fax asks for
// a line or port itself. Errors as above.
Result<std::vector<std::string>> planned_lines(const Job& job, const DialPlan& plan, const PortBank& ports);

// Lines with a port that is free to send, or has a call now.
std::vector<std::string> lines_in_service(const PortBank& ports);

// What a claim may take now: the ports that are free and may send, and their lines.
ClaimLimits free_ways(const PortBank& ports, const DialPlan& plan);

}  // namespace caselli
