#pragma once
// Owners of what C libraries and the kernel hand out.

#include <unistd.h>

#include <memory>
#include <utility>

namespace caselli {

// Gives an object of a C library back with that library's own function.
template <auto Close>
struct CloseWith {
  template <class T>
  void operator()(T* object) const noexcept {
    static_cast<void>(Close(object));
  }
};

template <class T, auto Close>
using Handle = std::unique_ptr<T, CloseWith<Close>>;

// Owns a file descriptor; -1 is none.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    if (this != &other) reset(std::exchange(other.fd_, -1));
    return *this;
  }
  ~FileDescriptor() { reset(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release() { return std::exchange(fd_, -1); }
  void reset(int fd = -1) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
  }

 private:
  int fd_ = -1;
};

}  // namespace caselli
