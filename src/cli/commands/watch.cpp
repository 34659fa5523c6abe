// `caselli watch [PORT]`: what each port is doing, live.

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/live_view.h"
#include "cli/port_feed.h"
#include "service/service_json.h"

namespace caselli::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kLinkCheck = 1s;  // how long a lost connection may go unnoticed without news

// Prints one status a line, flushed at once.
int stream_json(Context& context, PortFeed& feed, FaxService& service, std::optional<PortId> only) {
  LinkReport link{context.environment().clock};
  const Attended attended{context.environment().pause, false};
  while (context.out()) {
    for (const auto& port : feed.take().ports)
      if (!only || port->port == *only) context.out() << to_json_text(*port) << '\n';
    context.out().flush();
    if (const auto remark = link.changed(service.link())) context.remark(*remark);
    if (context.environment().pause.wait(kLinkCheck).interrupted) break;
  }
  return 0;
}

int draw_live(Context& context, PortFeed& feed, FaxService& service, std::optional<PortId> only) {
  Pause& pause = context.environment().pause;
  LiveView view{context.out(),
                context.terminal(),
                context.environment().clock,
                {.mode = Screen::Mode::full, .title = "caselli  " + context.server().url, .foot = "q leaves"}};
  LinkReport link{context.environment().clock};
  const Attended attended{pause, context.terminal().interactive};
  while (context.out()) {
    auto news = feed.take();
    if (only) std::erase_if(news.ports, [&](const Snapshot& port) { return port->port != *only; });
    if (news.restarted) view.forget_ports();
    view.update(news.ports);
    const LinkState state = service.link();
    if (const auto remark = link.changed(state); remark && !context.terminal().interactive) context.remark(*remark);
    view.set_note(!link.lost() ? "" : "No connection to the server; trying again. " + state.text);
    const Wake wake = pause.wait(view.draw());
    if (wake.interrupted || wake.key == 'q' || wake.key == 'Q') break;
    if (wake.suspended) {
      view.leave();
      pause.suspend();
    }
    if (wake.resized || wake.suspended) {
      view.resized();
      view.draw_now();
    }
  }
  view.leave();
  return 0;
}

int watch(Context& context, const std::string& port) {
  std::optional<PortId> only;
  if (!port.empty()) {
    only = PortId::parse(port);
    if (!only)
      return context.wrong_usage(fmt::format("watch: a port is a number, not \"{}\": see `caselli ports`", port));
  }
  const auto service = context.service();
  if (!service) return context.fail(service.error());
  if (only)
    if (const auto known = (*service)->port_status(*only, 0); !known)
      return context.fail(known.error(), known.error().code == Errc::not_found ? "see `caselli ports`" : "");
  PortFeed feed{*service, context.environment().pause};
  if (const auto opened = feed.open(); !opened) return context.fail(opened.error());
  return context.json() ? stream_json(context, feed, **service, only) : draw_live(context, feed, **service, only);
}

}  // namespace

Command watch_command() {
  return {.name = "watch",
          .group = "Ports",
          .summary = "Show what each port is doing, live",
          .setup = [](Options& options) {
            const auto port = std::make_shared<std::string>();
            options.about(
                "On a terminal: a table that moves; q or Ctrl-C leaves it. Elsewhere: a line for each change worth "
                "reading. With --json: the full status of a port, one object a line, at every change.");
            options.argument("PORT", *port, false, "Only this port, by its number");
            options.example("caselli watch", "all ports, until q or Ctrl-C");
            options.example("caselli watch 1 --json | jq -r '[.state, .percent] | @tsv'", "one port, for a script");
            return Action{[port](Context& context) { return watch(context, *port); }};
          }};
}

}  // namespace caselli::cli
