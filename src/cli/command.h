#pragma once
// A command of the program as a value: its row in the help, what it takes, what it does.
// app/ adds commands of its own (`serve`, `demo`, `config`) the same way as commands/ does.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/options.h"

namespace caselli::cli {

class Context;

// What a command does once its line was read; returns the exit status (0 done, 1 failed,
// 2 wrong usage or bad config, 3 server not reachable, 4 not permitted, 5 not found).
using Action = std::function<int(Context&)>;

struct Command {
  std::string name;
  std::string group;    // its heading in the overview: Faxes, Ports, Server
  std::string summary;  // one line, without a full stop
  // Declares options and arguments; the action owns the variables they fill.
  std::function<Action(Options&)> setup;
  std::vector<Command> children = {};  // `config check`, `config show`: then `setup` is not used
};

}  // namespace caselli::cli
