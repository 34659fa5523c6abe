#pragma once
// RTCP packets (RFC 3550, 6) as values. Thread: any.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace caselli {

// What one end heard of the other (6.4.1).
struct RtcpReportBlock {
  std::uint32_t ssrc = 0;              // whose packets
  std::uint8_t fraction_lost = 0;      // since the report before, in 1/256
  std::int32_t lost = 0;               // in all; 24 bits with sign
  std::uint32_t highest_sequence = 0;  // with the count of its wraps above it
  std::uint32_t jitter = 0;            // in timestamp units
  std::uint32_t last_sr = 0;           // middle 32 bits of the newest sender report's NTP time; 0 none came
  std::uint32_t delay_since_sr = 0;    // in 1/65536 s
  bool operator==(const RtcpReportBlock&) const = default;
};

// What an end says of its own sending.
struct RtcpSenderInfo {
  std::uint64_t ntp = 0;            // now; seconds since 1900 and their fraction
  std::uint32_t rtp_timestamp = 0;  // the same instant in the stream's own time
  std::uint32_t packets = 0;
  std::uint32_t octets = 0;
  bool operator==(const RtcpSenderInfo&) const = default;
};

struct RtcpReport {
  std::uint32_t ssrc = 0;                  // who reports
  std::optional<RtcpSenderInfo> sender{};  // SR (6.4.1); without: RR (6.4.2)
  std::vector<RtcpReportBlock> blocks{};   // at most 31
  bool operator==(const RtcpReport&) const = default;
};

struct RtcpName {
  std::uint32_t ssrc = 0;
  std::string cname;  // 1-255 octets, as sent
  bool operator==(const RtcpName&) const = default;
};

struct RtcpBye {
  std::vector<std::uint32_t> ssrcs;  // at most 31
  std::string reason;                // as sent; usually empty
  bool operator==(const RtcpBye&) const = default;
};

// A datagram's worth: a compound packet (6.1).
struct RtcpCompound {
  std::vector<RtcpReport> reports{};
  std::vector<RtcpName> names{};
  std::vector<RtcpBye> byes{};
  bool operator==(const RtcpCompound&) const = default;
};

// Other kinds of packets (APP, feedback, extended reports) and profile extensions are passed
// over. The order of kinds is not insisted on: machines in the field send a lone BYE, and
// reduced sizes are allowed by now (RFC 5506). invalid_argument: a version, length, count or
// padding that does not fit; nothing of the datagram counts then.
Result<RtcpCompound> parse_rtcp(std::span<const std::uint8_t> datagram);

// Reports first, then names in one SDES, then BYEs, as 6.1 wants them. Beyond 31 entries a
// packet and 255 octets a text, the rest is left out.
std::vector<std::uint8_t> build_rtcp(const RtcpCompound& compound);

std::uint64_t ntp_of(Instant instant);        // RFC 3550, 4
std::uint32_t ntp_middle(std::uint64_t ntp);  // its middle 32 bits: 1/65536 s, modulo 18 hours

}  // namespace caselli
