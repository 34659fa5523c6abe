#pragma once
// Files that appear whole or not at all, in folders that others may write to.

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace caselli {

// Makes `file`, or replaces it, so that it is whole and on the disk when this returns.
// Follows no link that lies in the way. storage_full or storage_failed, with the file named.
Status write_new_file(const std::filesystem::path& file, std::string_view bytes);

// Whether files can be made in `folder`; leaves nothing behind.
Status try_folder(const std::filesystem::path& folder);

}  // namespace caselli
