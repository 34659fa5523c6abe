#pragma once
// A program run to its end with a time limit: nothing of it is left when this returns.

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"

namespace caselli {

struct ProcessEnd {
  std::string output;    // the first 16 kB of its standard output
  std::string messages;  // the same of its standard error
  bool timed_out = false;
  int exit_status = -1;  // -1: ended by a signal
  int signal = 0;        // 0: none; shells' and bubblewrap's 128 + n is told apart
};

// Runs `command` (a path first) in a session of its own, with `environment` alone, no open
// file but the standard three, and its whole group killed after `time`. Blocks.
Result<ProcessEnd> run_process(const std::vector<std::string>& command, const std::vector<std::string>& environment,
                               std::chrono::milliseconds time);

}  // namespace caselli
