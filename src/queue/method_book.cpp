#include "queue/method_book.h"

#include <algorithm>

#include "base/log.h"
#include "store/destination.h"

namespace caselli {

Status MethodBook::open() {
  const auto kept = store_.methods();
  if (!kept) return kept.error();
  memory_.restore(*kept);
  return Done{};
}

FaxMethod MethodBook::first(const Job& job, const std::string& line) const {
  return memory_.first({line, destination_of(job)}, clock_.now()).value_or(method_after_tries(job.tries));
}

Status MethodBook::note(const Job& job, const std::string& line, const Attempt& attempt, FaxMethod asked) {
  if (std::ranges::count(audio_lines_, line) > 0) return Done{};
  const auto lesson = lesson_of(attempt, asked);
  if (!lesson) return Done{};
  const MethodPlace place{line, destination_of(job)};
  if (!memory_.learn(place, *lesson, clock_.now())) return Done{};
  const auto entry = memory_.find(place);
  log::info("queue", "calls to {} by line {} begin with {} from now on", place.number, place.line,
            row_of(entry ? entry->first : FaxMethod::t38).name);
  return entry ? store_.keep_method(*entry) : store_.forget_method(place);
}

}  // namespace caselli
