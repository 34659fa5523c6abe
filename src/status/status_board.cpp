#include "status/status_board.h"

#include <algorithm>
#include <deque>
#include <list>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

namespace caselli {
namespace {

// Final jobs readers may still hear of.
constexpr std::size_t kFinalJobsKept = 4096;

// The newest value of each key, by revision: a publish moves the key to the end, so a
// reader who is nearly up to date looks at what changed and at nothing else.
template <class Key, class Value>
class Newest {
 public:
  using Pointer = std::shared_ptr<const Value>;

  void put(Key key, Pointer value) {
    const auto found = places_.find(key);
    if (found == places_.end()) {
      places_.emplace(key, order_.insert(order_.end(), std::move(value)));
    } else {
      *found->second = std::move(value);
      order_.splice(order_.end(), order_, found->second);
    }
  }
  Pointer find(Key key) const {
    const auto found = places_.find(key);
    return found == places_.end() ? nullptr : *found->second;
  }
  void erase(Key key) {
    const auto found = places_.find(key);
    if (found == places_.end()) return;
    order_.erase(found->second);
    places_.erase(found);
  }
  template <class Wanted>
  std::vector<Pointer> since(Revision after, Wanted wanted) const {
    std::vector<Pointer> found;
    for (auto at = order_.rbegin(); at != order_.rend() && (*at)->revision > after; ++at)
      if (wanted(**at)) found.push_back(*at);
    std::reverse(found.begin(), found.end());
    return found;
  }

 private:
  std::list<Pointer> order_;
  std::unordered_map<Key, typename std::list<Pointer>::iterator> places_;
};

// One reader's wake-up. The mutex is recursive since a reader may unsubscribe inside its
// own wake-up; everybody else waits until that has returned.
struct Waker {
  std::recursive_mutex mutex;
  std::function<void()> wake;
  bool ended = false;

  void call() {
    const std::lock_guard lock(mutex);
    if (!ended) wake();
  }
  void end() {
    const std::lock_guard lock(mutex);
    ended = true;
  }
};
using Wakers = std::vector<std::shared_ptr<Waker>>;

}  // namespace

struct StatusBoard::Impl {
  explicit Impl(std::string name) : boot(std::move(name)) {}

  const std::string boot;
  mutable std::mutex mutex;
  Revision revision = 0;
  Newest<PortId, PortStatus> ports;
  Newest<JobId, Job> jobs;
  std::deque<std::pair<JobId, Revision>> final_jobs;  // in the order they ended
  std::shared_ptr<const ServerSettings> server;
  Revision server_revision = 0;
  // Replaced as a whole, so that a publisher walks its own copy outside the mutex.
  std::shared_ptr<const Wakers> wakers = std::make_shared<Wakers>();

  void forget_old_jobs() {
    while (final_jobs.size() > kFinalJobsKept) {
      const auto [id, ended] = final_jobs.front();
      final_jobs.pop_front();
      // A job that was started again since then has a later revision.
      const auto job = jobs.find(id);
      if (job && job->revision == ended) jobs.erase(id);
    }
  }
  void change_wakers(const std::function<void(Wakers&)>& change) {
    const std::lock_guard lock(mutex);
    auto changed = std::make_shared<Wakers>(*wakers);
    change(*changed);
    wakers = std::move(changed);
  }
};

namespace {

void wake_all(const std::shared_ptr<const Wakers>& wakers) {
  for (const auto& waker : *wakers) waker->call();
}

class BoardSubscription final : public Subscription {
 public:
  BoardSubscription(std::shared_ptr<Waker> waker, std::function<void(const std::shared_ptr<Waker>&)> remove)
      : waker_(std::move(waker)), remove_(std::move(remove)) {}
  ~BoardSubscription() override {
    waker_->end();
    remove_(waker_);
  }

 private:
  std::shared_ptr<Waker> waker_;
  std::function<void(const std::shared_ptr<Waker>&)> remove_;
};

}  // namespace

StatusBoard::StatusBoard(std::string boot, Revision start) : impl_(std::make_shared<Impl>(std::move(boot))) {
  impl_->revision = start;
}
StatusBoard::~StatusBoard() = default;

Revision StatusBoard::publish(PortStatus status) {
  const auto snapshot = std::make_shared<PortStatus>(std::move(status));
  std::shared_ptr<const Wakers> wakers;
  {
    const std::lock_guard lock(impl_->mutex);
    snapshot->revision = ++impl_->revision;
    impl_->ports.put(snapshot->port, snapshot);
    wakers = impl_->wakers;
  }
  wake_all(wakers);
  return snapshot->revision;
}

Revision StatusBoard::publish_job(Job job) {
  const auto snapshot = std::make_shared<Job>(std::move(job));
  std::shared_ptr<const Wakers> wakers;
  {
    const std::lock_guard lock(impl_->mutex);
    snapshot->revision = ++impl_->revision;
    impl_->jobs.put(snapshot->id, snapshot);
    if (is_final(snapshot->state)) {
      impl_->final_jobs.emplace_back(snapshot->id, snapshot->revision);
      impl_->forget_old_jobs();
    }
    wakers = impl_->wakers;
  }
  wake_all(wakers);
  return snapshot->revision;
}

Revision StatusBoard::publish_server(ServerSettings settings) {
  auto snapshot = std::make_shared<const ServerSettings>(std::move(settings));
  std::shared_ptr<const Wakers> wakers;
  Revision revision = 0;
  {
    const std::lock_guard lock(impl_->mutex);
    revision = impl_->server_revision = ++impl_->revision;
    impl_->server = std::move(snapshot);
    wakers = impl_->wakers;
  }
  wake_all(wakers);
  return revision;
}

const std::string& StatusBoard::boot() const { return impl_->boot; }

Revision StatusBoard::revision() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->revision;
}

Snapshot StatusBoard::status(PortId port) const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->ports.find(port);
}

Changes StatusBoard::ports() const {
  Changes found;
  found.boot = impl_->boot;
  const std::lock_guard lock(impl_->mutex);
  found.revision = impl_->revision;
  found.ports = impl_->ports.since(0, [](const PortStatus&) { return true; });
  return found;
}

Changes StatusBoard::changes(Revision after) const {
  Changes found;
  found.boot = impl_->boot;
  const std::lock_guard lock(impl_->mutex);
  found.revision = impl_->revision;
  found.ports = impl_->ports.since(after, [](const PortStatus&) { return true; });
  found.jobs = impl_->jobs.since(after, [&](const Job& job) { return after != 0 || !is_final(job.state); });
  if (impl_->server_revision > after) found.server = impl_->server;
  return found;
}

std::unique_ptr<Subscription> StatusBoard::subscribe(std::function<void()> wake) {
  auto waker = std::make_shared<Waker>();
  waker->wake = std::move(wake);
  impl_->change_wakers([&](Wakers& wakers) { wakers.push_back(waker); });
  // The board may go before its readers do.
  return std::make_unique<BoardSubscription>(waker,
                                             [board = std::weak_ptr<Impl>(impl_)](const std::shared_ptr<Waker>& gone) {
                                               if (const auto impl = board.lock())
                                                 impl->change_wakers([&](Wakers& wakers) { std::erase(wakers, gone); });
                                             });
}

}  // namespace caselli
