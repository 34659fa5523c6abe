#include <gtest/gtest.h>

#include "media/udptl_receiver.h"
#include "media/udptl_sender.h"
#include "media/udptl_testing.h"

namespace caselli {
namespace {

// A receiver and what it handed out, with the numbers.
struct Hearing {
  UdptlReceiver receiver{UdptlParameters{}};
  std::vector<IfpPacket> packets;

  bool take(const OctetVector& datagram) { return receiver.take(datagram, packets).ok(); }
  bool take(std::string_view digits) { return take(hex(digits)); }
  // The first octet of each packet since the last look.
  OctetVector heard() {
    OctetVector firsts;
    for (const auto& packet : packets) firsts.push_back(packet.bytes.front());
    packets.clear();
    return firsts;
  }
  const UdptlCounters& counters() const { return receiver.counters(); }
};

// A datagram of indicators: number `seq`, before it the packets of `earlier`, newest first.
OctetVector said(int seq, std::uint8_t primary, const OctetVector& earlier = {}) {
  OctetVector datagram{static_cast<std::uint8_t>(seq >> 8),      static_cast<std::uint8_t>(seq), 1, primary, 0,
                       static_cast<std::uint8_t>(earlier.size())};
  for (const auto octet : earlier) datagram.insert(datagram.end(), {1, octet});
  return datagram;
}

TEST(UdptlReceiver, packets_come_out_once_and_in_order) {
  Hearing h;
  EXPECT_TRUE(h.take(said(0, 2)));
  EXPECT_TRUE(h.take(said(1, 4, {2})));
  EXPECT_TRUE(h.take(said(1, 4, {2})));
  EXPECT_TRUE(h.take(said(2, 6, {4, 2})));
  ASSERT_EQ(h.packets.size(), 3U);
  for (std::uint16_t i = 0; i < 3; ++i) EXPECT_EQ(h.packets[i].seq, i);
  EXPECT_EQ(h.heard(), (OctetVector{2, 4, 6}));
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 3, .duplicates = 1}));
}

TEST(UdptlReceiver, a_lost_packet_is_recovered_from_the_next) {
  Hearing h;
  h.take(said(0, 2));
  h.take(said(3, 8, {6, 4, 2}));
  ASSERT_EQ(h.packets.size(), 4U);
  EXPECT_EQ(h.packets[1].seq, 1);
  EXPECT_EQ(h.heard(), (OctetVector{2, 4, 6, 8}));
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 4, .recovered = 2}));
  EXPECT_EQ(h.receiver.stats(), (MediaStats{.packets_lost = 0, .packets_recovered = 2}));
}

TEST(UdptlReceiver, a_gap_nobody_fills_is_given_up_at_once_and_shows_in_the_numbers) {
  Hearing h;
  h.take(said(0, 2));
  h.take(said(5, 12, {10, 8}));
  ASSERT_EQ(h.packets.size(), 4U);
  EXPECT_EQ(h.packets[1].seq, 3);
  EXPECT_EQ(h.heard(), (OctetVector{2, 8, 10, 12}));
  EXPECT_EQ(h.receiver.stats(), (MediaStats{.packets_lost = 2, .packets_recovered = 2}));
}

TEST(UdptlReceiver, overtaken_packets_come_from_the_one_that_overtook_and_not_again) {
  Hearing h;
  h.take(said(0, 2));
  h.take(said(2, 6, {4, 2}));
  h.take(said(1, 4, {2}));
  h.take(said(3, 8, {6, 4, 2}));
  EXPECT_EQ(h.heard(), (OctetVector{2, 4, 6, 8}));
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 4, .recovered = 1, .duplicates = 1}));
}

TEST(UdptlReceiver, what_comes_after_it_was_given_up_is_late) {
  Hearing h;
  h.take(said(0, 2));
  h.take(said(2, 6));
  h.take(said(1, 4));
  h.take(said(1, 4));
  h.take(said(3, 8));
  EXPECT_EQ(h.heard(), (OctetVector{2, 6, 8}));
  EXPECT_EQ(h.counters().lost, 1);
  EXPECT_EQ(h.counters().late, 2);
  EXPECT_EQ(h.counters().restarts, 0);
}

