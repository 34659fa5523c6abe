#pragma once
// What `caselli doctor` looks at when no fax is named: can we work with the server, what does
// it say of itself, and does this machine lack anything.

#include <vector>

#include "cli/context.h"
#include "service/fax_service.h"

namespace caselli::cli {

// In the order of looking; what cannot be seen because an earlier thing is bad says so.
std::vector<Finding> examine_installation(Context& context);

}  // namespace caselli::cli
