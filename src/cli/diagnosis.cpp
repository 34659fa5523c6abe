#include "cli/diagnosis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <map>

#include "base/server_url.h"
#include "base/text.h"
#include "cli/format.h"

namespace caselli::cli {
namespace {

struct Tool {
  std::string_view program;
  std::string_view package;  // Debian's
  std::string_view use;
};

// What documents are converted with, outside the server's own process.
constexpr Tool kTools[] = {
    {"bwrap", "bubblewrap", "documents are converted in a confined process"},
    {"gs", "ghostscript", "PostScript documents"},
    {"pdftoppm", "poppler-utils", "PDF documents"},
};

bool on_path(std::string_view program) {
  const char* path = std::getenv("PATH");
  return std::ranges::any_of(split(path == nullptr ? "/usr/bin:/bin" : path, ':'), [&](const std::string& folder) {
    using std::filesystem::perms;
    std::error_code none;
    const auto file = std::filesystem::status(std::filesystem::path{folder} / program, none);
    return is_regular_file(file) && (file.permissions() & (perms::owner_exec | perms::others_exec)) != perms::none;
  });
}

// The server runs on this machine, as far as its address tells. None runs on Windows.
bool is_local([[maybe_unused]] const std::string& url) {
#ifdef _WIN32
  return false;
#else
  const auto server = parse_server_url(url);
  return server && is_this_machine(*server);
#endif
}

Finding missing_view(std::string name) {
  return {std::move(name), Health::not_seen, "not seen without the server", ""};
}

Finding examine_ports(FaxService& service) {
  const auto all = service.ports();
  if (!all) return {"ports", Health::bad, all.error().text, "see `caselli ports`"};
  if (all->ports.empty()) return {"ports", Health::bad, "the server has none", "add a [[line]] to its settings"};
  // Ports of one line are away for one reason, told once.
  std::map<std::string, std::vector<std::string>> reasons;
  for (const auto& port : all->ports)
    if (port->state == PortState::offline || port->state == PortState::unavailable)
      reasons[port->description].push_back(port->port.text());
  std::string away;
  for (const auto& [reason, ports] : reasons)
    away += fmt::format("{}port{} {}: {}", away.empty() ? "" : "; ", ports.size() == 1 ? "" : "s",
                        fmt::join(ports, ", "), reason);
  if (away.empty()) return {"ports", Health::good, fmt::format("{}, all on line", all->ports.size()), ""};
  return {"ports", Health::bad, away, "see that their line can be reached, and its settings"};
}

// What the server finds itself. One of an older version knows no such call.
void examine_itself(FaxService& service, std::vector<Finding>& findings) {
  auto found = service.checks();
  if (!found && found.error().code == Errc::not_found) return;
  if (!found)
    findings.push_back({"checks", Health::bad, found.error().text, "look at the server's log"});
  else
    std::ranges::move(*found, std::back_inserter(findings));
}

void examine_server(Context& context, std::vector<Finding>& findings) {
  const ConnectOptions& server = context.server();
  const auto service = context.service();
  const auto info = service ? (*service)->server() : Result<ServerInfo>{service.error()};
  const bool refused =
      !info && (info.error().code == Errc::unauthenticated || info.error().code == Errc::permission_denied);
  if (info || refused)
    findings.push_back({"server", Health::good,
                        info ? fmt::format("{}, version {}, up {}", server.url, info->version,
                                           age_text(info->started_at, context.now()))
                             : server.url + " answers",
                        ""});
  else
    findings.push_back(
        {"server", Health::bad, info.error().text,
         info.error().text.ends_with(')') ? "" : "start it with `caselli serve`, or say where it is with --url"});

  if (info) {
    findings.push_back({"token", Health::good, "accepted", ""});
    const auto ready = (*service)->ready();
    findings.push_back(ready ? Finding{"ready", Health::good, "store and lines work", ""}
                             : Finding{"ready", Health::bad, ready.error().text, "look at the server's log"});
    findings.push_back(examine_ports(**service));
    examine_itself(**service, findings);
    return;
  }
  if (refused)
    findings.push_back({"token", Health::bad, server.token.empty() ? "none was found" : info.error().text,
                        "give one with --token, CASELLI_TOKEN or ~/.config/caselli/token"});
  else
    findings.push_back(server.token.empty() ? Finding{"token", Health::bad, "none was found",
                                                      "give one with --token, CASELLI_TOKEN or ~/.config/caselli/token"}
                                            : missing_view("token"));
  findings.push_back(missing_view("ready"));
  findings.push_back(missing_view("ports"));
}

}  // namespace

std::vector<Finding> examine_installation(Context& context) {
  std::vector<Finding> findings;
  examine_server(context, findings);
  if (is_local(context.server().url))
    for (const auto& tool : kTools)
      findings.push_back(on_path(tool.program)
                             ? Finding{std::string{tool.program}, Health::good, std::string{tool.use}, ""}
                             : Finding{std::string{tool.program}, Health::bad,
                                       fmt::format("not installed: {}", tool.use),
                                       fmt::format("apt-get install {}", tool.package)});
  for (const auto& check : context.environment().checks) {
    if (check.here && !is_local(context.server().url)) continue;
    const auto result = check.run();
    findings.push_back({check.name, result ? Health::good : Health::bad, result ? *result : result.error().text, ""});
  }
  return findings;
}

}  // namespace caselli::cli
