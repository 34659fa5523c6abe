#include "app/server_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "app/network_checks.h"
#include "app/sip_line_settings.h"
#include "base/handle.h"
#include "base/text.h"
#include "document/tiff_library.h"
#include "fax/library.h"
#include "media/socket_address.h"
#include "sip/sip_library.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

// What to do about a line's state, by the kind of its Error (line/line.h, Line::state).
struct LineAdvice {
  Errc code;
  Health health;
  std::string_view advice;
};
constexpr LineAdvice kLineAdvice[] = {
    {Errc::unavailable, Health::warning, "it was started just now: look again in a moment"},
    {Errc::address_in_use, Health::bad,
     "another program has the port, or the address is not this machine's: change `listen`"},
    {Errc::bad_config, Health::bad,
     "put a valid certificate and its key where `tls_cert` and `tls_key` point: they are read again by themselves"},
    {Errc::unauthenticated, Health::bad, "correct `username` and `password` of the line"},
    {Errc::permission_denied, Health::bad, "the registrar does not want this account: ask its operator"},
    {Errc::unreachable, Health::bad, "see that `peer` is right, that it runs, and that no firewall stands between"},
};

Finding line_finding(const Line& line, int ports) {
  const std::string seats = fmt::format("{} {}", ports, ports == 1 ? "port" : "ports");
  if (const auto state = line.state(); !state) {
    const auto* row = std::ranges::find(kLineAdvice, state.error().code, &LineAdvice::code);
    const bool known = row != std::end(kLineAdvice);
    return {"line " + line.name(), known ? row->health : Health::bad, state.error().text,
            known ? std::string{row->advice} : "look at the server's log"};
  }
  const auto about = line.about();
  return {"line " + line.name(), Health::good, about.empty() ? seats : fmt::format("{}; {}", about, seats), {}};
}

struct Protocol {
  SipProtocol protocol;
  std::string_view name;
};
constexpr Protocol kProtocols[] = {{SipProtocol::udp, "udp"}, {SipProtocol::tcp, "tcp"}, {SipProtocol::tls, "tls"}};

Finding sip_ports_finding(const SipLines& lines, const SipTrunkSettings& trunk) {
  std::string open, closed;
  for (const auto& [protocol, name] : kProtocols) {
    if (std::ranges::find(trunk.local.protocols, protocol) == trunk.local.protocols.end()) continue;
    const int bound = lines.local_port(trunk.name, protocol);
    const int asked = protocol == SipProtocol::tls ? trunk.local.tls_port : trunk.local.port;
    auto& list = bound > 0 ? open : closed;
    list +=
        fmt::format("{}{} {} port {}", list.empty() ? "" : ", ", name, trunk.local.address, bound > 0 ? bound : asked);
  }
  if (closed.empty()) return {"sip", Health::good, "listens on " + open, {}};
  return {"sip", Health::bad, "cannot listen on " + closed,
          "unless the line says why, see which program has it (ss -lnptu), or change `listen`"};
}

