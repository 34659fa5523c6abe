#pragma once
// Brings the news of the service to all open event streams. One subscription, one read of
// what changed and one text for everybody; a reader that could not keep up reads what it
// missed by itself, the newest of each port, when its socket is free again.

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

#include "api/event_texts.h"
#include "base/clock.h"
#include "base/executor.h"
#include "http/sse.h"
#include "service/fax_service.h"

namespace caselli {

// What one stream is about; nothing named: everything.
struct EventFilter {
  std::vector<PortId> ports;
  std::vector<JobId> jobs;
  bool is_open() const { return ports.empty() && jobs.empty(); }
  bool takes(const EventText& event) const;
};

struct EventRequest {
  EventFilter filter;
  std::optional<EventId> resume;  // the last event the client has seen
  std::vector<Job> asked_jobs;    // those of the filter, read when the server was at
  Revision asked_at = 0;          // this revision or later
};

// Thread: http, unless said otherwise. Held by shared_ptr.
class EventHub : public std::enable_shared_from_this<EventHub> {
 public:
  // `on_news` sees every change of the server once. `service` and `clock` outlive stop().
  EventHub(FaxService& service, const Clock& clock, std::function<void(const Changes&)> on_news);
  ~EventHub();

  // Thread: that of the owner. After stop() nothing touches the service any more, once
  // the http thread has ended.
  void start(std::shared_ptr<Executor> http);
  void stop();

  int readers() const { return readers_; }  // Thread: any.
  // Feeds one stream. Thread: any.
  std::shared_ptr<EventReader> make_reader(EventRequest request);

 private:
  class Reader;
  // What the last read found: events after `from`, up to `to`.
  struct Batch {
    Revision from = 0, to = 0;
    bool has_settings = false;
    std::vector<EventText> events;
    SharedText text;  // all of them
  };

  void wake();  // Thread: any.
  void on_wake();
  void drain();

  FaxService& service_;
  const Clock& clock_;
  std::function<void(const Changes&)> on_news_;
  std::shared_ptr<Executor> http_;
  std::unique_ptr<Subscription> subscription_;
  std::atomic<bool> woken_{false};
  std::atomic<int> readers_{0};
  Monotonic drained_at_{};
  Timer drain_later_;
  std::string boot_;
  Batch batch_;
  EventTexts texts_;
  std::unordered_set<EventStream*> streams_;
};

}  // namespace caselli
