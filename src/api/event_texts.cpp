#include "api/event_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "http/sse.h"
#include "service/service_json.h"

namespace caselli {
namespace {

constexpr std::size_t kMostJobsKept = 20'000;

std::string id_text(const std::string& boot, Revision revision) { return fmt::format("{}-{}", boot, revision); }

// Settings have no revision of their own in Changes. Every publish took one, so theirs is
// not before the smallest that no port and no job has: told at that place, no reader who
// is cut off before it resumes behind it.
Revision place_of_settings(const std::vector<EventText>& sorted, Revision after) {
  Revision free = after + 1;
  for (const EventText& event : sorted)
    if (event.revision == free) ++free;
  return free;
}

}  // namespace

std::vector<EventText> EventTexts::of(const Changes& changes, Revision after) {
  if (changes.boot != boot_ || jobs_.size() > kMostJobsKept) {
    boot_ = changes.boot;
    ports_.clear();
    jobs_.clear();
  }
  std::vector<EventText> events;
  events.reserve(changes.ports.size() + changes.jobs.size() + 1);
  for (const Snapshot& status : changes.ports) {
    Kept& kept = ports_[status->port];
    if (!kept.text || kept.revision != status->revision)
      kept = {status->revision, share(sse_event("port", id_text(boot_, status->revision), to_json_text(*status)))};
    events.push_back({status->revision, status->port, {}, kept.text});
  }
  for (const auto& job : changes.jobs) {
    Kept& kept = jobs_[job->id];
    if (!kept.text || kept.revision != job->revision) kept = {job->revision, job_event(boot_, job->revision, *job)};
    events.push_back({job->revision, {}, job->id, kept.text});
  }
  std::ranges::sort(events, {}, &EventText::revision);
  if (changes.server) {
    const Revision place = place_of_settings(events, after);
    SharedText text = share(sse_event("server", id_text(boot_, place), to_text(to_json(*changes.server))));
    events.insert(std::ranges::upper_bound(events, place, {}, &EventText::revision),
                  EventText{place, {}, {}, std::move(text)});
  }
  return events;
}

SharedText EventTexts::job_event(const std::string& boot, Revision revision, const Job& job) {
  return share(sse_event("job", id_text(boot, revision), to_text(to_json(job))));
}

std::optional<EventId> parse_event_id(std::string_view text) {
  const std::size_t dash = text.rfind('-');
  if (dash == std::string_view::npos || dash == 0) return {};
  EventId id{std::string{text.substr(0, dash)}, 0};
  const std::string_view digits = text.substr(dash + 1);
  const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), id.revision);
  if (bad != std::errc{} || end != digits.data() + digits.size()) return {};
  return id;
}

}  // namespace caselli
