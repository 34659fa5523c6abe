#include "port/port_bank.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "port/fax_order.h"

namespace caselli {
namespace {

using Ports = std::vector<std::shared_ptr<Port>>;
struct Rank {
  std::shared_ptr<Port> port;
  PortSettings settings;
};

// Best priority first; equal ones by number.
std::vector<Rank> by_priority(const Ports& ports) {
  std::vector<Rank> ranks;
  ranks.reserve(ports.size());
  for (const auto& port : ports) ranks.push_back({port, port->settings()});
  std::stable_sort(ranks.begin(), ranks.end(),
                   [](const Rank& a, const Rank& b) { return a.settings.priority < b.settings.priority; });
  return ranks;
}

bool suits(const PortSettings& settings, std::optional<PortId> asked, const std::string& line) {
  if (asked && settings.port != *asked) return false;
  return line.empty() || settings.line == line;
}

void apply(const PortSettingsPatch& patch, PortSettings& settings) {
  if (patch.name) settings.name = *patch.name;
  if (patch.tsid) settings.tsid = *patch.tsid;
  if (patch.csid) settings.csid = *patch.csid;
  if (patch.send) settings.send = *patch.send;
  if (patch.receive) settings.receive = *patch.receive;
  settings = port::as_sent(std::move(settings));
  if (patch.rings) settings.rings = std::clamp(*patch.rings, 0, 99);
  for (auto& method : settings.routing_methods)
    if (const auto wanted = patch.routing_methods.find(method.guid); wanted != patch.routing_methods.end())
      method.enabled = wanted->second;
}

// Moves the rank at `from` to the wanted priority; the others close the gap, so that
// priorities are 1..n without repeats.
void renumber(std::vector<Rank>& ranks, std::size_t from, int wanted) {
  const auto to = static_cast<std::size_t>(std::clamp<int>(wanted, 1, static_cast<int>(ranks.size()))) - 1;
  const auto begin = ranks.begin();
  if (from < to)
    std::rotate(begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(from) + 1,
                begin + static_cast<std::ptrdiff_t>(to) + 1);
  else
    std::rotate(begin + static_cast<std::ptrdiff_t>(to), begin + static_cast<std::ptrdiff_t>(from),
                begin + static_cast<std::ptrdiff_t>(from) + 1);
  int priority = 0;
  for (auto& rank : ranks) rank.settings.priority = ++priority;
}

}  // namespace

void PortBank::add(std::shared_ptr<Port> port) {
  const auto id = port->settings().port;
  const std::lock_guard lock(mutex_);
  ports_[id] = std::move(port);
}

void PortBank::clear() {
  decltype(ports_) gone;  // outside the lock: a port that goes may hang up
  const std::lock_guard lock(mutex_);
  gone.swap(ports_);
}

std::shared_ptr<Port> PortBank::find(PortId id) const {
  const std::lock_guard lock(mutex_);
  const auto found = ports_.find(id);
  return found == ports_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<Port>> PortBank::all() const {
  const std::lock_guard lock(mutex_);
  Ports ports;
  ports.reserve(ports_.size());
  for (const auto& [id, port] : ports_) ports.push_back(port);
  return ports;
}

PortId PortBank::send(const OrderFor& order_for, std::optional<PortId> asked, const std::string& line) {
  for (const auto& rank : by_priority(all()))
    if (suits(rank.settings, asked, line) && rank.port->is_free() && rank.port->send(order_for(rank.settings)))
      return rank.settings.port;
  return {};
}

Status PortBank::set(PortId id, const PortSettingsPatch& patch, const Keep& keep) {
  const auto ports = all();
  const std::lock_guard lock(setting_);  // two changes at once would both renumber
  auto ranks = by_priority(ports);
  const auto found =
      std::find_if(ranks.begin(), ranks.end(), [&](const Rank& rank) { return rank.settings.port == id; });
  if (found == ranks.end()) return Error{Errc::not_found, fmt::format("there is no port {}", id.value)};
  apply(patch, found->settings);
  if (patch.priority) renumber(ranks, static_cast<std::size_t>(found - ranks.begin()), *patch.priority);
  std::erase_if(ranks, [](const Rank& rank) { return rank.settings == rank.port->settings(); });
  std::vector<PortSettings> changed;
  for (const auto& rank : ranks) changed.push_back(rank.settings);
  if (auto kept = keep(changed); !kept) return kept;
  for (const auto& rank : ranks) rank.port->set(rank.settings);
  return Done{};
}

Result<IncomingCalls::Taken> PortBank::on_incoming(const IncomingCall& about, std::shared_ptr<Call> call) {
  if (about.port) {
    const auto port = find(about.port);
    if (!port) return Error{Errc::not_found, fmt::format("no port answers at {}", about.routing)};
    if (auto taken = port->take(about, std::move(call))) return std::move(*taken);
    return Error{Errc::unavailable,
                 fmt::format("port {} at {} is busy or does not receive", about.port.value, about.routing)};
  }
  for (const auto& rank : by_priority(all()))
    if (suits(rank.settings, {}, about.line))
      if (auto taken = rank.port->take(about, call)) return std::move(*taken);
  return Error{Errc::unavailable,
               fmt::format("no free port of line '{}' takes the call to {}", about.line, about.routing)};
}

}  // namespace caselli
