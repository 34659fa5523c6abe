#include "fax/t30_trace.h"

#include <fmt/core.h>

#include <utility>

namespace caselli::fax {

void T30Trace::frame(bool heard, Frame frame, Samples now) {
  if (is_image_data(frame)) {
    burst_heard_ = heard;
    ++burst_frames_;
    burst_bytes_ += static_cast<std::int64_t>(frame.size()) - 4;
    burst_end_ = now;
    return;
  }
  // RCP comes three times at the end of each burst and says no more than that.
  close_burst();
  if (!is_page_return(frame)) add(heard ? '<' : '>', name_of_frame(frame), detail_of_frame(frame), now);
}

void T30Trace::remark(std::string what, std::string detail, Samples now) {
  close_burst();
  add('.', std::move(what), std::move(detail), now);
}

std::vector<TraceEntry> T30Trace::take() { return std::exchange(entries_, {}); }

void T30Trace::add(char way, std::string what, std::string detail, Samples now) {
  const std::chrono::milliseconds passed{now * 1000 / kSampleRate};
  entries_.push_back({started_ + passed, way, std::move(what), std::move(detail)});
}

void T30Trace::close_burst() {
  if (burst_frames_ == 0) return;
  add(burst_heard_ ? '<' : '>', "FCD", fmt::format("{} frames, {} bytes of coded page", burst_frames_, burst_bytes_),
      burst_end_);
  burst_frames_ = 0;
  burst_bytes_ = 0;
}

}  // namespace caselli::fax