TEST(UdptlReceiver, the_first_packets_may_be_lost) {
  Hearing h;
  h.take(said(3, 8, {6, 4}));
  EXPECT_EQ(h.heard(), (OctetVector{4, 6, 8}));
  EXPECT_EQ(h.receiver.stats(), (MediaStats{.packets_lost = 1, .packets_recovered = 2}));
}

TEST(UdptlReceiver, a_far_end_that_begins_anywhere_is_taken_from_there) {
  Hearing h;
  h.take(said(40000, 8, {6, 4}));
  h.take(said(40001, 10, {8, 6}));
  EXPECT_EQ(h.packets[0].seq, 0);
  EXPECT_EQ(h.heard(), (OctetVector{8, 10}));
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 2}));
}

TEST(UdptlReceiver, numbers_wrap_with_losses_around) {
  Hearing h;
  h.take(said(65533, 2));
  h.take(said(65534, 4, {2}));
  h.take(said(1, 10, {8, 6, 4}));
  h.take(said(65535, 6, {4, 2}));
  h.take(said(2, 12, {10}));
  EXPECT_EQ(h.heard(), (OctetVector{2, 4, 6, 8, 10, 12}));
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 6, .recovered = 2, .duplicates = 1}));
}

TEST(UdptlReceiver, two_packets_far_back_are_a_restart_and_their_numbers_go_on) {
  Hearing h;
  for (int seq = 0; seq < 200; ++seq) h.take(said(seq, 2));
  h.packets.clear();
  h.take(said(0, 4));
  EXPECT_TRUE(h.packets.empty());  // one alone is a stray
  h.take(said(0, 4));              // and stays one when it is repeated
  EXPECT_TRUE(h.packets.empty());
  h.take(said(1, 6, {4}));
  h.take(said(3, 10, {8, 6, 4}));
  ASSERT_EQ(h.packets.size(), 4U);
  for (std::uint16_t i = 0; i < 4; ++i) EXPECT_EQ(h.packets[i].seq, 200 + i);
  EXPECT_EQ(h.heard(), (OctetVector{4, 6, 8, 10}));
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 204, .recovered = 1, .restarts = 1}));
}

TEST(UdptlReceiver, a_restart_soon_after_the_beginning_is_seen_by_other_packets_under_old_numbers) {
  Hearing h;
  for (int seq = 0; seq < 5; ++seq) h.take(said(seq, 2));
  h.take(said(0, 2));  // the same as before: a copy
  h.take(said(1, 6, {2}));
  h.take(said(2, 2, {6, 2}));  // the same again, but in a strange run
  h.packets.clear();
  h.take(said(3, 8, {2, 6, 2}));
  EXPECT_EQ(h.packets.front().seq, 5);
  EXPECT_EQ(h.heard(), (OctetVector{6, 2, 8}));
  EXPECT_EQ(h.counters().restarts, 1);
  h.take(said(4, 10));
  EXPECT_EQ(h.heard(), (OctetVector{10}));
}

TEST(UdptlReceiver, after_a_forged_jump_the_true_packets_are_believed_again) {
  Hearing h;
  for (int seq = 0; seq < 10; ++seq) h.take(said(seq, 2));
  h.take(said(50, 30));
  h.packets.clear();
  for (int seq = 10; seq < 14; ++seq) h.take(said(seq, static_cast<std::uint8_t>(2 * seq)));
  EXPECT_EQ(h.heard(), (OctetVector{20, 22, 24, 26}));
  EXPECT_EQ(h.counters().restarts, 1);
  // Far away a single one changes nothing.
  h.take(said(30000, 30));
  h.take(said(14, 28));
  EXPECT_EQ(h.heard(), (OctetVector{28}));
  EXPECT_EQ(h.counters().lost, 40);
}

TEST(UdptlReceiver, a_delayed_burst_of_copies_is_no_restart) {
  Hearing h;
  h.take(said(0, 2));
  h.take(said(5, 12, {10, 8, 6}));  // 1 is lost
  h.packets.clear();
  h.take(said(1, 4, {2}));
  h.take(said(2, 6, {4, 2}));
  h.take(said(3, 8, {6, 4, 2}));
  h.take(said(4, 10, {8, 6, 4}));
  h.take(said(5, 12, {10, 8, 6}));
  EXPECT_TRUE(h.packets.empty());
  EXPECT_EQ(h.counters().restarts, 0);
  EXPECT_EQ(h.counters().late, 1);
  EXPECT_EQ(h.counters().duplicates, 4);
}

