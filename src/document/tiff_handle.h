#pragma once
// An open TIFF of libtiff, over a file or over memory. What libtiff has to say is kept
// and never printed; its handlers are per handle, so threads do not meet. One thread.

#include <tiffio.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/handle.h"
#include "base/result.h"

namespace caselli {

class TiffHandle {
 public:
  // Opens for reading; the descriptor is not inherited by programs started meanwhile.
  // Fails with not_found, storage_failed, or damaged_document when it is no TIFF.
  static Result<std::unique_ptr<TiffHandle>> open_file(const std::filesystem::path& file);
  // Reads `bytes`, which must outlive the handle.
  static Result<std::unique_ptr<TiffHandle>> read_memory(const std::vector<std::uint8_t>& bytes);
  // Writes into `bytes`, which must outlive the handle.
  static std::unique_ptr<TiffHandle> write_memory(std::vector<std::uint8_t>& bytes);
  ~TiffHandle();
  TiffHandle(const TiffHandle&) = delete;
  TiffHandle& operator=(const TiffHandle&) = delete;

  TIFF* get() const { return tiff_; }
  std::uint64_t size() const { return size_; }  // bytes of the file
  // The first complaint since clear_messages(); empty: none.
  const std::string& warning() const { return warning_; }
  const std::string& failure() const { return failure_; }
  void clear_messages();

  // Field of the present directory, with libtiff's default when it is absent.
  template <class T>
  T field(std::uint32_t tag, T otherwise = {}) const {
    T value = otherwise;
    return TIFFGetFieldDefaulted(tiff_, tag, &value) == 1 ? value : otherwise;
  }

 private:
  struct Procs;
  TiffHandle() = default;
  bool open(const char* mode);

  FileDescriptor fd_;                              // a file, or
  const std::vector<std::uint8_t>* in_ = nullptr;  // memory read, or
  std::vector<std::uint8_t>* out_ = nullptr;       // memory written
  std::uint64_t size_ = 0;
  std::uint64_t at_ = 0;
  TIFF* tiff_ = nullptr;
  std::string warning_;
  std::string failure_;
};

}  // namespace caselli
