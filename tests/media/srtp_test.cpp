#include "media/srtp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rtp_testing.h"

namespace caselli {
namespace {

using rtp_testing::rtp_octets;
using rtp_testing::RtpOctets;
using testing::HasSubstr;

SrtpKeys keys_of(SrtpSuite suite, std::string_view hex) {
  SrtpKeys keys{.suite = suite};
  const RtpOctets master = rtp_octets(hex);
  std::copy_n(master.begin(), keys.master.size(), keys.master.begin());
  return keys;
}

constexpr const char* kOneKey = "e1f97a0d3e018be0d64fa32c06de4139 0ec675ad498afeebb6960b3aabe6";
constexpr const char* kOtherKey = "00112233445566778899aabbccddeeff 00112233445566778899aabbccdd";

struct SrtpPair {
  explicit SrtpPair(SrtpSuite suite, const char* heard_with = kOneKey) {
    one = std::move(Srtp::make(keys_of(suite, kOneKey), keys_of(suite, kOtherKey))).value();
    two = std::move(Srtp::make(keys_of(suite, kOtherKey), keys_of(suite, heard_with))).value();
  }
  std::unique_ptr<Srtp> one, two;
};

RtpOctets rtp_of(std::uint16_t sequence) {
  const RtpOctets payload(160, 0xD5);
  RtpOctets bytes;
  build_rtp(
      {.payload_type = 8, .sequence = sequence, .timestamp = sequence * 160u, .ssrc = 0xCAFEBABE, .payload = payload},
      bytes);
  return bytes;
}

const RtpOctets kReport = rtp_octets("80 c9 0001 cafebabe");

TEST(Srtp, packets_of_both_kinds_survive_with_both_suites) {
  for (const SrtpSuite suite : {SrtpSuite::aes_cm_128_hmac_sha1_80, SrtpSuite::aes_cm_128_hmac_sha1_32}) {
    SrtpPair pair{suite};
    RtpOctets packet = rtp_of(1);
    ASSERT_TRUE(pair.one->protect(packet, false).ok());
    EXPECT_EQ(packet.size(), rtp_of(1).size() + (suite == SrtpSuite::aes_cm_128_hmac_sha1_80 ? 10 : 4));
    EXPECT_NE(RtpOctets(packet.begin() + 12, packet.begin() + 172), RtpOctets(160, 0xD5));
    ASSERT_TRUE(pair.two->unprotect(packet, false).ok());
    EXPECT_EQ(packet, rtp_of(1));

    packet = kReport;
    ASSERT_TRUE(pair.one->protect(packet, true).ok());
    EXPECT_EQ(packet.size(), kReport.size() + 14);  // RFC 3711, 3.4: an index of 4 and a tag of 10
    ASSERT_TRUE(pair.two->unprotect(packet, true).ok());
    EXPECT_EQ(packet, kReport);
  }
}

// Worked out with OpenSSL from RFC 3711, 4.3.3 (key derivation), 4.1.1 and 4.2.1 by hand.
TEST(Srtp, a_sealed_packet_is_the_one_rfc_3711_computes) {
  SrtpPair pair{SrtpSuite::aes_cm_128_hmac_sha1_80};
  RtpOctets packet = rtp_octets("800f1234 decafbad cafebabe abababab abababab abababab abababab");
  ASSERT_TRUE(pair.one->protect(packet, false).ok());
  EXPECT_EQ(packet,
            rtp_octets("800f1234 decafbad cafebabe 4e55dc4c e79978d8 8ca4d215 949d2402 b78d6acc 99ea179b 8dbb"));
}

TEST(Srtp, another_key_is_refused) {
  SrtpPair pair{SrtpSuite::aes_cm_128_hmac_sha1_80, kOtherKey};
  RtpOctets packet = rtp_of(1);
  ASSERT_TRUE(pair.one->protect(packet, false).ok());
  const Status status = pair.two->unprotect(packet, false);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, Errc::unauthenticated);
  EXPECT_THAT(status.error().text, HasSubstr("authentication tag is wrong"));
}

TEST(Srtp, a_changed_octet_anywhere_is_refused) {
  SrtpPair pair{SrtpSuite::aes_cm_128_hmac_sha1_80};
  RtpOctets sealed = rtp_of(1);
  ASSERT_TRUE(pair.one->protect(sealed, false).ok());
  for (std::size_t at = 0; at < sealed.size(); at += 7) {
    RtpOctets packet = sealed;
    packet[at] ^= 0x01;
    EXPECT_FALSE(pair.two->unprotect(packet, false).ok()) << at;
  }
  EXPECT_TRUE(pair.two->unprotect(sealed, false).ok());
}

TEST(Srtp, a_replay_is_refused_and_an_overtaken_packet_is_not) {
  SrtpPair pair{SrtpSuite::aes_cm_128_hmac_sha1_32};
  RtpOctets sealed[4];
  for (std::uint16_t i = 0; i < 4; ++i) {
    sealed[i] = rtp_of(static_cast<std::uint16_t>(0xFFFE + i));  // over the wrap of the sequence
    ASSERT_TRUE(pair.one->protect(sealed[i], false).ok());
  }
  for (const int i : {0, 3, 1, 2}) {
    RtpOctets packet = sealed[i];
    EXPECT_TRUE(pair.two->unprotect(packet, false).ok()) << i;
  }
  const Status status = pair.two->unprotect(sealed[1], false);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, Errc::wrong_state);
  EXPECT_THAT(status.error().text, HasSubstr("replay"));

  RtpOctets report = kReport;
  ASSERT_TRUE(pair.one->protect(report, true).ok());
  RtpOctets again = report;
  EXPECT_TRUE(pair.two->unprotect(report, true).ok());
  EXPECT_EQ(pair.two->unprotect(again, true).error().code, Errc::wrong_state);
}

TEST(Srtp, packets_too_short_for_header_and_tag_are_refused) {
  SrtpPair pair{SrtpSuite::aes_cm_128_hmac_sha1_80};
  for (std::size_t size = 0; size < 22; ++size)
    for (const bool rtcp : {false, true}) {
      RtpOctets packet(size, 0x80);
      EXPECT_FALSE(pair.two->unprotect(packet, rtcp).ok()) << size;
    }
}

}  // namespace
}  // namespace caselli
