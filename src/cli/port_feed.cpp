#include "cli/port_feed.h"

#include <algorithm>
#include <utility>

namespace caselli::cli {
namespace {

constexpr std::chrono::seconds kPatience{3};

}  // namespace

PortFeed::PortFeed(std::shared_ptr<FaxService> service, Pause& pause)
    : service_(std::move(service)), subscription_(service_->subscribe([&pause] { pause.notify(); })) {}

Status PortFeed::open() {
  auto all = service_->ports();
  if (!all) return all.error();
  boot_ = all->boot;
  opened_at_ = all->revision;
  opened_ = News{std::move(all->ports), {}, false};
  return Done{};
}

PortFeed::News PortFeed::take() {
  News news = std::exchange(opened_, std::nullopt).value_or(News{});
  Changes changes = service_->changes(revision_);
  if (changes.boot.empty()) return news;  // nothing was heard yet
  if (changes.boot != boot_) {
    // Revisions of another start mean nothing: everything is new.
    changes = service_->changes(0);
    boot_ = changes.boot;
    opened_at_ = 0;
    news = {{}, {}, true};
  }
  revision_ = changes.revision;
  std::erase_if(changes.ports, [&](const Snapshot& port) { return port->revision <= opened_at_; });
  news.ports.insert(news.ports.end(), changes.ports.begin(), changes.ports.end());
  news.jobs = std::move(changes.jobs);
  return news;
}

std::optional<std::string> LinkReport::changed(const LinkState& link) {
  was_up_ = was_up_ || link.up;
  const bool patient = !was_up_ && clock_.monotonic() - started_at_ < kPatience;
  const bool lost = !link.up && !patient;
  if (lost == told_) return {};
  told_ = lost;
  if (!lost) return "the connection to the server is back";
  return "the connection to the server is lost; trying again" + (link.text.empty() ? "" : ": " + link.text);
}

}  // namespace caselli::cli
