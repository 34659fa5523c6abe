#include "media/rtcp_packet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rtp_testing.h"

namespace caselli {
namespace {

using rtp_testing::rtp_octets;
using rtp_testing::RtpOctets;
using testing::HasSubstr;

// RFC 3550, 6.4.1, 6.5 and 6.6 written out by hand: SR with one block, SDES with a CNAME of five
// octets (items: 1, length, text, then zeros to the word), BYE with a reason.
constexpr const char* kWhole =
    "81 c8 000c  11223344  e0000001 80000000  00001000  0000000a  00000640"
    "            aabbccdd  40 fffffe  00010005  00000013  00010203  00008000"
    "81 ca 0003  11223344  01 05 61 40 62 2e 63 00"
    "81 cb 0002  11223344  03 62 79 65";

RtcpCompound whole() {
  RtcpReport report{.ssrc = 0x11223344,
                    .sender = RtcpSenderInfo{0xE000000180000000, 0x1000, 10, 1600},
                    .blocks = {{.ssrc = 0xAABBCCDD,
                                .fraction_lost = 0x40,
                                .lost = -2,
                                .highest_sequence = 0x10005,
                                .jitter = 19,
                                .last_sr = 0x10203,
                                .delay_since_sr = 0x8000}}};
  return {.reports = {report}, .names = {{0x11223344, "a@b.c"}}, .byes = {{{0x11223344}, "bye"}}};
}

TEST(RtcpPacket, a_compound_is_read_field_by_field) {
  const auto read = parse_rtcp(rtp_octets(kWhole));
  ASSERT_TRUE(read.ok()) << read.error().text;
  EXPECT_EQ(*read, whole());
}

TEST(RtcpPacket, a_compound_is_built_as_the_standard_writes_it) { EXPECT_EQ(build_rtcp(whole()), rtp_octets(kWhole)); }

TEST(RtcpPacket, a_receiver_report_has_no_sender_in_it) {
  const char* hex = "80 c9 0001 00000007";
  const auto read = parse_rtcp(rtp_octets(hex));
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->reports.size(), 1u);
  EXPECT_FALSE(read->reports[0].sender);
  EXPECT_EQ(build_rtcp(*read), rtp_octets(hex));
}

// 6.5: a list of items ends with at least one zero, even when it fills its word.
TEST(RtcpPacket, names_of_every_length_survive) {
  for (std::size_t length = 1; length <= 255; ++length) {
    const RtcpCompound compound{.reports = {{.ssrc = 1}}, .names = {{1, std::string(length, 'n')}, {2, "x"}}};
    const RtpOctets bytes = build_rtcp(compound);
    EXPECT_EQ(bytes.size() % 4, 0u);
    const auto read = parse_rtcp(bytes);
    ASSERT_TRUE(read.ok()) << length;
    EXPECT_EQ(*read, compound) << length;
  }
}

TEST(RtcpPacket, other_items_packets_and_extensions_are_passed_over) {
  const auto read =
      parse_rtcp(rtp_octets("80 c9 0002 00000007 12345678"                             // RR with a profile's extension
                            "80 cc 0002 00000007 6e616d65"                             // APP
                            "81 ca 0004 00000007 02 03 41 6e 6e 01 01 78 00 00 00 00"  // NAME, then CNAME
                            "82 cb 0002 00000007 00000008"                             // BYE of two, without a reason
                            "a1 cd 0003 00000007 00000000 00000004"));                 // feedback, padded
  ASSERT_TRUE(read.ok()) << read.error().text;
  EXPECT_EQ(read->reports.size(), 1u);
  ASSERT_EQ(read->names.size(), 1u);
  EXPECT_EQ(read->names[0].cname, "x");
  ASSERT_EQ(read->byes.size(), 1u);
  EXPECT_EQ(read->byes[0].ssrcs, (std::vector<std::uint32_t>{7, 8}));
}

TEST(RtcpPacket, lengths_and_counts_that_do_not_fit_are_refused_with_a_reason) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "empty"},
      {"80 c9 00", "within a header"},
      {"40 c9 0000", "version"},
      {"80 c9 0001", "within a packet"},
      {"80 c9 0000", "shorter than its blocks"},
      {"81 c9 0001 00000007", "shorter than its blocks"},
      {"80 c8 0001 00000007", "shorter than its blocks"},
      {"a0 c9 0001 00000007  80 c9 0001 00000007", "padding"},
      {"a0 c9 0002 00000007 00000000", "padding"},
      {"a0 c9 0002 00000007 00000003", "padding"},
      {"a0 c9 0002 00000007 000000ff", "padding"},
      {"81 ca 0001 00000007", "ends too soon"},
      {"81 ca 0002 00000007 01 05 61 62", "longer than the rest"},
      {"81 ca 0002 00000007 01 02 61 62", "missing"},
      {"82 ca 0002 00000007 01 01 61 00", "ends too soon"},
      {"82 cb 0001 00000007", "shorter than its sources"},
      {"81 cb 0002 00000007 04 61 62 63", "reason of a BYE"},
  };
  for (const auto& [hex, reason] : cases) {
    const auto read = parse_rtcp(rtp_octets(hex));
    ASSERT_FALSE(read.ok()) << hex;
    EXPECT_EQ(read.error().code, Errc::invalid_argument);
    EXPECT_THAT(read.error().text, HasSubstr(reason)) << hex;
  }
}

// RFC 868 names the difference of the eras: 1 January 1970 is 2208988800.
TEST(RtcpPacket, ntp_time_counts_from_1900) {
  EXPECT_EQ(ntp_of(Instant{std::chrono::milliseconds{0}}), 2208988800ull << 32);
  EXPECT_EQ(ntp_of(Instant{std::chrono::milliseconds{1500}}), 2208988801ull << 32 | 0x80000000);
  EXPECT_EQ(ntp_middle(0x1111222233334444), 0x22223333u);
}

}  // namespace
}  // namespace caselli
