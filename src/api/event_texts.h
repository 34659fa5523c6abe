#pragma once
// The events of the server as the text that goes over the wire, each made once for its
// revision and shared by all readers. Thread: http.

#include <string>
#include <unordered_map>
#include <vector>

#include "core/changes.h"
#include "http/http_message.h"

namespace caselli {

struct EventText {
  Revision revision = 0;
  PortId port;  // of a port event
  JobId job;    // of a job event
  SharedText text;
};

class EventTexts {
 public:
  // One event for each value of `changes`, which followed `after`; by revision, so that a
  // reader cut off anywhere resumes with the id it saw last and misses nothing.
  std::vector<EventText> of(const Changes& changes, Revision after);
  // A job as an event with the id of `revision`, not kept.
  static SharedText job_event(const std::string& boot, Revision revision, const Job& job);

 private:
  struct Kept {
    Revision revision = 0;
    SharedText text;
  };
  std::string boot_;  // of the texts below
  std::unordered_map<PortId, Kept> ports_;
  std::unordered_map<JobId, Kept> jobs_;
};

// BOOT-REVISION, as in `id:` and Last-Event-ID.
struct EventId {
  std::string boot;
  Revision revision = 0;
};
std::optional<EventId> parse_event_id(std::string_view text);

}  // namespace caselli
