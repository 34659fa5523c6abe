#include "cli/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "base/handle.h"

namespace caselli::cli {
namespace {

Error failed(const std::filesystem::path& file, int number) {
  const Errc code = number == EACCES || number == EPERM || number == EROFS ? Errc::permission_denied
                    : number == ENOENT || number == ENOTDIR                ? Errc::not_found
                    : number == ENOSPC || number == EDQUOT                 ? Errc::storage_full
                                                                           : Errc::storage_failed;
  return {code, fmt::format("write {}: {}", file.string(), std::strerror(number))};
}

// 0, or errno.
int write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const auto written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

Status write_file(const std::filesystem::path& file, std::string_view content) {
  struct stat present {};
  const bool exists = ::stat(file.c_str(), &present) == 0;
  if (exists && S_ISDIR(present.st_mode)) return failed(file, EISDIR);
  if (exists && !S_ISREG(present.st_mode)) {
    const FileDescriptor device{::open(file.c_str(), O_WRONLY | O_CLOEXEC)};
    const int problem = device ? write_all(device.get(), content) : errno;
    return problem == 0 ? Status{Done{}} : failed(file, problem);
  }
  std::string beside = file.string() + ".XXXXXX";
  FileDescriptor made{::mkostemp(beside.data(), O_CLOEXEC)};
  if (!made) return failed(file, errno);
  int problem = write_all(made.get(), content);
  // mkostemp gives 0600; the file gets what the user's mask leaves of 0666.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (problem == 0 && ::fchmod(made.get(), exists ? present.st_mode & 07777 : 0666 & ~mask) != 0) problem = errno;
  if (problem == 0 && ::close(made.release()) != 0) problem = errno;
  if (problem == 0 && ::rename(beside.c_str(), file.c_str()) != 0) problem = errno;
  if (problem == 0) return Done{};
  ::unlink(beside.c_str());
  return failed(file, problem);
}

}  // namespace caselli::cli
