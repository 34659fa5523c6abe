#include <gtest/gtest.h>

#include "media/udptl_sender.h"
#include "media/udptl_testing.h"

namespace caselli {
namespace {

OctetVector sent(UdptlSender& sender, const IfpPacket& packet) {
  auto datagram = sender.send(packet);
  EXPECT_TRUE(datagram.ok());
  return datagram ? std::move(datagram->bytes) : OctetVector{};
}

TEST(UdptlSender, numbers_begin_with_zero_and_earlier_packets_follow_newest_first) {
  UdptlSender sender({});
  EXPECT_EQ(sent(sender, ifp(hex("00"))), hex("0000 0100 00 00"));
  EXPECT_EQ(sent(sender, ifp(hex("04"))), hex("0001 0104 00 01 0100"));
  EXPECT_EQ(sent(sender, ifp(hex("06"))), hex("0002 0106 00 02 0104 0100"));
  EXPECT_EQ(sent(sender, ifp(hex("C001800000FF"))), hex("0003 06C001800000FF 00 03 0106 0104 0100"));
  EXPECT_EQ(sent(sender, ifp(hex("C00140"))), hex("0004 03C00140 00 03 06C001800000FF 0106 0104"));
  EXPECT_EQ(sender.next_seq(), 5);
}

TEST(UdptlSender, numbers_and_what_they_repeat_go_on_behind_65535) {
  UdptlSender sender({});
  for (int i = 0; i < 65534; ++i) ASSERT_TRUE(sender.send(ifp(hex("02"))).ok());
  EXPECT_EQ(sent(sender, ifp(hex("04"))), hex("FFFE 0104 00 03 0102 0102 0102"));
  EXPECT_EQ(sent(sender, ifp(hex("06"))), hex("FFFF 0106 00 03 0104 0102 0102"));
  EXPECT_EQ(sent(sender, ifp(hex("08"))), hex("0000 0108 00 03 0106 0104 0102"));
  EXPECT_EQ(sent(sender, ifp(hex("0A"))), hex("0001 010A 00 03 0108 0106 0104"));
}

TEST(UdptlSender, copies_are_one_datagram_with_one_number) {
  UdptlSender sender({});
  const auto thrice = sender.send(ifp(hex("06"), 3));
  ASSERT_TRUE(thrice.ok());
  EXPECT_EQ(thrice.value().copies, 3);
  EXPECT_EQ(sender.send(ifp(hex("06"), 0)).value().copies, 1);
  EXPECT_EQ(sender.next_seq(), 2);
}

TEST(UdptlSender, without_correction_the_list_stays_empty) {
  UdptlSender sender({.correction = UdptlCorrection::none});
  sent(sender, ifp(hex("02")));
  EXPECT_EQ(sent(sender, ifp(hex("04"))), hex("0001 0104 00 00"));
}

TEST(UdptlSender, no_signal_is_an_indicator_with_a_number_of_its_own) {
  UdptlSender sender({});
  EXPECT_EQ(sender.no_signal().value().bytes, hex("0000 0100 00 00"));
  EXPECT_EQ(sender.no_signal().value().bytes, hex("0001 0100 00 01 0100"));
  EXPECT_EQ(sent(sender, ifp(hex("02"))), hex("0002 0102 00 02 0100 0100"));
}

TEST(UdptlSender, as_many_earlier_packets_as_the_far_end_takes) {
  const OctetVector data(50, 0x11);  // an IFP packet of 55: 60 octets alone, 56 for each before
  struct Case {
    std::size_t limit;
    std::size_t length;
  };
  for (const auto& [limit, length] :
       {Case{60, 60}, {115, 60}, {116, 116}, {171, 116}, {172, 172}, {228, 228}, {1000, 228}}) {
    UdptlSender sender({.far_max_datagram = limit});
    std::size_t last = 0;
    for (int i = 0; i < 10; ++i) last = sent(sender, page_data(data)).size();
    EXPECT_EQ(last, length) << limit;
  }
}

TEST(UdptlSender, a_long_packet_keeps_older_ones_out_but_not_the_other_way_round) {
  UdptlSender sender({.far_max_datagram = 40});
  sent(sender, ifp(hex("02")));
  sent(sender, page_data(OctetVector(25, 0x11)));
  // 30 octets and their length do not fit beside seven; what is older must not take the place.
  EXPECT_EQ(sent(sender, ifp(hex("C00140"))).size(), 39U);
  EXPECT_EQ(sent(sender, ifp(hex("C001800000FF"))), hex("0003 06C001800000FF 00 01 03C00140"));
}

TEST(UdptlSender, a_packet_too_long_for_the_far_end_is_an_error_and_takes_no_number) {
  UdptlSender sender({.far_max_datagram = 59});
  const auto refused = sender.send(page_data(OctetVector(50, 0x11)));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Errc::invalid_argument);
  EXPECT_EQ(refused.error().text,
            "an IFP packet of 55 octets makes 60 of UDPTL; the far end and the way there take 59");
  EXPECT_EQ(sender.next_seq(), 0);
  EXPECT_FALSE(sender.send(ifp({})).ok());
  EXPECT_EQ(sent(sender, ifp(hex("02"))), hex("0000 0102 00 00"));
}

TEST(UdptlSender, a_far_end_that_tells_nothing_or_much_gets_what_every_path_carries) {
  for (const std::size_t told : {0U, 65000U}) {
    UdptlSender sender({.redundancy = 63, .far_max_datagram = told});
    std::size_t longest = 0;
    for (int i = 0; i < 100; ++i) longest = std::max(longest, sent(sender, page_data(OctetVector(95, 0x11))).size());
    EXPECT_LE(longest, 1232U);
    EXPECT_GT(longest, 1232U - 101U);
    EXPECT_TRUE(sender.send(page_data(OctetVector(1000, 0))).ok());
    EXPECT_FALSE(sender.send(ifp(OctetVector(20000, 0))).ok());
  }
}

TEST(UdptlSender, parities_cover_earlier_packets_interleaved_and_none_before_the_first) {
  // T.38 Annex C: parity i of m, n packets each: S-n*m+i, S-n*m+i+m, ...
  UdptlSender sender({.correction = UdptlCorrection::fec, .fec_span = 2, .fec_entries = 2});
  EXPECT_EQ(sent(sender, ifp(hex("02"))), hex("0000 0102 00 00"));
  EXPECT_EQ(sent(sender, ifp(hex("04"))), hex("0001 0104 80 0101 01 0102"));
  EXPECT_EQ(sent(sender, ifp(hex("06"))), hex("0002 0106 80 0101 02 0102 0104"));
  EXPECT_EQ(sent(sender, ifp(hex("C00140"))), hex("0003 03C00140 80 0101 02 0104 0106"));
  // 02^06 of packets 0 and 2; 04^C0, 01, 40 of packets 1 and 3.
  EXPECT_EQ(sent(sender, ifp(hex("08"))), hex("0004 0108 80 0102 02 0104 03C40140"));
  // 04^C0, 01, 40 of 1 and 3; 06^08 of 2 and 4.
  EXPECT_EQ(sent(sender, ifp(hex("0A"))), hex("0005 010A 80 0102 02 03C40140 010E"));
}

TEST(UdptlSender, parities_may_cover_the_lengths_too) {
  UdptlSender sender({.correction = UdptlCorrection::fec, .fec_span = 2, .fec_entries = 1, .fec_lengths = true});
  sent(sender, ifp(hex("02")));
  EXPECT_EQ(sent(sender, ifp(hex("C00140"))), hex("0001 03C00140 80 0101 01 03000102"));
  EXPECT_EQ(sent(sender, ifp(hex("06"))), hex("0002 0106 80 0102 01 05 0002 C20140"));
}

TEST(UdptlSender, fewer_parities_when_the_far_end_takes_no_more) {
  // An IFP packet of 55 alone makes 60; parities of 55 with their length 56 each, fec-npackets 2.
  for (const auto& [limit, parities] :
       {std::pair<std::size_t, std::size_t>{60, 0}, {117, 0}, {118, 1}, {173, 1}, {174, 2}, {230, 3}}) {
    UdptlSender sender({.correction = UdptlCorrection::fec, .far_max_datagram = limit});
    OctetVector last;
    for (int i = 0; i < 20; ++i) last = sent(sender, page_data(OctetVector(50, static_cast<std::uint8_t>(i))));
    const auto packet = parse_udptl(last);
    ASSERT_TRUE(packet.ok());
    EXPECT_EQ(packet.value().items.size(), parities) << limit;
    EXPECT_LE(last.size(), limit);
  }
}

TEST(UdptlSender, a_new_agreement_goes_on_with_the_numbers) {
  UdptlSender sender({});
  sent(sender, ifp(hex("02")));
  sender.use({.redundancy = 1});
  EXPECT_EQ(sent(sender, ifp(hex("04"))), hex("0001 0104 00 01 0102"));
  EXPECT_EQ(sent(sender, ifp(hex("06"))), hex("0002 0106 00 01 0104"));
  sender.use({.redundancy = -5});
  EXPECT_EQ(sent(sender, ifp(hex("08"))), hex("0003 0108 00 00"));
}

}  // namespace
}  // namespace caselli
