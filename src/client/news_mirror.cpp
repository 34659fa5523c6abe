#include "client/news_mirror.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "service/service_json.h"

namespace caselli {
namespace {

struct EventId {
  std::string_view boot;
  Revision revision = 0;
};

std::optional<EventId> parse_id(std::string_view id) {
  const auto dash = id.rfind('-');
  if (dash == id.npos || dash == 0) return {};
  EventId out{id.substr(0, dash), 0};
  const auto digits = id.substr(dash + 1);
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), out.revision);
  if (bad != std::errc{} || end != digits.data() + digits.size()) return {};
  return out;
}

// The value an event carries: one of the three, or none.
struct News {
  Snapshot port;
  std::shared_ptr<const Job> job;
  std::shared_ptr<const ServerSettings> server;
};

News read_news(const SseEvent& event, Revision revision) {
  const auto json = parse_json(event.data);
  News news;
  if (!json) return news;
  if (event.name == "port") {
    if (auto status = port_status_from_json(*json)) news.port = std::make_shared<PortStatus>(std::move(*status));
  } else if (event.name == "job") {
    if (auto job = job_from_json(*json)) {
      job->revision = revision;
      news.job = std::make_shared<Job>(std::move(*job));
    }
  } else if (event.name == "server") {
    if (auto info = server_info_from_json(*json))
      news.server = std::make_shared<ServerSettings>(std::move(info->settings));
  }
  return news;
}

}  // namespace

bool NewsMirror::apply(const SseEvent& event) {
  const auto id = parse_id(event.id);
  if (!id) return false;
  const News news = read_news(event, id->revision);  // outside the lock: it takes the longest
  const std::lock_guard lock{mutex_};
  const bool new_boot = id->boot != boot_;
  if (new_boot) {
    boot_ = id->boot;
    revision_ = server_revision_ = 0;
    ports_.clear();
    jobs_.clear();
    ended_jobs_.clear();
    server_.reset();
  }
  revision_ = std::max(revision_, id->revision);
  if (news.port) ports_.put(news.port->port, id->revision, news.port);
  if (news.job) {
    const bool ended = is_final(news.job->state);
    (ended ? jobs_ : ended_jobs_).forget(news.job->id);
    (ended ? ended_jobs_ : jobs_).put(news.job->id, id->revision, news.job);
  }
  if (news.server) {
    server_ = news.server;
    server_revision_ = id->revision;
  }
  return new_boot || news.port || news.job || news.server;
}

Changes NewsMirror::changes(Revision after) const {
  const std::lock_guard lock{mutex_};
  if (after > revision_) after = 0;
  Changes out;
  out.boot = boot_;
  out.revision = revision_;
  out.ports = ports_.after(after);
  // Who begins is told what goes on, not what has ended.
  using Jobs = std::vector<std::shared_ptr<const Job>>;
  const Jobs open = jobs_.after(after), ended = after == 0 ? Jobs{} : ended_jobs_.after(after);
  std::merge(open.begin(), open.end(), ended.begin(), ended.end(), std::back_inserter(out.jobs),
             [](const auto& one, const auto& other) { return one->revision < other->revision; });
  if (server_revision_ > after) out.server = server_;
  return out;
}

}  // namespace caselli
