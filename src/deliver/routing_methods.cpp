#include "deliver/routing_methods.h"

#include <algorithm>

namespace caselli {
namespace {

// For good: clients keep it.
constexpr const char* kFolderMethod = "{5C1F6C1E-6C0B-4E1B-9E0C-3A7D5B3F2A41}";

}  // namespace

std::vector<RoutingMethod> routing_methods_for(const std::string& folder, bool wanted,
                                               const std::vector<RoutingMethod>& known) {
  RoutingMethod method{kFolderMethod, "Store in a folder", "StoreInFolder", "caselli", "Caselli", folder, wanted};
  const auto before = std::ranges::find(known, method.guid, &RoutingMethod::guid);
  if (before != known.end() && before->data == folder) method.enabled = before->enabled;
  return {method};
}

std::string copies_of_received(const PortSettings& port) {
  for (const auto& method : port.routing_methods)
    if (method.guid == kFolderMethod && method.enabled) return method.data;
  return {};
}

}  // namespace caselli
