#include "store/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace caselli {

Result<FolderLock> FolderLock::take(const std::string& folder) {
  const std::string path = folder + "/caselli.lock";
  FileDescriptor file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (!file)
    return Error{
        errno == ENOSPC ? Errc::storage_full : Errc::storage_failed,
        fmt::format("could not open {}: {}; check that the data folder may be written", path, std::strerror(errno))};
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK)
      return Error{Errc::storage_failed, fmt::format("could not lock {}: {}", path, std::strerror(errno))};
    char text[32] = {};
    const auto size = ::pread(file.get(), text, sizeof text - 1, 0);
    const std::string owner{trimmed({text, static_cast<std::size_t>(size > 0 ? size : 0)})};
    return Error{Errc::storage_locked,
                 fmt::format("the data folder {} is in use by another server{}; stop that one or give another folder",
                             folder, owner.empty() ? "" : fmt::format(" (process {})", owner))};
  }
  // For people and for the message above; the lock itself does not depend on it, so a full
  // disk here is no reason not to start.
  const auto pid = fmt::format("{}\n", ::getpid());
  if (::ftruncate(file.get(), 0) == 0) static_cast<void>(::pwrite(file.get(), pid.data(), pid.size(), 0));
  return FolderLock{std::move(file)};
}

}  // namespace caselli
