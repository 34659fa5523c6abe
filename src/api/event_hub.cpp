#include "api/event_hub.h"

#include <algorithm>

#include "core/job_state.h"

namespace caselli {
namespace {

// Changes that come faster are told together: a hundred busy ports then cost two hundred
// writes a second and reader, not five hundred. The first change is told at once.
constexpr std::chrono::milliseconds kGap{5};
// With nobody to tell only the counters of /metrics want to know.
constexpr std::chrono::milliseconds kGapUnread{100};

// How long browsers wait before they come back.
const SharedText kOpening = share("retry: 1000\n\n");

bool holds(const auto& list, auto id) { return std::ranges::find(list, id) != list.end(); }

SharedText joined(const std::vector<EventText>& events, const auto& wanted) {
  std::string text;
  for (const EventText& event : events)
    if (wanted(event)) text.append(*event.text);
  return text.empty() ? nullptr : share(std::move(text));
}

}  // namespace

bool EventFilter::takes(const EventText& event) const {
  if (is_open()) return true;
  return (event.port && holds(ports, event.port)) || (event.job && holds(jobs, event.job));
}

// One stream's place in the news.
class EventHub::Reader final : public EventReader {
 public:
  Reader(std::shared_ptr<EventHub> hub, EventRequest request) : hub_(std::move(hub)), request_(std::move(request)) {}

  void on_open(EventStream& stream) override {
    stream_ = &stream;
    hub_->streams_.insert(stream_);
    hub_->readers_ = static_cast<int>(hub_->streams_.size());
    stream.wake();
    if (hub_->woken_) hub_->on_wake();  // what waits has somebody to wait for it now
  }

  void on_closed() override {
    hub_->streams_.erase(stream_);
    hub_->readers_ = static_cast<int>(hub_->streams_.size());
  }

  std::vector<SharedText> next() override {
    if (!opened_) return open();
    const Batch& batch = hub_->batch_;
    if (at_ >= batch.to && boot_ == hub_->boot_) return {};
    if (at_ < batch.from || boot_ != hub_->boot_ || (at_ > batch.from && batch.has_settings)) return catch_up();
    // The usual case: everybody is told the same.
    const Revision after = std::exchange(at_, batch.to);
    SharedText text = after == batch.from && request_.filter.is_open()
                          ? batch.text
                          : joined(batch.events, [&](const EventText& event) {
                              return event.revision > after && request_.filter.takes(event);
                            });
    return text ? std::vector{text} : std::vector<SharedText>{};
  }

 private:
  std::vector<SharedText> open() {
    opened_ = true;
    std::vector<SharedText> texts{kOpening};
    if (request_.resume) {
      boot_ = request_.resume->boot;
      at_ = request_.resume->revision;
    }
    for (SharedText& text : catch_up()) texts.push_back(std::move(text));
    if (told_all_) tell_ended_jobs(texts);
    return texts;
  }

  // A snapshot has the faxes that have not ended; who asks for one by its number wants
  // it anyhow, also when it ended between being asked for and now.
  void tell_ended_jobs(std::vector<SharedText>& texts) {
    if (request_.asked_jobs.empty()) return;
    const Changes since = hub_->service_.changes(request_.asked_at);
    for (const Job& asked : request_.asked_jobs) {
      const auto newer = std::ranges::find(since.jobs, asked.id, [](const auto& job) { return job->id; });
      const Job& job = newer == since.jobs.end() ? asked : **newer;
      if (is_final(job.state)) texts.push_back(EventTexts::job_event(boot_, at_, job));
    }
    request_.asked_jobs.clear();
  }

  // Reads what this reader alone has missed; everything, when it knows another boot.
  std::vector<SharedText> catch_up() {
    Changes news = hub_->service_.changes(at_);
    if (at_ != 0 && (news.boot != boot_ || news.revision < at_)) {
      at_ = 0;
      news = hub_->service_.changes(0);
    }
    told_all_ = at_ == 0;
    SharedText text =
        joined(hub_->texts_.of(news, at_), [&](const EventText& event) { return request_.filter.takes(event); });
    boot_ = news.boot;
    at_ = news.revision;
    return text ? std::vector{text} : std::vector<SharedText>{};
  }

  std::shared_ptr<EventHub> hub_;
  EventRequest request_;
  EventStream* stream_ = nullptr;
  bool opened_ = false;
  bool told_all_ = false;  // by the last catch_up()
  std::string boot_;
  Revision at_ = 0;  // all up to here was told
};

EventHub::EventHub(FaxService& service, const Clock& clock, std::function<void(const Changes&)> on_news)
    : service_(service), clock_(clock), on_news_(std::move(on_news)) {}

EventHub::~EventHub() = default;

void EventHub::start(std::shared_ptr<Executor> http) {
  http_ = std::move(http);
  drained_at_ = clock_.monotonic() - kGapUnread;
  subscription_ = service_.subscribe([weak = weak_from_this()] {
    if (const auto hub = weak.lock()) hub->wake();
  });
  wake();
}

void EventHub::stop() { subscription_.reset(); }

std::shared_ptr<EventReader> EventHub::make_reader(EventRequest request) {
  return std::make_shared<Reader>(shared_from_this(), std::move(request));
}

void EventHub::wake() {
  if (woken_.exchange(true)) return;
  http_->post([weak = weak_from_this()] {
    if (const auto hub = weak.lock()) hub->on_wake();
  });
}

void EventHub::on_wake() {
  const Monotonic since = clock_.monotonic() - drained_at_;
  const Monotonic gap = streams_.empty() ? kGapUnread : kGap;
  if (since >= gap) return drain();
  drain_later_ = http_->after(gap - since, [weak = weak_from_this()] {
    if (const auto hub = weak.lock()) hub->drain();
  });
}

void EventHub::drain() {
  woken_ = false;  // before reading: what comes from now on wakes again
  drained_at_ = clock_.monotonic();
  Changes news = service_.changes(batch_.to);
  if (news.boot != boot_ || news.revision < batch_.to) {
    boot_ = news.boot;
    batch_ = {};
    news = service_.changes(0);
  }
  if (news.revision == batch_.to) return;
  on_news_(news);
  const Revision from = batch_.to;
  if (streams_.empty()) {  // who comes later reads what it missed by itself
    batch_ = {news.revision, news.revision, false, {}, nullptr};
    return;
  }
  batch_ = {from, news.revision, news.server != nullptr, texts_.of(news, from), nullptr};
  batch_.text = joined(batch_.events, [](const EventText&) { return true; });
  // A stream that fails meanwhile leaves the set.
  const std::vector<EventStream*> streams(streams_.begin(), streams_.end());
  for (EventStream* stream : streams)
    if (streams_.contains(stream)) stream->wake();
}

}  // namespace caselli
