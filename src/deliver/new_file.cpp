#include "deliver/new_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/handle.h"
#include "base/text.h"
#include "store/files/durable_file.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

// Readable by the group: the folder's owner decides who gets in.
constexpr mode_t kMode = 0640;

Error failed(std::string_view doing, const fs::path& file, int code) {
  const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  return {full ? Errc::storage_full : Errc::storage_failed,
          fmt::format("could not {} {}: {}", doing, file.native(), std::strerror(code))};
}

Status fill(const fs::path& file, std::string_view bytes) {
  const FileDescriptor out{::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kMode)};
  if (!out) return failed("make", file, errno);
  while (!bytes.empty()) {
    const auto put = ::write(out.get(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return failed("write", file, errno);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  if (::fsync(out.get()) != 0) return failed("write to disk", file, errno);
  return Done{};
}

}  // namespace

Status write_new_file(const fs::path& file, std::string_view bytes) {
  const fs::path part = file.native() + ".part";
  ::unlink(part.c_str());  // of a try that did not come to its end
  auto written = fill(part, bytes);
  if (written && ::rename(part.c_str(), file.c_str()) != 0) written = failed("rename", part, errno);
  if (!written) {
    ::unlink(part.c_str());
    return written;
  }
  return sync_folder(file.parent_path());
}

Status try_folder(const fs::path& folder) {
  const auto file = folder / fmt::format(".caselli-{}", random_token(8));
  auto made = fill(file, "");
  if (made) ::unlink(file.c_str());
  if (made) return made;
  return Error{made.error().code, fmt::format("no file can be made in {}: {}", folder.native(), made.error().text)};
}

}  // namespace caselli