TEST(UdptlReceiver, told_of_a_restart_it_believes_the_first_packet) {
  Hearing h;
  for (int seq = 0; seq < 5; ++seq) h.take(said(seq, 2));
  h.packets.clear();
  h.receiver.restart();
  h.take(said(1, 2, {2}));
  ASSERT_EQ(h.packets.size(), 2U);
  EXPECT_EQ(h.packets[0].seq, 5);
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 7, .recovered = 1, .restarts = 1}));
}

TEST(UdptlReceiver, what_cannot_be_read_changes_nothing_but_a_counter) {
  Hearing h;
  h.take(said(0, 2));
  EXPECT_FALSE(h.take(""));
  EXPECT_FALSE(h.take("0001 0504"));
  OctetVector too_long = said(1, 4);
  too_long.resize(1473);
  EXPECT_FALSE(h.take(too_long));
  too_long.resize(1472);
  EXPECT_TRUE(h.take(too_long));
  EXPECT_EQ(h.heard(), (OctetVector{2, 4}));
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 2, .malformed = 3}));
}

TEST(UdptlReceiver, a_packet_without_octets_is_not_handed_out) {
  Hearing h;
  h.take("0000 00 00 00");
  h.take(said(1, 4));
  EXPECT_EQ(h.heard(), (OctetVector{4}));
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 1}));
}

TEST(UdptlReceiver, one_parity_gives_a_lost_packet_back) {
  Hearing h;
  h.take("0000 0102 00 00");
  h.take("0001 0104 00 00");
  // Packet 2, C00140, is lost. One parity over 0, 1 and 2: 02^04^C0, 01, 40.
  h.take("0003 0106 80 0103 01 03C60140");
  ASSERT_EQ(h.packets.size(), 4U);
  EXPECT_EQ(h.packets[2].bytes, hex("C00140"));
  EXPECT_EQ(h.packets[2].seq, 2);
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 4, .recovered = 1}));
}

TEST(UdptlReceiver, a_parity_that_begins_before_the_first_packet_is_not_used) {
  Hearing h;
  h.take("0000 0102 00 00");
  // Three packets back from 2 would be number -1.
  h.take("0002 0106 80 0103 01 0104");
  EXPECT_EQ(h.heard(), (OctetVector{2, 6}));
  EXPECT_EQ(h.counters().lost, 1);
}

TEST(UdptlReceiver, a_parity_over_more_than_is_remembered_is_not_used) {
  for (const auto& [covered, recovered] : {std::pair{"013F", 1}, {"0140", 0}, {"017F", 0}, {"047FFFFFFF", 0}}) {
    Hearing h;
    for (int seq = 0; seq < 79; ++seq) h.take(said(seq, 2));
    // 79 is lost. Of 63 packets, 62 of them 02, the parity is the lost one.
    EXPECT_TRUE(h.take("0050 0106 80" + std::string(covered) + "01 0104"));
    EXPECT_EQ(h.counters().recovered, recovered) << covered;
    EXPECT_EQ(h.counters().lost, 1 - recovered) << covered;
  }
}

TEST(UdptlReceiver, a_long_cut_counts_every_packet) {
  Hearing h;
  h.take(said(0, 2));
  h.take(said(501, 8, {6, 4}));
  EXPECT_EQ(h.heard(), (OctetVector{2, 4, 6, 8}));
  EXPECT_EQ(h.counters(), (UdptlCounters{.packets = 4, .recovered = 2, .lost = 498}));
}

TEST(UdptlReceiver, two_lost_packets_of_one_parity_stay_lost) {
  Hearing h;
  h.take("0000 0102 00 00");
  h.take("0003 0106 80 0103 01 03C60140");
  EXPECT_EQ(h.heard(), (OctetVector{2, 6}));
  EXPECT_EQ(h.counters().lost, 2);
}

}  // namespace
}  // namespace caselli
