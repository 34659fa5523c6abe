#pragma once
// Where SpanDSP writes received pages: a file in memory that no disk can run full under.
// libtiff's write errors never reach SpanDSP's callers, so each page is read back and
// proven whole before its confirmation may leave.

#include <string>

#include "base/handle.h"
#include "base/result.h"
#include "core/page_image.h"

namespace caselli::fax {

class ReceivedPages {
 public:
  static Result<ReceivedPages> create();

  // For SpanDSP, which opens it by name; at most 30 characters (it cuts names at 255).
  std::string path() const;

  // The page written last, its coded bytes copied as they are; the memory they took in
  // the file is given back. Fails when it is not a whole page of `width` by `length`.
  Result<PageImage> take_newest(int width, int length, int y_dpi);

 private:
  explicit ReceivedPages(FileDescriptor file) : file_(std::move(file)) {}
  FileDescriptor file_;
};

}  // namespace caselli::fax
