#pragma once
// The supervisor of one call's fax: says when it has gone nowhere for too long, by line
// time. Pure.

#include <optional>
#include <string_view>

#include "core/outcome.h"
#include "fax/fax_session.h"
#include "port/port.h"

namespace caselli::port {

class Watch {
 public:
  explicit Watch(const Port::Deadlines& deadlines) : deadlines_(deadlines) {}

  // Line time went by. Cheap.
  void pass(Samples elapsed) { now_ += elapsed; }
  // Something moved or was heard.
  void progress(const fax::FaxProgress& progress);

  struct Verdict {
    Outcome outcome;
    std::string_view why;  // for the log and the trace
  };
  // Whether it is time to give up. Looks once a second; cheap in between.
  std::optional<Verdict> verdict() {
    if (now_ < next_look_) return {};
    next_look_ = now_ + kSampleRate;
    return look();
  }

 private:
  std::optional<Verdict> look() const;

  const Port::Deadlines deadlines_;
  Samples now_ = 0;
  Samples next_look_ = kSampleRate;
  Samples moved_ = 0;     // when something last moved
  bool heard_ = false;    // a frame of the far end
  bool trained_ = false;  // parameters were offered at least once
  bool had_page_ = false;
  bool in_page_ = false;
};

}  // namespace caselli::port
