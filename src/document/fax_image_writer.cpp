// The writing half of fax_image.h. A page is appended, synced, and only then linked from
// the page before, so that no crash or full disk makes earlier pages unreadable.
// libtiff does not report failed writes to everybody; here each one is seen.

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <limits>

#include "base/handle.h"
#include "base/text.h"
#include "document/fax_image.h"
#include "document/tiff_page.h"

namespace caselli {
namespace {

Error write_error(int error, const std::filesystem::path& file, std::uint64_t needed) {
  if (error == ENOSPC || error == EDQUOT)
    return {Errc::storage_full,
            fmt::format("cannot write {} to {}: the disk is full; make room there", byte_size(needed), file.string())};
  if (error == EFBIG)
    return {Errc::document_too_large, fmt::format("cannot write {} to {}: the file would become larger than allowed",
                                                  byte_size(needed), file.string())};
  return {Errc::storage_failed,
          fmt::format("cannot write {} to {}: {}", byte_size(needed), file.string(), std::strerror(error))};
}

// 0 or the errno of what failed; a short write is tried on until it says why.
int write_all(int fd, const std::uint8_t* bytes, std::size_t size, std::uint64_t at) {
  while (size > 0) {
    const ssize_t n = pwrite(fd, bytes, size, static_cast<off_t>(at));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    if (n == 0) return ENOSPC;
    bytes += n;
    size -= static_cast<std::size_t>(n);
    at += static_cast<std::uint64_t>(n);
  }
  return 0;
}

int sync_data(int fd) { return fdatasync(fd) == 0 ? 0 : errno; }

int sync_folder_of(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
  const FileDescriptor fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  // EINVAL: a file system without synced folders.
  return fd && (fsync(fd.get()) == 0 || errno == EINVAL) ? 0 : errno;
}

}  // namespace

struct FaxImageWriter::Impl {
  FileDescriptor fd;
  std::filesystem::path file;
  FaxTags tags;
  Durability durability;
  std::uint64_t end = sizeof kTiffHeader;  // even
  std::uint64_t link = kFirstLink;         // where the next page's offset goes
  int pages = 0;

  int sync() const { return durability == Durability::synced ? sync_data(fd.get()) : 0; }
};

FaxImageWriter::FaxImageWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FaxImageWriter::FaxImageWriter(FaxImageWriter&&) noexcept = default;
FaxImageWriter& FaxImageWriter::operator=(FaxImageWriter&&) noexcept = default;
FaxImageWriter::~FaxImageWriter() = default;
int FaxImageWriter::pages() const { return impl_->pages; }

Result<FaxImageWriter> FaxImageWriter::create(const std::filesystem::path& file, const FaxTags& tags,
                                              Durability durability) {
  auto impl = std::make_unique<Impl>();
  impl->file = file;
  impl->tags = tags;
  impl->durability = durability;
  impl->fd.reset(::open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!impl->fd) {
    const int error = errno;
    return Error{error == ENOSPC || error == EDQUOT ? Errc::storage_full : Errc::storage_failed,
                 fmt::format("cannot make {}: {}", file.string(), std::strerror(error))};
  }
  int error = write_all(impl->fd.get(), kTiffHeader, sizeof kTiffHeader, 0);
  if (error == 0) error = impl->sync();
  if (error == 0 && durability == Durability::synced) error = sync_folder_of(file);
  if (error != 0) return write_error(error, file, sizeof kTiffHeader);
  return FaxImageWriter{std::move(impl)};
}

Status FaxImageWriter::add(const PageImage& page) {
  if (!is_fax_width(page.width) || !is_fax_resolution(page.x_dpi, page.y_dpi) || page.length < 1 ||
      page.length > kMaxPageRows || page.t6.empty())
    return Error{Errc::invalid_argument, fmt::format("a page of {}x{} pixels at {}x{} per inch is not a fax page",
                                                     page.width, page.length, page.x_dpi, page.y_dpi)};
  Impl& to = *impl_;
  const TiffPageBytes made = tiff_page_bytes(page, to.end, to.pages, to.pages == 0 ? &to.tags : nullptr);
  if (to.end + made.bytes.size() > std::numeric_limits<std::uint32_t>::max())
    return write_error(EFBIG, to.file, made.bytes.size());

  int error = write_all(to.fd.get(), made.bytes.data(), made.bytes.size(), to.end);
  if (error == 0) error = to.sync();
  if (error == 0) {
    std::uint8_t offset[4];
    for (int i = 0; i < 4; ++i) offset[i] = static_cast<std::uint8_t>(made.directory >> (8 * i));
    error = write_all(to.fd.get(), offset, sizeof offset, to.link);
    if (error == 0) error = to.sync();
    if (error != 0) {
      // The link may or may not have arrived: take it back before the page it points to goes.
      constexpr std::uint8_t kNoLink[4] = {};
      static_cast<void>(write_all(to.fd.get(), kNoLink, sizeof kNoLink, to.link));
    }
  }
  if (error != 0) {
    static_cast<void>(ftruncate(to.fd.get(), static_cast<off_t>(to.end)) == 0);
    return write_error(error, to.file, made.bytes.size());
  }
  to.link = made.link;
  to.end += made.bytes.size() + made.bytes.size() % 2;
  ++to.pages;
  return Done{};
}

}  // namespace caselli
