#pragma once
// Keeps two servers out of one data folder.

#include <string>

#include "base/handle.h"
#include "base/result.h"

namespace caselli {

// Holds FOLDER/caselli.lock (an flock with our process number in the file) until
// destroyed; the kernel lets it go when the process dies, however it dies.
class FolderLock {
 public:
  // storage_locked names the process that holds it.
  static Result<FolderLock> take(const std::string& folder);

 private:
  explicit FolderLock(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

}  // namespace caselli
