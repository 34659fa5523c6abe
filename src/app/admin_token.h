#pragma once
// The one token of this version: made at the first start, kept in DATA/admin.token,
// readable by the owner alone.

#include <filesystem>
#include <string>

#include "base/result.h"

namespace caselli {

// Reads the token, or makes it. storage_failed when the file cannot be written, or is
// readable by others (it says so, with the command that mends it).
Result<std::string> admin_token(const std::filesystem::path& data);

}  // namespace caselli