bool is_free(const std::string& address, int port) {
  const auto at = SocketAddress::parse(address, static_cast<std::uint16_t>(port));
  if (!at) return false;
  const FileDescriptor socket(::socket(at->is_ipv6() ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  return socket && ::bind(socket.get(), at->get(), at->length()) == 0;
}

// A sample: some ports over the whole range, each bound for a moment.
Finding media_ports_finding(const SipLineConfig& config, int calls) {
  constexpr int kLooks = 32;
  const int first = config.media_ports.first, last = config.media_ports.last;
  int free = 0;
  for (int i = 0; i < kLooks; ++i)
    if (is_free(config.media_address, first + (last - first) * i / (kLooks - 1))) ++free;
  const std::string range = fmt::format("{} ports {}-{}", config.media_address, first, last);
  if (free == 0)
    return {"media", Health::bad, fmt::format("no port of {} can be opened", range),
            "change `media_ports`, or `listen` when the address is not this machine's"};
  if (free < kLooks / 2)
    return {"media", Health::warning, fmt::format("{}: most are taken by others", range), "change `media_ports`"};
  return {
      "media", Health::good, fmt::format("{}, for {} {} at a time", range, calls, calls == 1 ? "call" : "calls"), {}};
}

void sip_findings(const LineSettings& settings, const SipLines& lines, std::vector<Finding>& findings) {
  const auto add = [&](Finding finding) {
    finding.name = settings.name + " " + finding.name;
    findings.push_back(std::move(finding));
  };
  const auto config = sip_line_config(settings);
  if (!config) return add({"settings", Health::bad, config.error().text, "correct it and start the server again"});
  const auto& trunk = config->trunk;
  std::string peer = trunk.proxy;
  if (!peer.empty() && reach_of(peer) == Reach::none) {
    const bool srv = trunk.proxy_port == 0;
    const auto service = trunk.protocol == SipProtocol::tls   ? "_sips._tcp"
                         : trunk.protocol == SipProtocol::tcp ? "_sip._tcp"
                                                              : "_sip._udp";
    auto found = look_up(peer, srv ? service : "");
    add(dns_finding(peer, found));
    if (found.addresses.empty() && !found.services.empty()) {
      const auto& first = found.services.front();
      found = look_up(first.substr(0, first.rfind(':')), "");
    }
    peer = found.addresses.empty() ? std::string{} : found.addresses.front();
  }
  add(nat_finding(config->media_address, config->advertised_address, peer, own_addresses()));
  add(sip_ports_finding(lines, trunk));
  add(media_ports_finding(*config, settings.ports));
}

}  // namespace

Finding disk_finding(std::uint64_t free_bytes, const std::string& folder) {
  constexpr std::uint64_t kTooLittle = 100u << 20, kLittle = 1u << 30;
  Finding finding{"disk", Health::good, fmt::format("{} free in {}", byte_size(free_bytes), folder), {}};
  if (free_bytes < kLittle) {
    finding.health = free_bytes < kTooLittle ? Health::bad : Health::warning;
    finding.advice = "make room: without it faxes are refused, and those that come in are lost";
  }
  return finding;
}

std::optional<Finding> copies_finding(const ServerSettings& settings, const Outbox::State& state) {
  Finding finding{"copies", Health::good, {}, {}};
  const bool archives = settings.archive_outbound_faxes && !settings.archive_directory.empty();
  if (archives) finding.text = fmt::format("sent faxes are archived in {}", settings.archive_directory);
  auto trouble = state.trouble;
  if (archives)
    if (const auto works = check_folder(settings.archive_directory); !works) trouble = works.error().text;
  if (!trouble.empty()) {
    finding.health = Health::warning;
    finding.text = fmt::format("{} {} of faxes {}: {}", state.waiting, state.waiting == 1 ? "copy" : "copies",
                               state.waiting == 1 ? "waits" : "wait", trouble);
    finding.advice = "make the folder writable for the server: copies are tried again every minute";
  }
  if (finding.text.empty()) return {};
  return finding;
}

std::vector<Finding> check_server(const CheckedServer& server) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < server.lines.size(); ++i) {
    const auto& settings = server.settings[i];
    findings.push_back(line_finding(*server.lines[i], settings.ports));
    if (settings.kind == "sip" && server.sip != nullptr) sip_findings(settings, *server.sip, findings);
  }
  findings.push_back({"libraries",
                      Health::good,
                      fmt::format("{}, {}, {}", fax::library_name(), sip_library_name(), tiff_library_name()),
                      {}});
  if (auto copies = copies_finding(server.server, server.outbox.state())) findings.push_back(*std::move(copies));
  std::error_code error;
  const auto space = fs::space(server.data, error);
  findings.push_back(error ? Finding{"disk", Health::bad, server.data.string() + ": " + error.message(),
                                     "see that the data folder is there and can be written"}
                           : disk_finding(space.available, server.data.string()));
  return findings;
}

}  // namespace caselli
