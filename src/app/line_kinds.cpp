#include "app/line_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "line/loopback/loopback_line.h"

namespace caselli {
namespace {

std::shared_ptr<Line> make_loopback(const LineSettings& settings, const std::vector<PortId>& ports, Runtime runtime,
                                    IncomingCalls& incoming) {
  LoopbackConfig config;
  config.name = settings.name;
  config.ports = ports;
  config.transport = *parse_transport(settings.transport);  // one of the choices of its row
  config.speed = settings.speed;
  config.delay_ms = settings.delay_ms;
  config.loss_percent = settings.loss_percent;
  return make_loopback_line(config, runtime.clock, runtime.strands, incoming);
}

using Maker = std::shared_ptr<Line> (*)(const LineSettings&, const std::vector<PortId>&, Runtime, IncomingCalls&);
struct Kind {
  std::string_view name;
  Maker make;
  std::string (*identity)(int index);
};
constexpr Kind kKinds[] = {
    {"loopback", &make_loopback, [](int index) { return std::to_string(1000 + index); }},
};

const Kind* find_kind(std::string_view name) {
  const auto* kind = std::ranges::find(kKinds, name, &Kind::name);
  return kind == std::end(kKinds) ? nullptr : kind;
}

}  // namespace

Result<std::shared_ptr<Line>> make_line(const LineSettings& settings, const std::vector<PortId>& ports, Runtime runtime,
                                        IncomingCalls& incoming) {
  if (const auto* kind = find_kind(settings.kind)) return kind->make(settings, ports, std::move(runtime), incoming);
  return Error{Errc::bad_config, fmt::format("line '{}': there is no kind of line '{}'", settings.name, settings.kind)};
}

std::string default_identity(const LineSettings& settings, int index) {
  const auto* kind = find_kind(settings.kind);
  return kind ? kind->identity(index) : std::string{};
}

}  // namespace caselli
