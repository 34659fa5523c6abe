#include "port/call_end.h"

namespace caselli::port {
namespace {

Outcome without_fax(const CallEnd& end) {
  if (end.stopped) return *end.stopped;
  if (end.released && end.released->outcome != Outcome::none) return end.released->outcome;
  if (end.answered) return Outcome::cut_off;
  // A caller who gave up before we answered hung up; one we called did not answer.
  return end.direction == Direction::receive ? Outcome::remote_cancelled : Outcome::no_answer;
}

}  // namespace

FaxResult result_of(const CallEnd& end) {
  FaxResult result = end.fax.value_or(FaxResult{});
  if (end.fax && row_of(end.fax->outcome).good) return result;
  if (end.stopped)
    result.outcome = *end.stopped;
  else if (!end.fax || end.fax->outcome == Outcome::none)
    result.outcome = without_fax(end);
  return result;
}

Outcome outcome_of_drop(const Release& why, bool fax_was_heard) {
  if (why.outcome != Outcome::none) return why.outcome;
  return fax_was_heard ? Outcome::cut_off : Outcome::not_a_fax;
}

}  // namespace caselli::port
