#include "media/pcap_file.h"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace caselli {
namespace {

constexpr std::uint32_t kMagic = 0xa1b2c3d4;  // microseconds; written in little endian
constexpr std::uint32_t kLinkTypeRaw = 101;   // https://www.tcpdump.org/linktypes.html
constexpr std::size_t kMostPayload = 65'000;
constexpr std::size_t kUdpHeader = 8;
constexpr std::uint8_t kUdp = 17;
constexpr std::uint8_t kHopLimit = 64;

void put_le(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xff);
}

void put_be16(std::string& out, std::size_t value) {
  out += static_cast<char>(value >> 8 & 0xff);
  out += static_cast<char>(value & 0xff);
}

// RFC 1071. `sum` carries on from another part, which had an even length.
std::uint32_t add_words(std::string_view bytes, std::uint32_t sum = 0) {
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    sum += static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << 8;
    if (i + 1 < bytes.size()) sum += static_cast<unsigned char>(bytes[i + 1]);
  }
  return sum;
}
std::uint16_t checksum(std::uint32_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum & 0xffff);
}

// 4 or 16 bytes, in the order of the network.
std::string address_bytes(const SocketAddress& address, bool ipv6) {
  if (address && address.is_ipv6()) {
    const auto* in6 = reinterpret_cast<const sockaddr_in6*>(address.get());
    return {reinterpret_cast<const char*>(&in6->sin6_addr), 16};
  }
  std::string out = ipv6 ? std::string(10, '\0') + "\xff\xff" : std::string{};
  if (!address) return out.append(4, '\0');
  const auto* in = reinterpret_cast<const sockaddr_in*>(address.get());
  return out.append(reinterpret_cast<const char*>(&in->sin_addr), 4);
}

std::string ip_header(const std::string& from, const std::string& to, std::size_t udp_length) {
  std::string out;
  if (from.size() == 16) {
    out = std::string{"\x60\0\0\0", 4};  // version 6
    put_be16(out, udp_length);
    out += static_cast<char>(kUdp);
    out += static_cast<char>(kHopLimit);
    return out + from + to;
  }
  out = std::string{"\x45\0", 2};  // version 4, five words
  put_be16(out, 20 + udp_length);
  out += std::string{"\0\0\x40\0", 4};  // no identification; don't fragment
  out += static_cast<char>(kHopLimit);
  out += static_cast<char>(kUdp);
  const std::uint16_t sum = checksum(add_words(from + to, add_words(out)));
  put_be16(out, sum);
  return out + from + to;
}

std::uint16_t port_of(const SocketAddress& address) { return address ? address.port() : std::uint16_t{0}; }

}  // namespace

std::string pcap_file_header() {
  std::string out;
  put_le(out, kMagic, 4);
  put_le(out, 2, 2);
  put_le(out, 4, 2);
  put_le(out, 0, 4);  // the zone is UTC
  put_le(out, 0, 4);  // accuracy: not said
  put_le(out, 65'535, 4);
  put_le(out, kLinkTypeRaw, 4);
  return out;
}

std::string pcap_record(Instant at, const SocketAddress& from, const SocketAddress& to,
                        std::span<const std::uint8_t> bytes) {
  bytes = bytes.first(std::min(bytes.size(), kMostPayload));
  const bool ipv6 = (from && from.is_ipv6()) || (to && to.is_ipv6());
  const std::string source = address_bytes(from, ipv6);
  const std::string target = address_bytes(to, ipv6);
  const std::string_view payload{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  const std::size_t udp_length = kUdpHeader + bytes.size();

  std::string udp;
  put_be16(udp, port_of(from));
  put_be16(udp, port_of(to));
  put_be16(udp, udp_length);
  // With the pseudo header (RFC 768, RFC 8200 8.1); 0 would mean there is none.
  const auto length = static_cast<std::uint32_t>(udp_length);
  const std::uint16_t sum = checksum(add_words(payload, add_words(udp, add_words(source + target, kUdp + length))));
  put_be16(udp, sum == 0 ? 0xffff : sum);

  const std::string head = ip_header(source, target, udp_length) + udp;
  const auto since = at.time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
  const auto size = static_cast<std::uint32_t>(head.size() + payload.size());
  std::string out;
  out.reserve(16 + size);
  put_le(out, static_cast<std::uint32_t>(seconds.count()), 4);
  put_le(out, static_cast<std::uint32_t>(std::chrono::microseconds{since - seconds}.count()), 4);
  put_le(out, size, 4);
  put_le(out, size, 4);
  return out.append(head).append(payload);
}

}  // namespace caselli
