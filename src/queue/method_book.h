#pragma once
// Which way of sending each call begins with: what the far end was found to need, else what
// the tries that failed leave. What is learned is kept in the store.

#include <chrono>
#include <string>
#include <vector>

#include "base/clock.h"
#include "core/job.h"
#include "core/method_memory.h"
#include "store/job_store.h"

namespace caselli {

// Thread: the queue's executor.
class MethodBook {
 public:
  // `audio_lines` never do T.38: that a fax went in audio there tells nothing. `expiry` 0:
  // nothing is remembered.
  MethodBook(JobStore& store, const Clock& clock, std::chrono::seconds expiry, std::vector<std::string> audio_lines)
      : store_(store), clock_(clock), audio_lines_(std::move(audio_lines)), memory_(expiry) {}

  // Takes up what the store has. Before the rest; waits for the disk.
  Status open();
  FaxMethod first(const Job& job, const std::string& line) const;
  // Learns from an attempt that was told to go by `asked` on `line`. An error is one of the
  // store: it is known until the server stops.
  Status note(const Job& job, const std::string& line, const Attempt& attempt, FaxMethod asked);

 private:
  JobStore& store_;
  const Clock& clock_;
  const std::vector<std::string> audio_lines_;
  MethodMemory memory_;
};

}  // namespace caselli
