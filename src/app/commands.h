#pragma once
// The commands of the program that hold a server themselves.

#include "cli/command.h"

namespace caselli {

cli::Command serve_command();
cli::Command demo_command();
cli::Command config_command();

}  // namespace caselli
