#pragma once
// What `caselli doctor` looks at when no fax is named: can we work with the server, and
// does it lack anything.

#include <string>
#include <vector>

#include "cli/context.h"

namespace caselli::cli {

enum class Health { good, bad, not_seen };

struct Finding {
  std::string name;
  Health health = Health::good;
  std::string text;    // what was found
  std::string advice;  // what to do; when bad
};

// In the order of looking; what cannot be seen because an earlier thing is bad says so.
std::vector<Finding> examine_installation(Context& context);

}  // namespace caselli::cli
