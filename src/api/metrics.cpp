#include "api/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <unordered_map>

#include "api/event_hub.h"
#include "core/job_state.h"
#include "core/outcome.h"
#include "core/port_state.h"

namespace caselli {
namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;

constexpr std::size_t kMostPorts = 256;         // that get numbers of their own
constexpr std::size_t kEndedRemembered = 8192;  // faxes that are not counted twice

const Histogram::BucketBoundaries kSeconds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                           0.1,    0.25,  0.5,    1,     2.5,  10,    60};

Family<Counter>& counter(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}
Family<Gauge>& gauge(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
}

}  // namespace

struct Metrics::Impl {
  prometheus::Registry registry;
  Family<Counter>& requests = counter(registry, "caselli_http_requests_total", "Answered requests");
  Family<Histogram>& seconds = prometheus::BuildHistogram()
                                   .Name("caselli_http_request_seconds")
                                   .Help("Time from the whole request to its answer")
                                   .Register(registry);
  Family<Counter>& faxes = counter(registry, "caselli_faxes_total", "Faxes that have ended, by outcome");
  Family<Counter>& pages = counter(registry, "caselli_pages_total", "Confirmed pages of faxes that have ended");
  Family<Counter>& bytes = counter(registry, "caselli_page_bytes_total", "Coded bytes of those pages");
  Family<Gauge>& ports = gauge(registry, "caselli_ports", "Ports by state");
  Family<Gauge>& port_busy = gauge(registry, "caselli_port_busy", "1 while the port has a call");
  Family<Gauge>& jobs = gauge(registry, "caselli_jobs", "Faxes that have not ended, by status: the queue");
  Family<Gauge>& readers = gauge(registry, "caselli_event_readers", "Open event streams");
  Family<Gauge>& uptime = gauge(registry, "caselli_uptime_seconds", "Time since the server started");
  Family<Gauge>& info = gauge(registry, "caselli_info", "Always 1; its labels tell the version");

  // Faxes counted already, with the instant they ended: the same end may be told again.
  std::unordered_map<JobId, Instant> ended;
  std::deque<JobId> ended_order;
  std::mutex scrape;  // two scrapes at a time would mix their gauges

  bool is_new_end(const Job& job) {
    const Instant at = job.ended_at.value_or(Instant{});
    const auto [place, added] = ended.emplace(job.id, at);
    if (!added && place->second == at) return false;
    place->second = at;
    if (added) ended_order.push_back(job.id);
    if (ended_order.size() > kEndedRemembered) {
      ended.erase(ended_order.front());
      ended_order.pop_front();
    }
    return true;
  }
  void read_ports(const Changes& changes);
  void read_jobs(const Changes& changes);
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {
  impl_->info.Add({{"version", CASELLI_VERSION}}).Set(1);
  for (const char* direction : {"send", "receive"}) {
    impl_->pages.Add({{"direction", direction}});
    impl_->bytes.Add({{"direction", direction}});
  }
}

Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view method, std::string_view route, int status,
                            std::chrono::nanoseconds took) {
  // Only methods and paths of ours become labels: what strangers send must not add series.
  const std::string path{route.empty() ? "none" : route};
  const std::string verb{route.empty() ? "other" : method};
  impl_->requests.Add({{"method", verb}, {"route", path}, {"status", std::to_string(status)}}).Increment();
  impl_->seconds.Add({{"route", path}}, kSeconds).Observe(std::chrono::duration<double>(took).count());
}

void Metrics::observe(const Changes& changes) {
  for (const auto& job : changes.jobs) {
    if (!is_final(job->state) || !impl_->is_new_end(*job)) continue;
    const std::string direction{name_of(job->direction)};
    impl_->faxes.Add({{"direction", direction}, {"outcome", std::string{code_of(job->outcome)}}}).Increment();
    double bytes = 0;
    for (const Attempt& attempt : job->attempts)
      for (const PageResult& page : attempt.pages)
        if (page.confirmed) bytes += static_cast<double>(page.bytes);
    impl_->pages.Add({{"direction", direction}}).Increment(job->pages_done);
    impl_->bytes.Add({{"direction", direction}}).Increment(bytes);
  }
}

void Metrics::Impl::read_ports(const Changes& changes) {
  std::map<PortState, int> states;
  std::size_t shown = 0;
  for (const Snapshot& status : changes.ports) {
    ++states[status->state];
    if (++shown > kMostPorts) continue;
    port_busy.Add({{"port", status->port.text()}, {"line", status->line}}).Set(row_of(status->state).in_call ? 1 : 0);
  }
  for (int i = 0; i <= static_cast<int>(PortState::handled); ++i) {
    const auto state = static_cast<PortState>(i);
    ports.Add({{"state", std::string{row_of(state).name}}}).Set(states[state]);
  }
}

void Metrics::Impl::read_jobs(const Changes& changes) {
  std::map<JobState, int> states;
  for (const auto& job : changes.jobs) ++states[job->state];
  for (const JobState state : {JobState::preparing, JobState::queued, JobState::waiting, JobState::held,
                               JobState::sending, JobState::receiving})
    jobs.Add({{"status", std::string{name_of(state)}}}).Set(states[state]);
}

std::string Metrics::text(const ApiParts& parts) {
  const std::lock_guard one(impl_->scrape);
  const Changes now = parts.service.changes(0);
  impl_->read_ports(now);
  impl_->read_jobs(now);
  impl_->readers.Add({}).Set(parts.events->readers());
  if (const auto info = parts.service.server())
    impl_->uptime.Add({}).Set(std::chrono::duration<double>(parts.clock.now() - info->started_at).count());
  return prometheus::TextSerializer{}.Serialize(impl_->registry.Collect());
}

}  // namespace caselli
