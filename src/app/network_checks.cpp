#include "app/network_checks.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <fmt/format.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <resolv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <tuple>

#include "base/text.h"
#include "media/socket_address.h"

namespace caselli {
namespace {

struct Network {
  std::string_view address;
  int bits;
  Reach reach;
};
constexpr Network kNetworks[] = {
    {"127.0.0.0", 8, Reach::machine},    {"10.0.0.0", 8, Reach::network},     {"172.16.0.0", 12, Reach::network},
    {"192.168.0.0", 16, Reach::network}, {"169.254.0.0", 16, Reach::network}, {"100.64.0.0", 10, Reach::network},
    {"::1", 128, Reach::machine},        {"fc00::", 7, Reach::network},       {"fe80::", 10, Reach::network},
};

// 4 or 16 bytes; empty: no address.
std::string bytes_of(std::string_view text) {
  const std::string plain{text.substr(0, text.find('%'))};  // fe80::1%eth0
  std::array<char, 16> raw{};
  if (::inet_pton(AF_INET, plain.c_str(), raw.data()) == 1) return {raw.data(), 4};
  if (::inet_pton(AF_INET6, plain.c_str(), raw.data()) == 1) return {raw.data(), 16};
  return {};
}

bool lies_in(const std::string& address, const Network& network) {
  const auto base = bytes_of(network.address);
  if (base.size() != address.size()) return false;
  for (int bit = 0; bit < network.bits; ++bit) {
    const auto at = static_cast<std::size_t>(bit / 8);
    const int mask = 0x80 >> bit % 8;
    if ((address[at] & mask) != (base[at] & mask)) return false;
  }
  return true;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

std::string text_of(const sockaddr* address, std::size_t length) {
  sockaddr_storage storage{};
  std::copy_n(reinterpret_cast<const char*>(address), std::min(length, sizeof storage),
              reinterpret_cast<char*>(&storage));
  return SocketAddress::from(storage, static_cast<socklen_t>(length)).host();
}

// One SRV record (RFC 2782): priority, weight, port, target.
std::optional<std::tuple<int, int, std::string>> read_srv(ns_msg& message, const ns_rr& record) {
  constexpr std::size_t kFixed = 6;
  if (ns_rr_type(record) != ns_t_srv || ns_rr_rdlen(record) <= kFixed) return {};
  const auto* data = ns_rr_rdata(record);
  std::array<char, NS_MAXDNAME> target{};
  if (::ns_name_uncompress(ns_msg_base(message), ns_msg_end(message), data + kFixed, target.data(), target.size()) < 0)
    return {};
  return std::tuple{static_cast<int>(ns_get16(data)), -static_cast<int>(ns_get16(data + 2)),
                    fmt::format("{}:{}", target.data(), ns_get16(data + 4))};
}

std::vector<std::string> look_up_services(const std::string& name) {
  struct __res_state state {};
  if (::res_ninit(&state) != 0) return {};
  const std::unique_ptr<struct __res_state, decltype([](struct __res_state* s) { ::res_nclose(s); })> open(&state);
  std::array<unsigned char, 4096> answer{};
  const int length = ::res_nquery(&state, name.c_str(), ns_c_in, ns_t_srv, answer.data(), answer.size());
  ns_msg message{};
  if (length < 0 || ::ns_initparse(answer.data(), std::min<int>(length, answer.size()), &message) != 0) return {};
  std::vector<std::tuple<int, int, std::string>> found;
  for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
    ns_rr record{};
    if (::ns_parserr(&message, ns_s_an, i, &record) != 0) break;
    if (auto srv = read_srv(message, record)) found.push_back(std::move(*srv));
  }
  std::ranges::sort(found);
  std::vector<std::string> names;
  for (const auto& each : found) names.push_back(std::get<2>(each));
  return names;
}

}  // namespace

Reach reach_of(const std::string& address) {
  const auto bytes = bytes_of(address);
  if (bytes.empty() || std::ranges::all_of(bytes, [](char c) { return c == 0; })) return Reach::none;
  for (const auto& network : kNetworks)
    if (lies_in(bytes, network)) return network.reach;
  return Reach::everywhere;
}

Finding nat_finding(const std::string& ours, const std::string& advertised, const std::string& peer,
                    const std::vector<std::string>& own) {
  Finding finding{"address", Health::good, {}, {}};
  const auto& shown = advertised.empty() ? ours : advertised;
  const Reach reach = reach_of(shown);
  const Reach needed = peer.empty() ? Reach::none : reach_of(peer);
  finding.text = fmt::format("we say {}", shown);
  if (!advertised.empty() && std::ranges::find(own, advertised) == own.end()) {
    finding.text += fmt::format(", for {} behind NAT", ours);
    finding.advice = "the router must forward the SIP port and media_ports to this machine";
  }
  if (reach == Reach::none) {
    finding.health = Health::bad;
    finding.advice = "set `advertise` to the numeric address under which the peer reaches us";
  } else if (reach < needed) {
    finding.health = reach == Reach::machine ? Health::bad : Health::warning;
    finding.text += fmt::format(", which {} cannot reach", peer);
    finding.advice = reach == Reach::machine
                         ? "let the line `listen` on an address of the network"
                         : "behind NAT, set `advertise` to the public address and forward SIP and media_ports";
  } else if (!peer.empty()) {
    finding.text += fmt::format("; the peer is {}", peer);
  }
  return finding;
}

std::vector<std::string> own_addresses() {
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return {};
  std::vector<std::string> found;
  for (const auto* one = list; one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || (one->ifa_flags & IFF_UP) == 0) continue;
    const int family = one->ifa_addr->sa_family;
    if (family == AF_INET) found.push_back(text_of(one->ifa_addr, sizeof(sockaddr_in)));
    if (family == AF_INET6) found.push_back(text_of(one->ifa_addr, sizeof(sockaddr_in6)));
  }
  ::freeifaddrs(list);
  return found;
}

NameLookup look_up(const std::string& name, const std::string& service) {
  NameLookup found;
  if (!service.empty()) found.services = look_up_services(service + "." + name);
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_DGRAM;
  addrinfo* list = nullptr;
  if (const int failed = ::getaddrinfo(name.c_str(), nullptr, &wanted, &list); failed != 0) {
    found.why = ::gai_strerror(failed);
    return found;
  }
  for (const auto* one = list; one != nullptr; one = one->ai_next)
    found.addresses.push_back(text_of(one->ai_addr, one->ai_addrlen));
  ::freeaddrinfo(list);
  return found;
}

Finding dns_finding(const std::string& name, const NameLookup& found) {
  if (!found.services.empty())
    return {"dns", Health::good, fmt::format("{} is served by {} (SRV)", name, joined(found.services)), {}};
  if (!found.addresses.empty())
    return {"dns", Health::good, fmt::format("{} is {}", name, joined(found.addresses)), {}};
  return {"dns", Health::bad, fmt::format("{} has no address: {}", name, found.why),
          "correct `peer`, or see to this machine's name servers (/etc/resolv.conf)"};
}

}  // namespace caselli
