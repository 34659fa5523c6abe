#pragma once
// The T.30 ladder of one session: control frames of both directions as lines, image data
// as one line a burst.

#include <string>
#include <vector>

#include "core/fax_result.h"
#include "core/media.h"
#include "fax/t30_frames.h"

namespace caselli::fax {

class T30Trace {
 public:
  explicit T30Trace(Instant started) : started_(started) {}

  void frame(bool heard, Frame frame, Samples now);
  void remark(std::string what, std::string detail, Samples now);
  std::vector<TraceEntry> take();  // since the last call, oldest first

 private:
  void add(char way, std::string what, std::string detail, Samples now);
  void close_burst();

  Instant started_;
  std::vector<TraceEntry> entries_;
  // The burst of image data being counted.
  bool burst_heard_ = false;
  int burst_frames_ = 0;
  std::int64_t burst_bytes_ = 0;
  Samples burst_end_ = 0;
};

}  // namespace caselli::fax
