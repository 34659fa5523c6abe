// The program: the commands of the command line, and those that hold a server.

#include <csignal>

#include "app/commands.h"
#include "app/self_test.h"
#include "cli/cli.h"

int main(int argc, char** argv) {
  using namespace caselli;
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of the write
  const SystemClock clock;
  const auto pause = cli::make_process_pause();
  auto environment = cli::make_environment(clock, *pause);
  environment.checks.push_back({"self-test", &run_self_test});
  const cli::Command commands[] = {serve_command(), demo_command(), config_command()};
  return cli::run(argc, argv, environment, commands);
}
