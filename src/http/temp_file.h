#pragma once
// A file that goes away with its owner: uploads before they are taken over.

#include <filesystem>
#include <memory>
#include <string_view>

#include "base/handle.h"
#include "base/result.h"

namespace caselli {

class TempFile {
 public:
  // A new, empty file in `folder`, readable by this user only. Errors: storage_full,
  // storage_failed.
  static Result<std::shared_ptr<TempFile>> make(const std::filesystem::path& folder);
  TempFile(std::filesystem::path path, FileDescriptor file) : path_(std::move(path)), file_(std::move(file)) {}
  ~TempFile();
  TempFile(const TempFile&) = delete;

  Status append(std::string_view bytes);  // storage_full, storage_failed
  void close() { file_.reset(); }         // everything was appended
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  FileDescriptor file_;
};

}  // namespace caselli
