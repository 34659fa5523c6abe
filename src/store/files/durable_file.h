#pragma once
// Files that are there after a power cut. Errors are storage_full (with what was needed) or
// storage_failed and say what was tried on which file.

#include <filesystem>
#include <string>

#include "base/result.h"

namespace caselli {

Status make_folder(const std::filesystem::path& folder);  // with its parents
// Writes what the kernel still holds of a file, or of a folder's entries, to the disk.
Status sync_file(const std::filesystem::path& file);
Status sync_folder(const std::filesystem::path& folder);
// Moves `from` to `to` (not there yet) so that `to` is whole and stays, or is not there at
// all; copies when they lie on different disks.
Status move_durably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace caselli
