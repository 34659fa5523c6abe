#include <gtest/gtest.h>

#include "media/udptl_ifp.h"
#include "media/udptl_parity.h"
#include "media/udptl_testing.h"

namespace caselli {
namespace {

TEST(UdptlParity, it_is_the_exclusive_or_padded_with_zeros) {
  const auto one = hex("C00140"), two = hex("04"), three = hex("C001800000FF");
  EXPECT_EQ(parity_of({one, two, three}, false), hex("0400C00000FF"));
  EXPECT_EQ(parity_of({one, two, three}, true), hex("0004 0400C00000FF"));  // 3 ^ 1 ^ 6
  EXPECT_EQ(parity_of({two}, false), two);
}

TEST(UdptlParity, either_form_gives_the_missing_packet_in_its_own_length) {
  const std::vector<OctetVector> packets{hex("C00140"), hex("04"), hex("C001800000FF"), hex("D001E00003 00000000")};
  for (const bool lengths : {false, true}) {
    const auto parity = parity_of({packets.begin(), packets.end()}, lengths);
    for (std::size_t missing = 0; missing < packets.size(); ++missing) {
      std::vector<Octets> present;
      for (std::size_t i = 0; i < packets.size(); ++i)
        if (i != missing) present.push_back(packets[i]);
      EXPECT_EQ(missing_packet(parity, present), packets[missing]) << missing << lengths;
    }
  }
}

TEST(UdptlParity, nothing_comes_of_packets_it_was_not_made_of) {
  const auto one = hex("C00140"), two = hex("04"), longer = hex("C001800001FFFF"), other = hex("C001800003FFC81377");
  const auto parity = parity_of({one, two}, false);
  EXPECT_FALSE(missing_packet(parity, {longer}));
  EXPECT_FALSE(missing_packet(parity_of({one, longer}, false), {other}));
  EXPECT_FALSE(missing_packet({}, {}));
  EXPECT_FALSE(missing_packet(parity, {hex("FF")}));
}

// The coding of T.38 (1998) has the field type in three bits; later ones put an extension
// bit before it. X.691: octet strings and their lengths begin at an octet.
TEST(UdptlIfp, packets_are_measured_in_both_codings) {
  struct Case {
    const char* packet;
    std::size_t length;
  };
  for (const auto& [packet, length] : {
           Case{"00", 1},                    // no-signal
           Case{"1E", 1},                    // v17-14400-long-training
           Case{"2000", 2},                  // v8-ansam, behind the extension marker
           Case{"C00140", 3},                // v21, hdlc-fcs-OK-sig-end
           Case{"C00110", 3},                // v21, hdlc-sig-end
           Case{"C001800000FF", 6},          // v21, hdlc-data FF
           Case{"C00280000 2FFC822 40", 9},  // v21, hdlc-data FF C8 22, hdlc-fcs-OK-sig-end
           Case{"C0028000 02FFC822 20", 9},  // the same, later coding
           Case{"C002280000FF", 6},          // hdlc-fcs-OK and hdlc-data in one octet
           Case{"D001E0000100 00", 7},       // v17-14400, t4-non-ecm-data 00 00
           Case{"D001B0000100 00", 7},       // the same, later coding
       }) {
    auto octets = hex(packet);
    ASSERT_EQ(octets.size(), length) << packet;
    EXPECT_EQ(padded_ifp_length(octets), length) << packet;
    octets.resize(length + 5);
    EXPECT_EQ(padded_ifp_length(octets), length) << packet;
    octets.back() = 1;
    EXPECT_EQ(padded_ifp_length(octets), std::nullopt) << packet;
  }
}

TEST(UdptlIfp, what_is_no_packet_has_no_length) {
  for (const auto* octets :
       {"", "80", "40", "C0", "C000", "C00180", "C0018000", "C001800001FF", "D2", "C0FF80000000", "9E01"})
    EXPECT_EQ(padded_ifp_length(hex(octets)), std::nullopt) << octets;
}

TEST(UdptlIfp, no_signal_is_the_first_indicator) {
  EXPECT_EQ(no_signal_packet().bytes, hex("00"));
  EXPECT_EQ(no_signal_packet().copies, 1);
}

}  // namespace
}  // namespace caselli
