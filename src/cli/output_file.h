#pragma once
// Files a command leaves behind: whole or not at all.

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace caselli::cli {

// Writes beside `file` and puts it in place when it is complete, so that a full disk
// leaves no half document under the name. What is no ordinary file (a device, a pipe) is
// written straight. Errors name the file and what the system said.
Status write_file(const std::filesystem::path& file, std::string_view content);

}  // namespace caselli::cli
