#pragma once
// What the converter takes from itself before it looks at a document, and what it takes
// from the programs it starts. The sandbox around it (convert_sandbox.h) may be missing;
// this is never.

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"

namespace caselli {

struct ChildLimits {
  std::uint64_t memory = 0;   // bytes of address space a process
  std::uint64_t output = 0;   // bytes a file
  std::uint64_t seconds = 0;  // of processor time a process
};

// Sets resource limits; then allows reading only the system's programs, libraries and
// fonts and `readable`, writing only below `writable`, and no sockets. With
// `need_landlock` it is an error when the kernel has no Landlock.
Status confine_self(const ChildLimits& limits, const std::vector<std::filesystem::path>& readable,
                    const std::filesystem::path& writable, bool need_landlock);

// For a renderer, between fork and exec: also no new processes. Async-signal-safe.
// Returns false when the kernel refuses.
bool confine_renderer();

}  // namespace caselli
