#pragma once
// A client's copy of what a far server shows: the newest of each port and job, and the
// settings, under the server's revisions. Bounded, whatever the server sends.

#include <map>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/sse_parser.h"
#include "core/changes.h"

namespace caselli {

// The newest of each thing, by revision; the oldest is given up when there are too many.
template <class Key, class Value>
class NewestOf {
 public:
  using Pointer = std::shared_ptr<const Value>;

  explicit NewestOf(std::size_t most) : most_(most) {}
  void put(Key key, Revision revision, Pointer value) {
    forget(key);
    places_[key] = values_.emplace(revision, std::pair{key, std::move(value)});
    if (places_.size() > most_) forget(values_.begin()->second.first);
  }
  void forget(Key key) {
    const auto place = places_.find(key);
    if (place == places_.end()) return;
    values_.erase(place->second);
    places_.erase(place);
  }
  void clear() {
    values_.clear();
    places_.clear();
  }
  // Oldest first.
  std::vector<Pointer> after(Revision revision) const {
    std::vector<Pointer> out;
    for (auto at = values_.upper_bound(revision); at != values_.end(); ++at) out.push_back(at->second.second);
    return out;
  }

 private:
  using Values = std::multimap<Revision, std::pair<Key, Pointer>>;
  std::size_t most_;
  Values values_;
  std::unordered_map<Key, typename Values::iterator> places_;
};

// Thread: any.
class NewsMirror {
 public:
  // Takes one event (`port`, `job` or `server`, id BOOT-REVISION). The first one of
  // another boot replaces everything. Returns false for one that says nothing to us.
  bool apply(const SseEvent& event);
  // The newest of what changed after `after`; 0: all ports, the jobs that have not ended,
  // the settings. A reader that is ahead of this boot gets the same as for 0.
  Changes changes(Revision after) const;

 private:
  static constexpr std::size_t kMostPorts = 10'000;
  static constexpr std::size_t kMostJobs = 100'000;  // not ended
  static constexpr std::size_t kMostEndedJobs = 4'096;

  mutable std::mutex mutex_;
  std::string boot_;
  Revision revision_ = 0;
  NewestOf<PortId, PortStatus> ports_{kMostPorts};
  NewestOf<JobId, Job> jobs_{kMostJobs};
  NewestOf<JobId, Job> ended_jobs_{kMostEndedJobs};
  Revision server_revision_ = 0;
  std::shared_ptr<const ServerSettings> server_;
};

}  // namespace caselli
