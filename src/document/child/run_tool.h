#pragma once
// A renderer of the system (Ghostscript, Poppler's programs) as a child of the converter,
// read through a pipe while it works. Confined further: no sockets, no processes.

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/handle.h"
#include "base/result.h"

namespace caselli {

class RunningTool {
 public:
  // Fails with unavailable when the program is not installed.
  static Result<RunningTool> start(const std::vector<std::string>& command);
  RunningTool(RunningTool&&) noexcept;
  RunningTool& operator=(RunningTool&&) = delete;
  ~RunningTool();  // kills what still runs

  // Reads up to `size` bytes of its standard output; fewer only at the end.
  std::size_t read(void* to, std::size_t size);
  // Waits for its end; true when it ended well. Call once, after the output was read.
  bool finish();
  // The first bytes of what it wrote to standard error.
  std::string messages() const;

 private:
  RunningTool() = default;
  pid_t pid_ = -1;
  FileDescriptor output_;
  FileDescriptor messages_;
};

}  // namespace caselli
