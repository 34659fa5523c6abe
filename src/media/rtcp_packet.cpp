#include "media/rtcp_packet.h"

#include <algorithm>

#include "media/rtp_bytes.h"

namespace caselli {
namespace {

enum RtcpKind : std::uint8_t { kRtcpSr = 200, kRtcpRr = 201, kRtcpSdes = 202, kRtcpBye = 203 };  // 12.1
constexpr std::uint8_t kSdesCname = 1;
constexpr std::size_t kReportBlock = 24;  // octets
constexpr std::size_t kSenderInfo = 20;
constexpr std::size_t kMostEntries = 31;  // five bits of count
constexpr std::size_t kMostText = 255;    // one octet of length

Error bad_rtcp(const char* what) {
  return {Errc::invalid_argument, std::string{"an RTCP packet was refused: "} + what};
}

std::string rtcp_text(RtpBytes bytes) { return {bytes.begin(), bytes.end()}; }

// 24 bits with sign.
std::int32_t rtcp_signed24(std::uint32_t value) {
  const auto low = static_cast<std::int32_t>(value & 0xFFFFFF);
  return low >= 0x800000 ? low - 0x1000000 : low;
}

Status read_report(bool sender, std::size_t count, RtpBytes body, RtcpCompound& out) {
  const std::size_t head = sender ? 4 + kSenderInfo : 4;
  if (body.size() < head + count * kReportBlock) return bad_rtcp("a report is shorter than its blocks");
  RtcpReport report{.ssrc = rtp_get32(body, 0)};
  if (sender)
    report.sender = RtcpSenderInfo{.ntp = static_cast<std::uint64_t>(rtp_get32(body, 4)) << 32 | rtp_get32(body, 8),
                                   .rtp_timestamp = rtp_get32(body, 12),
                                   .packets = rtp_get32(body, 16),
                                   .octets = rtp_get32(body, 20)};
  for (std::size_t at = head; report.blocks.size() < count; at += kReportBlock)
    report.blocks.push_back({.ssrc = rtp_get32(body, at),
                             .fraction_lost = body[at + 4],
                             .lost = rtcp_signed24(rtp_get32(body, at + 4)),
                             .highest_sequence = rtp_get32(body, at + 8),
                             .jitter = rtp_get32(body, at + 12),
                             .last_sr = rtp_get32(body, at + 16),
                             .delay_since_sr = rtp_get32(body, at + 20)});
  out.reports.push_back(std::move(report));
  return Done{};
}

// 6.5: chunks of an SSRC and items, each list ended by a zero octet and filled to 32 bits.
Status read_sdes(std::size_t count, RtpBytes body, RtcpCompound& out) {
  std::size_t at = 0;
  for (; count > 0; --count) {
    if (body.size() - at < 8) return bad_rtcp("its source description ends too soon");
    const std::uint32_t ssrc = rtp_get32(body, at);
    for (at += 4; at < body.size() && body[at] != 0;) {
      if (body.size() - at < 2 || body.size() - at - 2 < body[at + 1])
        return bad_rtcp("an item of its source description is longer than the rest");
      if (body[at] == kSdesCname && body[at + 1] != 0)
        out.names.push_back({ssrc, rtcp_text(body.subspan(at + 2, body[at + 1]))});
      at += 2U + body[at + 1];
    }
    if (at == body.size()) return bad_rtcp("the end of a list of items is missing");
    at = (at / 4 + 1) * 4;  // lengths are whole words, so this is within the body
  }
  return Done{};
}

Status read_bye(std::size_t count, RtpBytes body, RtcpCompound& out) {
  if (body.size() < 4 * count) return bad_rtcp("a BYE is shorter than its sources");
  RtcpBye bye;
  for (std::size_t i = 0; i < count; ++i) bye.ssrcs.push_back(rtp_get32(body, 4 * i));
  const RtpBytes rest = body.subspan(4 * count);
  if (!rest.empty()) {
    if (rest[0] > rest.size() - 1) return bad_rtcp("the reason of a BYE is longer than the rest");
    bye.reason = rtcp_text(rest.subspan(1, rest[0]));
  }
  out.byes.push_back(std::move(bye));
  return Done{};
}

Status read_one(std::uint8_t kind, std::size_t count, RtpBytes body, RtcpCompound& out) {
  if (kind == kRtcpSr || kind == kRtcpRr) return read_report(kind == kRtcpSr, count, body, out);
  if (kind == kRtcpSdes) return read_sdes(count, body, out);
  if (kind == kRtcpBye) return read_bye(count, body, out);
  return Done{};
}

// The four octets before each kind; the length is set by end_packet.
std::size_t begin_packet(std::vector<std::uint8_t>& out, std::size_t count, RtcpKind kind) {
  const std::size_t at = out.size();
  out.push_back(static_cast<std::uint8_t>(0x80 | count));
  out.push_back(kind);
  rtp_put16(out, 0);
  return at;
}

// Fills to whole words; the length counts them, less one.
void end_packet(std::vector<std::uint8_t>& out, std::size_t at) {
  while (out.size() % 4 != 0) out.push_back(0);
  const std::size_t words = (out.size() - at) / 4 - 1;
  out[at + 2] = static_cast<std::uint8_t>(words >> 8);
  out[at + 3] = static_cast<std::uint8_t>(words);
}

void put_text(std::vector<std::uint8_t>& out, std::string_view text) {
  text = text.substr(0, kMostText);
  out.push_back(static_cast<std::uint8_t>(text.size()));
  out.insert(out.end(), text.begin(), text.end());
}

void put_report(std::vector<std::uint8_t>& out, const RtcpReport& report) {
  const std::size_t count = std::min(report.blocks.size(), kMostEntries);
  const std::size_t at = begin_packet(out, count, report.sender ? kRtcpSr : kRtcpRr);
  rtp_put32(out, report.ssrc);
  if (const auto& sender = report.sender) {
    rtp_put32(out, static_cast<std::uint32_t>(sender->ntp >> 32));
    rtp_put32(out, static_cast<std::uint32_t>(sender->ntp));
    for (const std::uint32_t value : {sender->rtp_timestamp, sender->packets, sender->octets}) rtp_put32(out, value);
  }
  for (const RtcpReportBlock& block : std::span{report.blocks}.first(count)) {
    const std::uint32_t lost = static_cast<std::uint32_t>(block.lost) & 0xFFFFFF;
    for (const std::uint32_t value : {block.ssrc, static_cast<std::uint32_t>(block.fraction_lost) << 24 | lost,
                                      block.highest_sequence, block.jitter, block.last_sr, block.delay_since_sr})
      rtp_put32(out, value);
  }
  end_packet(out, at);
}

void put_names(std::vector<std::uint8_t>& out, std::span<const RtcpName> names) {
  names = names.first(std::min(names.size(), kMostEntries));
  const std::size_t at = begin_packet(out, names.size(), kRtcpSdes);
  for (const RtcpName& name : names) {
    rtp_put32(out, name.ssrc);
    out.push_back(kSdesCname);
    put_text(out, name.cname);
    out.push_back(0);  // at least one zero ends the list
    while (out.size() % 4 != 0) out.push_back(0);
  }
  end_packet(out, at);
}

void put_bye(std::vector<std::uint8_t>& out, const RtcpBye& bye) {
  const std::size_t count = std::min(bye.ssrcs.size(), kMostEntries);
  const std::size_t at = begin_packet(out, count, kRtcpBye);
  for (std::size_t i = 0; i < count; ++i) rtp_put32(out, bye.ssrcs[i]);
  if (!bye.reason.empty()) put_text(out, bye.reason);
  end_packet(out, at);
}

}  // namespace

Result<RtcpCompound> parse_rtcp(std::span<const std::uint8_t> datagram) {
  if (datagram.empty()) return bad_rtcp("it is empty");
  RtcpCompound out;
  for (RtpBytes rest = datagram; !rest.empty();) {
    if (rest.size() < 4) return bad_rtcp("it ends within a header");
    if (rest[0] >> 6 != 2) return bad_rtcp("its version is not 2");
    const std::size_t size = 4 * (std::size_t{rtp_get16(rest, 2)} + 1);
    if (size > rest.size()) return bad_rtcp("it ends within a packet");
    RtpBytes body = rest.subspan(4, size - 4);
    if ((rest[0] & 0x20) != 0) {
      // 6.4.1: whole words, on the last packet of a compound only.
      const std::size_t padding = body.empty() ? 0 : body.back();
      if (size != rest.size() || padding == 0 || padding % 4 != 0 || padding > body.size())
        return bad_rtcp("its padding does not fit it");
      body = body.first(body.size() - padding);
    }
    if (Status status = read_one(rest[1], rest[0] & 0x1F, body, out); !status) return status.error();
    rest = rest.subspan(size);
  }
  return out;
}

std::vector<std::uint8_t> build_rtcp(const RtcpCompound& compound) {
  std::vector<std::uint8_t> out;
  for (const RtcpReport& report : compound.reports) put_report(out, report);
  if (!compound.names.empty()) put_names(out, compound.names);
  for (const RtcpBye& bye : compound.byes) put_bye(out, bye);
  return out;
}

std::uint64_t ntp_of(Instant instant) {
  constexpr std::int64_t kFrom1900To1970 = 2'208'988'800;  // seconds
  const auto ms = instant.time_since_epoch().count();
  const auto seconds = static_cast<std::uint64_t>(ms / 1000 + kFrom1900To1970);
  return seconds << 32 | (static_cast<std::uint64_t>(ms % 1000) << 32) / 1000;
}

std::uint32_t ntp_middle(std::uint64_t ntp) { return static_cast<std::uint32_t>(ntp >> 16); }

}  // namespace caselli
