#include "media/srtp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rtp_testing.h"

namespace caselli {
namespace {

using rtp_testing::rtp_octets;
using rtp_testing::RtpOctets;
using testing::HasSubstr;
using testing::Not;

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

// The crypto line of RFC 4568, 4.2 (an example); its key is WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz,
// base64 of this text.
TEST(SrtpKeys, the_example_of_rfc_4568_is_read) {
  const auto keys =
      parse_srtp_keys("AES_CM_128_HMAC_SHA1_80", "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20", "");
  ASSERT_TRUE(keys.ok()) << keys.error().text;
  EXPECT_EQ(keys->suite, SrtpSuite::aes_cm_128_hmac_sha1_80);
  EXPECT_EQ((std::string{keys->master.begin(), keys->master.end()}), "YS___semctl () {\t220;}\n}\nunles");
  EXPECT_EQ(srtp_inline(*keys), "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz");
}

TEST(SrtpKeys, lines_that_would_change_the_packets_are_left_to_others) {
  const std::string key = "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
  struct Case {
    const char* suite;
    std::string keys;
    const char* parameters;
    Errc code;
    const char* reason;
  };
  const Case cases[] = {
      {"F8_128_HMAC_SHA1_80", key, "", Errc::unavailable, "suite"},
      {"AES_CM_128_HMAC_SHA1_32", key + "|2^20|1:4", "", Errc::unavailable, "master key index"},
      {"AES_CM_128_HMAC_SHA1_32", key + "|1:4", "", Errc::unavailable, "master key index"},
      {"AES_CM_128_HMAC_SHA1_32", key + ";" + key, "", Errc::unavailable, "several keys"},
      {"AES_CM_128_HMAC_SHA1_32", key, "UNENCRYPTED_SRTP", Errc::unavailable, "UNENCRYPTED_SRTP"},
      {"AES_CM_128_HMAC_SHA1_32", key + "|many", "", Errc::invalid_argument, "lifetime"},
      {"AES_CM_128_HMAC_SHA1_32", "inline:WVNf", "", Errc::invalid_argument, "40 characters"},
      {"AES_CM_128_HMAC_SHA1_32", "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGV=", "", Errc::invalid_argument,
       "40 characters"},
      {"AES_CM_128_HMAC_SHA1_32", "uri:x", "", Errc::invalid_argument, "inline"},
  };
  for (const Case& c : cases) {
    const auto keys = parse_srtp_keys(c.suite, c.keys, c.parameters);
    ASSERT_FALSE(keys.ok()) << c.keys;
    EXPECT_EQ(keys.error().code, c.code) << keys.error().text;
    EXPECT_THAT(keys.error().text, HasSubstr(c.reason));
    EXPECT_THAT(keys.error().text, Not(HasSubstr("WVNf")));
  }
  EXPECT_TRUE(parse_srtp_keys("AES_CM_128_HMAC_SHA1_32", key + "|1048576", "WSH=128").ok());
}

}  // namespace
}  // namespace caselli
