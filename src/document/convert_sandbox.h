#pragma once
// The sandbox the converter runs in, as bubblewrap's arguments.

#include <filesystem>
#include <string>
#include <vector>

#include "document/conversion_order.h"

namespace caselli {

// The program and arguments that run `converter` with `order` in namespaces of its own: no
// network, no other processes, the system read-only, only the order's work folder
// writable; its files under other names.
std::vector<std::string> sandboxed(const std::filesystem::path& bubblewrap, const std::filesystem::path& converter,
                                   const ConvertOrder& order);

}  // namespace caselli
