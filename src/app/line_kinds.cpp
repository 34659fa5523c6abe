#include "app/line_kinds.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "app/sip_line_settings.h"
#include "line/loopback/loopback_line.h"

namespace caselli {
namespace {

struct Place {
  const std::vector<PortId>& ports;
  const Runtime& runtime;
  IncomingCalls& incoming;
  std::unique_ptr<SipLines>& sip;
  const std::filesystem::path& data;
};

Result<std::shared_ptr<Line>> make_loopback(const LineSettings& settings, const Place& place) {
  LoopbackConfig config;
  config.name = settings.name;
  config.ports = place.ports;
  config.transport = *parse_transport(settings.transport);  // one of the choices of its row
  config.speed = settings.speed;
  config.delay_ms = settings.delay_ms;
  config.loss_percent = settings.loss_percent;
  return make_loopback_line(config, place.runtime.clock, place.runtime.strands, place.incoming);
}

// What others on the network must not guess.
std::uint64_t unguessable() {
  std::uint64_t number = 0;
  if (::getrandom(&number, sizeof number, 0) != sizeof number) std::abort();
  return number;
}

Result<std::shared_ptr<Line>> make_sip(const LineSettings& settings, const Place& place) {
  auto config = sip_line_config(settings);
  if (!config) return config.error();
  if (settings.pcap_of_failed_calls) config->captures.path = place.data / "pcap";
  if (!place.sip) {
    auto started = SipLines::start({place.runtime.clock, place.runtime.strands, place.incoming, &unguessable});
    if (!started) return started.error();
    place.sip = std::move(*started);
  }
  return place.sip->add(std::move(*config));
}

using Maker = Result<std::shared_ptr<Line>> (*)(const LineSettings&, const Place&);
struct Kind {
  std::string_view name;
  Maker make;
  std::string (*identity)(int index);
  bool (*t38)(const LineSettings&);
};
constexpr Kind kKinds[] = {
    {"loopback", &make_loopback, [](int index) { return std::to_string(1000 + index); },
     [](const LineSettings& line) { return line.transport == "t38"; }},
    {"sip", &make_sip, [](int) { return std::string{}; },
     [](const LineSettings& line) { return line.t38 != "off" && !line.srtp; }},
};

const Kind* find_kind(std::string_view name) {
  const auto* kind = std::ranges::find(kKinds, name, &Kind::name);
  return kind == std::end(kKinds) ? nullptr : kind;
}

}  // namespace

Result<std::shared_ptr<Line>> make_line(const LineSettings& settings, const std::vector<PortId>& ports,
                                        const Runtime& runtime, IncomingCalls& incoming, std::unique_ptr<SipLines>& sip,
                                        const std::filesystem::path& data) {
  if (const auto* kind = find_kind(settings.kind)) return kind->make(settings, {ports, runtime, incoming, sip, data});
  return Error{Errc::bad_config, fmt::format("line '{}': there is no kind of line '{}'", settings.name, settings.kind)};
}

bool does_t38(const LineSettings& settings) {
  const auto* kind = find_kind(settings.kind);
  return kind && kind->t38(settings);
}

std::string default_identity(const LineSettings& settings, int index) {
  const auto* kind = find_kind(settings.kind);
  return kind ? kind->identity(index) : std::string{};
}

}  // namespace caselli
