// One datagram, read and built. Octets are written out from T.38 Annex A by the rules of
// basic aligned PER (X.691).

#include <gtest/gtest.h>

#include "media/udptl_testing.h"

namespace caselli {
namespace {

TEST(UdptlPacket, a_primary_alone_is_its_number_its_length_and_an_empty_list) {
  const auto ced = hex("04");  // t30-indicator ced
  UdptlPacket packet;
  packet.seq = 0x1234;
  packet.primary = ced;
  const auto built = build_udptl(packet);
  ASSERT_TRUE(built.ok());
  EXPECT_EQ(built.value(), hex("1234 0104 00 00"));
  EXPECT_EQ(udptl_size(packet), built.value().size());
}

TEST(UdptlPacket, secondary_packets_follow_their_count_in_the_order_given) {
  const auto primary = hex("06"), one = hex("C0018000 00FF"), two = hex("02");
  UdptlPacket packet;
  packet.seq = 2;
  packet.primary = primary;
  packet.items = {one, two};
  EXPECT_EQ(build_udptl(packet).value(), hex("0002 0106 00 02 06C001800000FF 0102"));
}

TEST(UdptlPacket, parities_follow_a_choice_of_one_an_integer_and_their_count) {
  const auto primary = hex("06"), one = hex("1122"), two = hex("33");
  UdptlPacket packet;
  packet.seq = 0xFFFF;
  packet.primary = primary;
  packet.recovery = UdptlPacket::Recovery::parities;
  packet.fec_packets = 3;
  packet.items = {one, two};
  EXPECT_EQ(build_udptl(packet).value(), hex("FFFF 0106 80 0103 02 021122 0133"));
  EXPECT_EQ(udptl_size(packet), 13U);
  // 128 needs a second octet, or it would be read as -128 (X.691 clause 13, X.690 8.3).
  packet.fec_packets = 128;
  EXPECT_EQ(build_udptl(packet).value(), hex("FFFF 0106 80 020080 02 021122 0133"));
  EXPECT_EQ(udptl_size(packet), 14U);
  EXPECT_EQ(parse_udptl(build_udptl(packet).value()).value().fec_packets, 128);
}

TEST(UdptlPacket, lengths_from_128_on_take_two_octets) {
  for (const auto& [length, coded] : {std::pair<std::size_t, OctetVector>{127, {0x7F}},
                                      {128, {0x80, 0x80}},
                                      {300, {0x81, 0x2C}},
                                      {16383, {0xBF, 0xFF}}}) {
    const OctetVector ifp_octets(length, 0x5A);
    UdptlPacket packet;
    packet.seq = 7;
    packet.primary = ifp_octets;
    packet.items = {ifp_octets};
    OctetVector expected = hex("0007");
    expected.insert(expected.end(), coded.begin(), coded.end());
    expected.insert(expected.end(), ifp_octets.begin(), ifp_octets.end());
    expected.insert(expected.end(), {0x00, 0x01});
    expected.insert(expected.end(), coded.begin(), coded.end());
    expected.insert(expected.end(), ifp_octets.begin(), ifp_octets.end());
    const auto built = build_udptl(packet);
    ASSERT_TRUE(built.ok());
    EXPECT_EQ(built.value(), expected) << length;
    EXPECT_EQ(udptl_size(packet), expected.size());
    const auto parsed = parse_udptl(built.value());
    ASSERT_TRUE(parsed.ok());
    EXPECT_EQ(octets_of(parsed.value().primary), ifp_octets);
  }
}

TEST(UdptlPacket, what_would_need_fragments_or_carries_nothing_is_not_built) {
  const OctetVector long_one(16384, 1), short_one(1, 1);
  UdptlPacket packet;
  EXPECT_EQ(build_udptl(packet).error().text, "a UDPTL packet needs an IFP packet to carry");
  packet.primary = long_one;
  EXPECT_EQ(build_udptl(packet).error().text,
            "an IFP packet of 16384 octets is too long for UDPTL; 16383 is the most without fragments");
  packet.primary = short_one;
  packet.items.assign(64, Octets(short_one));
  EXPECT_EQ(build_udptl(packet).error().code, Errc::invalid_argument);
  packet.items.pop_back();
  EXPECT_TRUE(build_udptl(packet).ok());
}

TEST(UdptlPacket, a_datagram_with_secondary_packets_is_read) {
  const auto datagram = hex("0102 06C001800000FF 00 02 0106 0104");
  const auto packet = parse_udptl(datagram);
  ASSERT_TRUE(packet.ok());
  EXPECT_EQ(packet.value().seq, 0x0102);
  EXPECT_EQ(octets_of(packet.value().primary), hex("C001800000FF"));
  EXPECT_EQ(packet.value().recovery, UdptlPacket::Recovery::secondaries);
  ASSERT_EQ(packet.value().items.size(), 2U);
  EXPECT_EQ(octets_of(packet.value().items[0]), hex("06"));
  EXPECT_EQ(octets_of(packet.value().items[1]), hex("04"));
}

TEST(UdptlPacket, a_datagram_with_parities_is_read_and_octets_behind_it_are_ignored) {
  const auto datagram = hex("8000 0106 80 0103 02 03112233 00 DEADBEEF");
  const auto packet = parse_udptl(datagram);
  ASSERT_TRUE(packet.ok());
  EXPECT_EQ(packet.value().seq, 0x8000);
  EXPECT_EQ(packet.value().recovery, UdptlPacket::Recovery::parities);
  EXPECT_EQ(packet.value().fec_packets, 3);
  ASSERT_EQ(packet.value().items.size(), 2U);
  EXPECT_EQ(octets_of(packet.value().items[0]), hex("112233"));
  EXPECT_TRUE(packet.value().items[1].empty());
}

TEST(UdptlPacket, a_datagram_cut_anywhere_is_refused_with_a_reason) {
  for (const auto* whole : {"0102 06C001800000FF 00 02 0106 0104", "8000 0106 80 0103 02 03112233 0155"}) {
    const auto datagram = hex(whole);
    ASSERT_TRUE(parse_udptl(datagram).ok());
    for (std::size_t length = 0; length < datagram.size(); ++length) {
      const auto cut = parse_udptl(Octets(datagram).first(length));
      ASSERT_FALSE(cut.ok()) << length;
      EXPECT_EQ(cut.error().code, Errc::invalid_argument);
      EXPECT_EQ(cut.error().text.find("a UDPTL datagram of " + std::to_string(length) + " octets "), 0U);
    }
  }
}

// Behaviour row 6.
TEST(UdptlPacket, hostile_lengths_and_counts_are_refused) {
  struct Case {
    const char* datagram;
    const char* why;
  };
  for (const auto& [datagram, why] : {
           Case{"0000 7F01 00 00", "has a field longer than what came"},
           Case{"0000 BFFF01 00 00", "has a field longer than what came"},
           Case{"0000 C101 00 00", "has a field in fragments"},
           Case{"0000 0106 00 40", "has more secondary packets or parities than anyone sends"},
           Case{"0000 0106 00 BFFF", "has more secondary packets or parities than anyone sends"},
           Case{"0000 0106 80 01FF 00", "counts the packets of its parities in a way nobody means"},
           Case{"0000 0106 80 0480000000 00", "counts the packets of its parities in a way nobody means"},
           Case{"0000 0106 80 050000000001 00", "counts the packets of its parities in a way nobody means"},
           Case{"0000 0106 80 00 00", "counts the packets of its parities in a way nobody means"},
       }) {
    const auto packet = parse_udptl(hex(datagram));
    ASSERT_FALSE(packet.ok()) << datagram;
    EXPECT_NE(packet.error().text.find(why), std::string::npos) << datagram << ": " << packet.error().text;
  }
}

}  // namespace
}  // namespace caselli
