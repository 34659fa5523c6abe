#include "http/temp_file.h"

#include <fcntl.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace caselli {
namespace {

Error failed(const char* what, const std::filesystem::path& where, int number) {
  const bool full = number == ENOSPC || number == EDQUOT;
  return Error{full ? Errc::storage_full : Errc::storage_failed,
               std::string{what} + " " + where.string() + ": " + std::generic_category().message(number) +
                   (full ? "; free some space there and send it again" : "")};
}

}  // namespace

Result<std::shared_ptr<TempFile>> TempFile::make(const std::filesystem::path& folder) {
  std::string name = (folder / "upload-XXXXXX").string();
  const int fd = ::mkostemp(name.data(), O_CLOEXEC);
  if (fd < 0) return failed("cannot make a file in", folder, errno);
  return std::make_shared<TempFile>(name, FileDescriptor{fd});
}

TempFile::~TempFile() {
  std::error_code gone;  // whoever took the file over has moved it
  std::filesystem::remove(path_, gone);
}

Status TempFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("cannot write to", path_.parent_path(), errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return Done{};
}

}  // namespace caselli
