#include "document/tiff_handle.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace caselli {

// libtiff's callbacks: no exception may leave them.
struct TiffHandle::Procs {
  static TiffHandle& self(thandle_t handle) { return *static_cast<TiffHandle*>(handle); }

  static tmsize_t read(thandle_t handle, void* buffer, tmsize_t size) {
    TiffHandle& file = self(handle);
    if (file.at_ >= file.size_ || size <= 0) return 0;
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(static_cast<std::uint64_t>(size), file.size_ - file.at_));
    if (file.fd_) {
      std::size_t got = 0;
      while (got < wanted) {
        const ssize_t n =
            pread(file.fd_.get(), static_cast<char*>(buffer) + got, wanted - got, static_cast<off_t>(file.at_ + got));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) break;
        got += static_cast<std::size_t>(n);
      }
      file.at_ += got;
      return static_cast<tmsize_t>(got);
    }
    const std::uint8_t* from = file.out_ ? file.out_->data() : file.in_->data();
    std::memcpy(buffer, from + file.at_, wanted);
    file.at_ += wanted;
    return static_cast<tmsize_t>(wanted);
  }

  static tmsize_t write(thandle_t handle, void* buffer, tmsize_t size) {
    TiffHandle& file = self(handle);
    if (!file.out_ || size < 0) return -1;
    try {
      if (file.out_->size() < file.at_ + static_cast<std::uint64_t>(size))
        file.out_->resize(file.at_ + static_cast<std::uint64_t>(size));
    } catch (...) {
      return -1;
    }
    std::memcpy(file.out_->data() + file.at_, buffer, static_cast<std::size_t>(size));
    file.at_ += static_cast<std::uint64_t>(size);
    file.size_ = file.out_->size();
    return size;
  }

  static toff_t seek(thandle_t handle, toff_t offset, int whence) {
    TiffHandle& file = self(handle);
    if (whence == SEEK_SET) file.at_ = offset;
    if (whence == SEEK_CUR) file.at_ += offset;
    if (whence == SEEK_END) file.at_ = file.size_ + offset;
    return file.at_;
  }

  static int close(thandle_t) { return 0; }
  static toff_t size(thandle_t handle) { return self(handle).size_; }

  static std::string text(const char* format, va_list arguments) {
    char line[300];
    std::vsnprintf(line, sizeof line, format, arguments);
    return line;
  }
  static int warned(TIFF*, void* user, const char*, const char* format, va_list arguments) {
    auto& file = *static_cast<TiffHandle*>(user);
    if (file.warning_.empty()) file.warning_ = text(format, arguments);
    return 1;  // 1: the process-wide handler stays silent
  }
  static int failed(TIFF*, void* user, const char*, const char* format, va_list arguments) {
    auto& file = *static_cast<TiffHandle*>(user);
    if (file.failure_.empty()) file.failure_ = text(format, arguments);
    return 1;
  }
};

bool TiffHandle::open(const char* mode) {
  const Handle<TIFFOpenOptions, &TIFFOpenOptionsFree> options{TIFFOpenOptionsAlloc()};
  if (!options) return false;
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), &Procs::failed, this);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), &Procs::warned, this);
  // No single value of a file may make libtiff ask for more than this.
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), tmsize_t{512} << 20);
  tiff_ = TIFFClientOpenExt("fax", mode, this, &Procs::read, &Procs::write, &Procs::seek, &Procs::close, &Procs::size,
                            nullptr, nullptr, options.get());
  return tiff_ != nullptr;
}

Result<std::unique_ptr<TiffHandle>> TiffHandle::open_file(const std::filesystem::path& file) {
  std::unique_ptr<TiffHandle> handle{new TiffHandle};
  handle->fd_.reset(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat facts {};
  if (!handle->fd_ || fstat(handle->fd_.get(), &facts) != 0)
    return Error{errno == ENOENT ? Errc::not_found : Errc::storage_failed,
                 fmt::format("cannot open {}: {}", file.string(), std::strerror(errno))};
  if (!S_ISREG(facts.st_mode))
    return Error{Errc::invalid_argument, fmt::format("cannot read {}: it is not a regular file", file.string())};
  handle->size_ = static_cast<std::uint64_t>(facts.st_size);
  if (handle->size_ == 0) return Error{Errc::empty_document, fmt::format("{} is empty", file.string())};
  if (!handle->open("rm"))
    return Error{Errc::damaged_document,
                 fmt::format("{} is not a readable TIFF ({})", file.string(), handle->failure_)};
  return handle;
}

Result<std::unique_ptr<TiffHandle>> TiffHandle::read_memory(const std::vector<std::uint8_t>& bytes) {
  std::unique_ptr<TiffHandle> handle{new TiffHandle};
  handle->in_ = &bytes;
  handle->size_ = bytes.size();
  if (!handle->open("rm")) return Error{Errc::damaged_document, "not a readable TIFF: " + handle->failure_};
  return handle;
}

std::unique_ptr<TiffHandle> TiffHandle::write_memory(std::vector<std::uint8_t>& bytes) {
  std::unique_ptr<TiffHandle> handle{new TiffHandle};
  handle->out_ = &bytes;
  if (!handle->open("wlm")) return nullptr;  // little endian on every machine
  return handle;
}

TiffHandle::~TiffHandle() {
  if (tiff_) TIFFClose(tiff_);
}

void TiffHandle::clear_messages() {
  warning_.clear();
  failure_.clear();
}

}  // namespace caselli
