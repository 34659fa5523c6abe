#include "app/admin_token.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "base/handle.h"
#include "base/text.h"

namespace caselli {
namespace {

constexpr std::size_t kTokenBytes = 24;

Error failed(const std::filesystem::path& file, std::string_view what) {
  return {Errc::storage_failed, fmt::format("cannot {} the token file {}: {}", what, file.string(), strerror(errno))};
}

Result<std::string> read_token(const FileDescriptor& fd, const std::filesystem::path& file) {
  struct stat about {};
  if (::fstat(fd.get(), &about) != 0) return failed(file, "look at");
  if ((about.st_mode & 077) != 0)
    return Error{Errc::storage_failed,
                 fmt::format("the token file {} can be read by others: chmod 600 {}", file.string(), file.string())};
  char text[256];
  const auto size = ::read(fd.get(), text, sizeof text);
  if (size < 0) return failed(file, "read");
  const std::string token{trimmed({text, static_cast<std::size_t>(size)})};
  if (token.size() < kTokenBytes)
    return Error{Errc::storage_failed,
                 fmt::format("the token file {} holds no token: remove it, a new one is made", file.string())};
  return token;
}

}  // namespace

Result<std::string> admin_token(const std::filesystem::path& data) {
  const auto file = data / "admin.token";
  if (FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC)); fd) return read_token(fd, file);
  if (errno != ENOENT) return failed(file, "open");

  const auto token = random_token(kTokenBytes);
  const auto made = data / "admin.token.new";
  FileDescriptor fd(::open(made.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!fd) return failed(file, "make");
  const auto line = token + "\n";
  if (::fchmod(fd.get(), 0600) != 0 || ::write(fd.get(), line.data(), line.size()) != std::ssize(line) ||
      ::fsync(fd.get()) != 0 || ::rename(made.c_str(), file.c_str()) != 0)
    return failed(file, "write");
  return token;
}

}  // namespace caselli
