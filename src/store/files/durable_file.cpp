#include "store/files/durable_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/handle.h"
#include "base/text.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

bool is_full(int code) { return code == ENOSPC || code == EDQUOT || code == EFBIG; }

Error failed(std::string_view doing, const fs::path& file, int code) {
  return {is_full(code) ? Errc::storage_full : Errc::storage_failed,
          fmt::format("could not {} {}: {}", doing, file.native(), std::strerror(code))};
}

Status sync(const fs::path& path, int flags) {
  const FileDescriptor file{::open(path.c_str(), flags | O_CLOEXEC)};
  if (!file) return failed("open", path, errno);
  if (::fsync(file.get()) != 0) return failed("write to disk", path, errno);
  return Done{};
}

Status copy_bytes(int from, int to, const fs::path& source, const fs::path& target) {
  std::array<char, 64 * 1024> block;
  for (;;) {
    const auto got = ::read(from, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read", source, errno);
    if (got == 0) return Done{};
    for (ssize_t done = 0; done < got;) {
      const auto put = ::write(to, block.data() + done, static_cast<std::size_t>(got - done));
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return failed("write", target, errno);
      done += put;
    }
  }
}

// Copies to another disk, by a name that no reader knows until the copy is whole.
Status copy_durably(const fs::path& from, const fs::path& to) {
  const fs::path part = to.native() + ".part";
  const FileDescriptor in{::open(from.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!in) return failed("open", from, errno);
  const FileDescriptor out{::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
  if (!out) return failed("make", part, errno);
  auto copied = copy_bytes(in.get(), out.get(), from, part);
  if (copied && ::fsync(out.get()) != 0) copied = failed("write to disk", part, errno);
  if (copied && ::rename(part.c_str(), to.c_str()) != 0) copied = failed("rename", part, errno);
  if (copied) {
    ::unlink(from.c_str());
    return copied;
  }
  ::unlink(part.c_str());
  if (copied.error().code != Errc::storage_full) return copied;
  struct stat about {};
  if (::fstat(in.get(), &about) != 0) return copied;
  return Error{Errc::storage_full, fmt::format("{}; {} are needed", copied.error().text,
                                               byte_size(static_cast<std::uint64_t>(about.st_size)))};
}

}  // namespace

Status make_folder(const fs::path& folder) {
  std::error_code code;
  fs::create_directories(folder, code);
  if (code) return failed("make the folder", folder, code.value());
  return Done{};
}

Status sync_file(const fs::path& file) { return sync(file, O_RDONLY); }
Status sync_folder(const fs::path& folder) { return sync(folder, O_RDONLY | O_DIRECTORY); }

Status move_durably(const fs::path& from, const fs::path& to) {
  if (auto synced = sync_file(from); !synced) return synced;
  if (::rename(from.c_str(), to.c_str()) != 0) {
    if (errno != EXDEV) return failed("move", from, errno);
    if (auto copied = copy_durably(from, to); !copied) return copied;
  }
  return sync_folder(to.parent_path());
}

}  // namespace caselli
