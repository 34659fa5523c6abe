#include "faxcom/connect_name.h"

#include <algorithm>

#include "base/server_url.h"
#include "base/text.h"
#include "client/remote_fax_service.h"
#include "client/system_settings.h"

namespace caselli::faxcom {
namespace {

constexpr std::string_view kPort = ":8329";

// `\\host\share` and `\\host` as `host`; other names as they are.
std::string_view without_share(std::string_view name) {
  if (!name.starts_with("\\\\")) return name;
  name.remove_prefix(2);
  return name.substr(0, name.find('\\'));
}

std::string_view first_label(std::string_view host) { return host.substr(0, host.find('.')); }

// `host:port` from a name or address with or without a port.
std::string with_port(std::string_view host) {
  const bool bare_ipv6 = !host.starts_with('[') && std::ranges::count(host, ':') > 1;
  if (bare_ipv6) return '[' + std::string(host) + ']' + std::string(kPort);
  const bool has_port = host.starts_with('[') ? !host.ends_with(']') : host.find(':') != std::string_view::npos;
  return std::string(host) + std::string(has_port ? "" : kPort);
}

// What only reads is answered at once, or the server is lost: no program waits longer for that.
constexpr std::chrono::seconds kPatience{2};

}  // namespace

Result<std::string> server_url(std::string_view name, std::string_view name_of_this_machine) {
  const std::string_view given = trimmed(name);
  if (given.find("://") != std::string_view::npos) return parse_server_url(given);
  const std::string host = lower_ascii(without_share(given));
  const std::string own = lower_ascii(name_of_this_machine);
  if (given.empty() || host == "." || (!own.empty() && (host == own || host == first_label(own))))
    return parse_server_url(default_url());
  auto url = parse_server_url("http://" + with_port(host));
  if (!url)
    return Error{Errc::invalid_argument, "cannot connect to '" + std::string(given) +
                                             "': that is no name of a server; give HOST, HOST:PORT, \\\\HOST or "
                                             "http://HOST:PORT, or nothing for this machine"};
  return url;
}

Result<std::shared_ptr<FaxService>> connect_by_name(const std::string& name) {
  const auto url = server_url(name, machine_name());
  if (!url) return url.error();
  auto service = connect_fax_service({.url = *url, .token = find_token(*url, ""), .timeout = kPatience});
  if (!service) return service.error();
  const auto answer = (*service)->server();
  if (!answer && answer.error().code != Errc::permission_denied) return answer.error();
  return service;
}

}  // namespace caselli::faxcom
