#include "cli/commands.h"

namespace caselli::cli {

std::vector<Command> standard_commands() {
  return {send_command(),    jobs_command(),  job_command(),   cancel_command(), hold_command(),  resume_command(),
          restart_command(), inbox_command(), fetch_command(), ports_command(),  watch_command(), doctor_command()};
}

}  // namespace caselli::cli
