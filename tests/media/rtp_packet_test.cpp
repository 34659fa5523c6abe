#include "media/rtp_packet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/rtp_sender.h"
#include "rtp_testing.h"

namespace caselli {
namespace {

using rtp_testing::rtp_octets;
using rtp_testing::RtpOctets;
using testing::ElementsAre;
using testing::HasSubstr;

// RFC 3550, 5.1, by hand.
TEST(RtpPacket, the_fixed_header_is_read_bit_by_bit) {
  const RtpOctets bytes = rtp_octets("80 88 fffe 01020304 cafebabe d5 55");
  const auto packet = parse_rtp(bytes);
  ASSERT_TRUE(packet.ok());
  EXPECT_TRUE(packet->marker);
  EXPECT_EQ(packet->payload_type, 8);
  EXPECT_EQ(packet->sequence, 0xFFFE);
  EXPECT_EQ(packet->timestamp, 0x01020304u);
  EXPECT_EQ(packet->ssrc, 0xCAFEBABEu);
  EXPECT_THAT(packet->payload, ElementsAre(0xD5, 0x55));
}

TEST(RtpPacket, sources_extension_and_padding_are_no_payload) {
  // P, X and two contributing sources; one word of extension; three octets of padding.
  const RtpOctets bytes = rtp_octets(
      "b2 00 0001 00000002 00000003  00000011 00000022"
      "bede 0001 aabbccdd  41 42 43  00 00 03");
  const auto packet = parse_rtp(bytes);
  ASSERT_TRUE(packet.ok()) << packet.error().text;
  EXPECT_THAT(packet->payload, ElementsAre(0x41, 0x42, 0x43));
}

TEST(RtpPacket, a_packet_may_be_all_padding_or_empty) {
  const RtpOctets padded = rtp_octets("a0 00 0001 00000002 00000003 00 00 00 04");
  ASSERT_TRUE(parse_rtp(padded).ok());
  EXPECT_TRUE(parse_rtp(padded)->payload.empty());
  const RtpOctets empty = rtp_octets("80 00 0001 00000002 00000003");
  ASSERT_TRUE(parse_rtp(empty).ok());
  EXPECT_TRUE(parse_rtp(empty)->payload.empty());
}

TEST(RtpPacket, lengths_that_do_not_fit_are_refused_with_a_reason) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "12 octets"},
      {"80 00 0001 00000002 000000", "12 octets"},
      {"40 00 0001 00000002 00000003", "version"},
      {"82 00 0001 00000002 00000003 00000011", "contributing sources"},
      {"90 00 0001 00000002 00000003 bede", "head of its extension"},
      {"90 00 0001 00000002 00000003 bede 0002 00000000", "within its extension"},
      {"90 00 0001 00000002 00000003 bede ffff", "within its extension"},
      {"a0 00 0001 00000002 00000003", "padding"},
      {"a0 00 0001 00000002 00000003 00", "padding"},
      {"a0 00 0001 00000002 00000003 41 03", "padding"},
  };
  for (const auto& [hex, reason] : cases) {
    const RtpOctets bytes = rtp_octets(hex);
    const auto packet = parse_rtp(bytes);
    ASSERT_FALSE(packet.ok()) << hex;
    EXPECT_EQ(packet.error().code, Errc::invalid_argument);
    EXPECT_THAT(packet.error().text, HasSubstr(reason)) << hex;
  }
}

TEST(RtpPacket, packets_are_built_as_the_standard_writes_them) {
  RtpOctets bytes;
  const RtpOctets payload = rtp_octets("ff 7f");
  build_rtp({.marker = true,
             .payload_type = 0,
             .sequence = 0x1234,
             .timestamp = 0xA0,
             .ssrc = 0xDEADBEEF,
             .payload = payload},
            bytes);
  EXPECT_EQ(bytes, rtp_octets("80 80 1234 000000a0 deadbeef ff 7f"));
}

// RFC 5761, 4: payload types 64-95 with a marker look like RTCP, so nobody uses them.
TEST(RtpPacket, rtp_and_rtcp_are_told_apart_by_the_second_octet) {
  for (const char* hex : {"80 c8", "81 c9", "81 ca", "81 cb", "80 cc", "80 cf"})
    EXPECT_TRUE(is_rtcp(rtp_octets(hex))) << hex;
  for (const char* hex : {"80 00", "80 80", "80 08", "80 88", "80 e0", "80 65", "80"})
    EXPECT_FALSE(is_rtcp(rtp_octets(hex))) << hex;
}

TEST(RtpSender, sequence_and_timestamp_go_on_over_their_wraps) {
  RtpSender sender({.ssrc = 7, .sequence = 0xFFFF, .timestamp = 0xFFFFFFA0});
  const RtpOctets payload(160, 0xFF);
  RtpOctets bytes;
  sender.build(0, payload, bytes);
  auto packet = parse_rtp(bytes);
  EXPECT_EQ(packet->sequence, 0xFFFF);
  EXPECT_EQ(packet->timestamp, 0xFFFFFFA0u);
  sender.build(0, payload, bytes);
  packet = parse_rtp(bytes);
  EXPECT_EQ(packet->sequence, 0);
  EXPECT_EQ(packet->timestamp, 0x40u);
  EXPECT_EQ(sender.packets(), 2u);
  EXPECT_EQ(sender.octets(), 320u);
}

TEST(RtpSender, the_first_packet_of_a_talk_spurt_is_marked) {
  RtpSender sender({});
  const RtpOctets payload(160, 0xFF);
  RtpOctets bytes;
  const auto marked = [&] {
    sender.build(0, payload, bytes);
    return parse_rtp(bytes)->marker;
  };
  EXPECT_TRUE(marked());
  EXPECT_FALSE(marked());
  sender.pause(800);
  EXPECT_TRUE(marked());
  EXPECT_EQ(parse_rtp(bytes)->timestamp, 2 * 160u + 800u);
  EXPECT_FALSE(marked());
}

}  // namespace
}  // namespace caselli
