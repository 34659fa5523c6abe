#pragma once
// The commands of this folder, one file each in commands/.

#include <vector>

#include "cli/command.h"

namespace caselli::cli {

Command send_command();
Command jobs_command();
Command job_command();
Command cancel_command();
Command hold_command();
Command resume_command();
Command restart_command();
Command inbox_command();
Command fetch_command();
Command ports_command();
Command watch_command();
Command doctor_command();

// All of them, in the order of the overview.
std::vector<Command> standard_commands();

}  // namespace caselli::cli
