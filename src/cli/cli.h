#pragma once
// The command line: finds the command, reads its options, runs it. Speaks to a server
// only through FaxService.

#include <functional>
#include <iosfwd>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "cli/command.h"
#include "cli/pause.h"
#include "cli/terminal.h"
#include "client/remote_fax_service.h"

namespace caselli::cli {

// One thing `caselli doctor` looks at on this machine besides the server itself; app/
// adds what only it can see.
struct InstallationCheck {
  std::string name;
  std::function<Result<std::string>()> run;  // what was found; an error's text says what is wrong and what to do
  bool here = true;                          // only for a server on this machine
};

// Where a command runs. Tests hand in their own; make_environment() the process's.
struct Environment {
  std::ostream& out;
  std::ostream& err;
  std::istream& in;
  Terminal terminal;  // behind `out`
  const Clock& clock;
  Pause& pause;
  // Address and token to use when `url` and `token` were given on the line (empty: not).
  std::function<ConnectOptions(const std::string& url, const std::string& token)> find_server;
  std::function<Result<std::shared_ptr<FaxService>>(const ConnectOptions&)> connect;
  std::vector<InstallationCheck> checks = {};
};

// This process's streams and terminal, with find_token() and connect_fax_service().
Environment make_environment(const Clock& clock, Pause& pause);

// Runs the command line and returns its exit status. Nothing is thrown. `extra` are
// commands besides those of this folder.
int run(int argc, const char* const* argv, Environment& environment, std::span<const Command> extra = {});

}  // namespace caselli::cli
