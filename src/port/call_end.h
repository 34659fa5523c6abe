#pragma once
// What became of a call, from all who have a say: whoever stopped it, the fax, the line.
// Pure.

#include <optional>

#include "core/fax_result.h"
#include "core/media.h"
#include "line/line.h"

namespace caselli::port {

struct CallEnd {
  Direction direction = Direction::none;
  bool answered = false;
  std::optional<Outcome> stopped;   // by a person, the supervisor or a failure of ours
  std::optional<FaxResult> fax;     // how the session ended, when there was one
  std::optional<Release> released;  // what the line said; nothing: it never said so
};

// The result of the whole call. A fax whose pages were all confirmed is good, however the
// call ended.
FaxResult result_of(const CallEnd& end);

// Why a session must stop that is still at work when the line lets go.
Outcome outcome_of_drop(const Release& why, bool fax_was_heard);

}  // namespace caselli::port
