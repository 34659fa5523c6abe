// `caselli jobs`, `caselli inbox`: lists of faxes.

#include <fmt/format.h>

#include <limits>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/job_table.h"
#include "service/service_json.h"

namespace caselli::cli {
namespace {

constexpr int kUsualLimit = 100;
constexpr int kPageSize = 200;  // asked for at once

struct ListOptions {
  bool all = false;
  std::optional<std::int64_t> limit;
};

// Up to `limit` faxes, newest first, page by page.
Result<FaxPage> list_faxes(FaxService& service, FaxFilter filter, std::int64_t limit) {
  FaxPage list;
  do {
    filter.limit =
        static_cast<int>(std::min<std::int64_t>(limit - static_cast<std::int64_t>(list.items.size()), kPageSize));
    auto page = service.faxes(filter);
    if (!page) return page.error();
    if (page->items.empty()) page->next.clear();
    for (auto& job : page->items) list.items.push_back(std::move(job));
    list.next = filter.cursor = page->next;
  } while (!list.next.empty() && static_cast<std::int64_t>(list.items.size()) < limit);
  return list;
}

using MakeTable = Table (*)(std::span<const Job>, Instant, const Terminal&);

int list(Context& context, const FaxFilter& filter, const ListOptions& options, MakeTable make_table,
         std::string_view when_empty) {
  const auto service = context.service();
  if (!service) return context.fail(service.error());
  const std::int64_t asked = options.limit.value_or(kUsualLimit);
  const auto faxes = list_faxes(**service, filter, asked == 0 ? std::numeric_limits<std::int64_t>::max() : asked);
  if (!faxes) return context.fail(faxes.error());
  if (context.json()) {
    context.print(to_text(to_json(*faxes)));
    return 0;
  }
  if (faxes->items.empty()) {
    if (context.terminal().interactive) context.print(when_empty);
    return 0;
  }
  context.print(make_table(faxes->items, context.now(), context.terminal()).lines(context.terminal()));
  if (!faxes->next.empty())
    context.remark(fmt::format("these are the newest {}; --limit 0 shows all", faxes->items.size()));
  return 0;
}

int show_queue(Context& context, const ListOptions& options) {
  FaxFilter filter;
  if (!options.all)
    filter.states = {JobState::preparing, JobState::queued,  JobState::waiting,
                     JobState::held,      JobState::sending, JobState::receiving};
  return list(context, filter, options, &job_table,
              options.all ? "No fax was sent or received yet" : "The queue is empty; --all shows what was");
}

int show_inbox(Context& context, const ListOptions& options) {
  FaxFilter filter;
  filter.direction = Direction::receive;
  return list(context, filter, options, &inbox_table, "No fax was received yet");
}

void declare_limit(Options& line, ListOptions& options) {
  line.integer("--limit", options.limit, 0, "N", "At most so many, the newest; 0: all; without it: 100");
}

}  // namespace

Command jobs_command() {
  return {.name = "jobs", .group = "Faxes", .summary = "List the queue", .setup = [](Options& line) {
            const auto options = std::make_shared<ListOptions>();
            line.flag("--all", options->all, "What was sent, failed, cancelled and received, too");
            declare_limit(line, *options);
            line.example("caselli jobs", "what is still to be sent, newest first");
            line.example("caselli jobs --all --json | jq '.items[] | select(.status == \"failed\") | .id'",
                         "the faxes that failed");
            return Action{[options](Context& context) { return show_queue(context, *options); }};
          }};
}

Command inbox_command() {
  return {.name = "inbox", .group = "Faxes", .summary = "List the received faxes", .setup = [](Options& line) {
            const auto options = std::make_shared<ListOptions>();
            declare_limit(line, *options);
            line.example("caselli inbox", "received faxes, newest first");
            line.example("caselli fetch 18 -o fax.pdf", "save one of them");
            return Action{[options](Context& context) { return show_inbox(context, *options); }};
          }};
}

}  // namespace caselli::cli
