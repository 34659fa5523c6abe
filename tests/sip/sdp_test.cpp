#include "sip/sdp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sip/sdp_crypto.h"

namespace caselli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// RFC 8866 section 5 (its example), shortened to what a call has, with video in the middle.
constexpr std::string_view kExample =
    "v=0\r\n"
    "o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1\r\n"
    "s=Call to John Smith\r\n"
    "i=SDP Offer #1\r\n"
    "c=IN IP4 198.51.100.1\r\n"
    "t=0 0\r\n"
    "m=audio 49170 RTP/AVP 0 8 101\r\n"
    "a=rtpmap:101 telephone-event/8000\r\n"
    "a=fmtp:101 0-15\r\n"
    "a=ptime:20\r\n"
    "m=video 51372 RTP/AVP 99\r\n"
    "c=IN IP6 2001:db8::2\r\n"
    "a=rtpmap:99 h263-1998/90000\r\n"
    "m=image 4000 udptl t38\r\n"
    "a=T38FaxVersion:0\r\n";

Sdp parsed(std::string_view text) {
  auto sdp = parse_sdp(text);
  EXPECT_TRUE(sdp.ok()) << (sdp.ok() ? "" : sdp.error().text) << "\n" << text;
  return sdp.ok() ? *std::move(sdp) : Sdp{};
}

std::string with_lines(const std::string& more) {
  return "v=0\r\no=- 1 2 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" + more;
}

TEST(Sdp, a_description_is_read_line_by_line) {
  const Sdp sdp = parsed(kExample);
  EXPECT_EQ(sdp.origin, (SdpOrigin{"jdoe", "3724394400", 3724394405, "198.51.100.1"}));
  ASSERT_EQ(sdp.media.size(), 3u);

  const SdpMedia& audio = sdp.media[0];
  EXPECT_EQ(audio.kind, SdpMediaKind::audio);
  EXPECT_EQ(audio.transport, SdpTransport::rtp_avp);
  EXPECT_EQ(audio.port, 49170);
  EXPECT_EQ(audio.address, "198.51.100.1");
  EXPECT_EQ(audio.ptime_ms, 20);
  EXPECT_EQ(audio.direction, SdpDirection::sendrecv);
  ASSERT_EQ(audio.formats.size(), 3u);
  EXPECT_EQ(audio.formats[0].encoding, "PCMU");  // by RFC 3551, without rtpmap
  EXPECT_EQ(audio.formats[1].encoding, "PCMA");
  EXPECT_EQ(audio.formats[2].encoding, "TELEPHONE-EVENT");
  EXPECT_EQ(audio.formats[2].payload_type, 101);
  EXPECT_EQ(audio.formats[2].clock_rate, 8000);
  EXPECT_EQ(audio.formats[2].parameters, "0-15");

  EXPECT_EQ(sdp.media[1].kind, SdpMediaKind::other);
  EXPECT_EQ(sdp.media[1].type, "video");
  EXPECT_EQ(sdp.media[1].address, "2001:db8::2");

  EXPECT_EQ(sdp.media[2].kind, SdpMediaKind::image);
  EXPECT_EQ(sdp.media[2].transport, SdpTransport::udptl);
  EXPECT_EQ(sdp.media[2].formats[0].text, "t38");
  EXPECT_THAT(sdp.media[2].attributes, ElementsAre(SdpAttribute{"T38FaxVersion", "0"}));
}

TEST(Sdp, what_is_printed_reads_as_the_same_value) {
  const Sdp sdp = parsed(kExample);
  EXPECT_EQ(parsed(print(sdp)), sdp);
}

TEST(Sdp, a_description_of_ours_is_printed_in_the_standards_order) {
  Sdp sdp;
  sdp.origin = {"-", "77", 3, "2001:db8::1"};
  sdp.address = "2001:db8::1";
  SdpMedia audio;
  audio.kind = SdpMediaKind::audio;
  audio.type = "audio";
  audio.port = 20000;
  audio.transport = SdpTransport::rtp_avp;
  audio.protocol = "RTP/AVP";
  audio.formats = {{"8", 8, "PCMA", 8000, 1, ""}, {"96", 96, "L16", 8000, 2, "x=1"}};
  audio.address = "192.0.2.9";
  audio.direction = SdpDirection::sendonly;
  audio.ptime_ms = 30;
  audio.rtcp_port = 20003;
  audio.rtcp_address = "192.0.2.8";
  sdp.media = {audio};
  EXPECT_EQ(print(sdp),
            "v=0\r\n"
            "o=- 77 3 IN IP6 2001:db8::1\r\n"
            "s=-\r\n"
            "c=IN IP6 2001:db8::1\r\n"
            "t=0 0\r\n"
            "m=audio 20000 RTP/AVP 8 96\r\n"
            "c=IN IP4 192.0.2.9\r\n"
            "a=rtpmap:8 PCMA/8000\r\n"
            "a=rtpmap:96 L16/8000/2\r\n"
            "a=fmtp:96 x=1\r\n"
            "a=ptime:30\r\n"
            "a=sendonly\r\n"
            "a=rtcp:20003 IN IP4 192.0.2.8\r\n");
}

TEST(Sdp, sloppy_descriptions_are_read_as_they_are_meant) {
  const Sdp meant = parsed(with_lines("m=image 4000 udptl t38\r\na=T38FaxVersion:0\r\na=T38FaxMaxBuffer:200\r\n"));
  const std::string kSloppy[] = {
      // Only line feeds; only carriage returns.
      "v=0\no=- 1 2 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=image 4000 udptl t38\na=T38FaxVersion:0\n"
      "a=T38FaxMaxBuffer:200",
      "v=0\ro=- 1 2 IN IP4 192.0.2.1\rc=IN IP4 192.0.2.1\rm=image 4000 udptl t38\ra=T38FaxVersion:0\r"
      "a=T38FaxMaxBuffer:200\r",
      // No v=, s= or t=.
      "o=- 1 2 IN IP4 192.0.2.1\r\nc=IN IP4 192.0.2.1\r\nm=image 4000 udptl t38\r\na=T38FaxVersion:0\r\n"
      "a=T38FaxMaxBuffer:200\r\n",
      // Blanks behind lines and around values, empty lines, lines nobody knows.
      with_lines("\r\nY=unknown\r\nnonsense\r\nm=image  4000 udptl  t38 \r\n"
                 " a=T38FaxVersion: 0 \r\na=T38FaxMaxBuffer :200\t\r\n\r\n"),
      // The connection behind the attributes of the line; a lifetime.
      "v=0\r\no=- 1 2 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nc=in ip4 192.0.2.1/127\r\nm=image 4000/1 udptl t38\r\n"
      "a=T38FaxVersion:0\r\na=T38FaxMaxBuffer:200\r\nc=IN IP4 192.0.2.1\r\n",
      // The end of a C string counted in.
      with_lines("m=image 4000 udptl t38\r\na=T38FaxVersion:0\r\na=T38FaxMaxBuffer:200\r\n") + std::string(1, '\0'),
  };
  for (const std::string& text : kSloppy) EXPECT_EQ(parsed(text), meant) << text;
}

TEST(Sdp, names_of_attributes_may_have_any_case) {
  const Sdp sdp = parsed(with_lines(
      "m=AUDIO 4000 rtp/avp 96\r\na=RTPMAP:96 pcmu/8000\r\na=PTime:30\r\na=SendOnly\r\nm=Image 4002 UDPTL T38\r\n"));
  EXPECT_EQ(sdp.media[0].kind, SdpMediaKind::audio);
  EXPECT_EQ(sdp.media[0].transport, SdpTransport::rtp_avp);
  EXPECT_EQ(sdp.media[0].formats[0].encoding, "PCMU");
  EXPECT_EQ(sdp.media[0].ptime_ms, 30);
  EXPECT_EQ(sdp.media[0].direction, SdpDirection::sendonly);
  EXPECT_EQ(sdp.media[1].transport, SdpTransport::udptl);
}

TEST(Sdp, a_missing_origin_or_connection_is_no_fault_of_the_whole) {
  const Sdp sdp = parsed("v=0\r\nm=audio 4000 RTP/AVP 0\r\n");
  EXPECT_EQ(sdp.media[0].address, "");
  EXPECT_TRUE(is_nowhere(sdp.media[0].address));
}

TEST(Sdp, an_origin_with_blanks_in_its_user_or_a_huge_id_is_read_from_its_end) {
  EXPECT_EQ(parsed("o=Session SDP 99999999999999999999999 7 IN IP4 192.0.2.1\r\nm=audio 1 RTP/AVP 0\r\n").origin,
            (SdpOrigin{"Session", "99999999999999999999999", 7, "192.0.2.1"}));
}

TEST(Sdp, the_direction_of_the_session_is_that_of_lines_without_their_own) {
  const Sdp sdp =
      parsed(with_lines("a=sendonly\r\nm=audio 4000 RTP/AVP 0\r\nm=image 4002 udptl t38\r\na=inactive\r\n"));
  EXPECT_EQ(sdp.media[0].direction, SdpDirection::sendonly);
  EXPECT_EQ(sdp.media[1].direction, SdpDirection::inactive);
}

TEST(Sdp, a_line_that_is_switched_off_says_only_what_it_was) {
  const Sdp sdp =
      parsed(with_lines("m=audio 0 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=inactive\r\na=rtcp:64865\r\n"));
  EXPECT_FALSE(sdp.media[0].active());
  EXPECT_THAT(print(sdp), HasSubstr("m=audio 0 RTP/AVP 8 101\r\n"));
  EXPECT_THAT(print(sdp), testing::Not(HasSubstr("a=")));
}

TEST(Sdp, values_that_cannot_be_read_stay_as_they_are) {
  const Sdp sdp =
      parsed(with_lines("m=audio 4000 RTP/AVP 0 9\r\na=rtpmap:x y\r\na=rtpmap:9 "
                        "G722\r\na=ptime:0\r\na=rtcp:70000\r\na=crypto:x y z\r\n"));
  EXPECT_EQ(sdp.media[0].formats[1].encoding, "");
  EXPECT_EQ(sdp.media[0].ptime_ms, 0);
  EXPECT_EQ(sdp.media[0].rtcp_port, 0);
  EXPECT_TRUE(sdp.media[0].crypto.empty());
  EXPECT_EQ(sdp.media[0].attributes.size(), 5u);
}

TEST(Sdp, what_is_no_description_is_refused_with_the_reason) {
  const auto reason = [](const std::string& text) {
    const auto sdp = parse_sdp(text);
    return sdp.ok() ? std::string{"taken"} : sdp.error().text;
  };
  EXPECT_THAT(reason(""), HasSubstr("no media line"));
  EXPECT_THAT(reason(with_lines("")), HasSubstr("no media line"));
  EXPECT_THAT(reason(with_lines("m=audio\r\n")), HasSubstr("`m=audio`"));
  EXPECT_THAT(reason(with_lines("m=audio 4000\r\n")), HasSubstr("no type, port and protocol"));
  EXPECT_THAT(reason(with_lines("m=audio 65536 RTP/AVP 0\r\n")), HasSubstr("no type, port and protocol"));
  EXPECT_THAT(reason(with_lines("m=audio -1 RTP/AVP 0\r\n")), HasSubstr("no type, port and protocol"));
  EXPECT_THAT(reason(with_lines("m=audio 4000 RTP/AVP 0\x01\r\n")), HasSubstr("control characters"));
}

// Behaviour row 6.
TEST(Sdp, size_and_number_of_lines_are_limited) {
  const std::string line = "m=audio 4000 RTP/AVP 0\r\n";
  EXPECT_TRUE(parse_sdp(line + "i=" + std::string(kMostSdpBytes - line.size() - 2, 'x')).ok());
  EXPECT_FALSE(parse_sdp(line + "i=" + std::string(kMostSdpBytes - line.size() - 1, 'x')).ok());
  std::string lines = line;
  for (int i = 1; i < kMostSdpLines; ++i) lines += "a=x\r\n";
  EXPECT_TRUE(parse_sdp(lines).ok());
  EXPECT_FALSE(parse_sdp(lines + "a=x\r\n").ok());
  std::string media;
  for (int i = 0; i < kMostSdpMedia; ++i) media += line;
  EXPECT_TRUE(parse_sdp(media).ok());
  EXPECT_FALSE(parse_sdp(media + line).ok());
}

TEST(Sdp, every_cut_of_a_description_is_read_or_refused) {
  const std::string text{kExample};
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto sdp = parse_sdp(text.substr(0, length));
    if (sdp) {
      EXPECT_EQ(parsed(print(*sdp)), *sdp) << length;
    }
  }
}

TEST(Sdp, addresses_that_lead_nowhere_are_known) {
  for (const char* address : {"", "0.0.0.0", "::", "0:0::0", "example.invalid"}) EXPECT_TRUE(is_nowhere(address));
  for (const char* address : {"192.0.2.1", "2001:db8::1", "gateway.example", "0"}) EXPECT_FALSE(is_nowhere(address));
  EXPECT_EQ(ip_version("192.0.2.1"), 4);
  EXPECT_EQ(ip_version("2001:db8::1"), 6);
  EXPECT_EQ(ip_version("192.0.2.256"), 0);
}

TEST(Sdp, directions_are_answered_by_their_mirrors) {
  EXPECT_EQ(mirrored(SdpDirection::sendrecv), SdpDirection::sendrecv);
  EXPECT_EQ(mirrored(SdpDirection::sendonly), SdpDirection::recvonly);
  EXPECT_EQ(mirrored(SdpDirection::recvonly), SdpDirection::sendonly);
  EXPECT_EQ(mirrored(SdpDirection::inactive), SdpDirection::inactive);
}

// --- crypto lines

// The key of RFC 4568's examples; the bytes from `base64 -d | xxd`.
constexpr std::string_view kRfcKey = "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20";
constexpr std::string_view kRfcBytes = "YS___semctl () {\t220;}\n}\nunles";

SdpCrypto crypto_of(const std::string& line) {
  return parsed(with_lines("m=audio 4000 RTP/SAVP 0\r\na=crypto:" + line + "\r\n")).media[0].crypto.at(0);
}

TEST(SdpCrypto, the_key_of_a_crypto_line_is_read) {
  const auto offer = read_crypto_line(crypto_of("7 AES_CM_128_HMAC_SHA1_80 " + std::string{kRfcKey} + " WSH=64"));
  ASSERT_TRUE(offer.ok());
  EXPECT_EQ(offer->tag, 7);
  EXPECT_EQ(offer->suite, SrtpSuite::aes_cm_128_hmac_sha1_80);
  EXPECT_EQ(std::string(offer->key.begin(), offer->key.end()), kRfcBytes);
}

TEST(SdpCrypto, a_printed_line_has_the_key_in_base64) {
  SrtpOffer offer{.tag = 2, .suite = SrtpSuite::aes_cm_128_hmac_sha1_32};
  std::copy(kRfcBytes.begin(), kRfcBytes.end(), offer.key.begin());
  EXPECT_EQ(crypto_line(offer),
            (SdpCrypto{2, "AES_CM_128_HMAC_SHA1_32", "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz", ""}));
}

TEST(SdpCrypto, what_would_change_the_coding_is_refused) {
  const std::string key{kRfcKey};
  for (const std::string& line :
       std::vector<std::string>{"1 AES_256_CM_HMAC_SHA1_80 " + key, "1 AES_CM_128_HMAC_SHA1_80 " + key + "|1:4",
                                "1 AES_CM_128_HMAC_SHA1_80 " + key + ";" + key, "1 AES_CM_128_HMAC_SHA1_80 uri:x",
                                std::string{"1 AES_CM_128_HMAC_SHA1_80 inline:c2hvcnQ="},
                                "1 AES_CM_128_HMAC_SHA1_80 inline:" + std::string(40, '!'),
                                "1 AES_CM_128_HMAC_SHA1_80 " + key + " UNENCRYPTED_SRTP"})
    EXPECT_FALSE(read_crypto_line(crypto_of(line)).ok()) << line;
  EXPECT_TRUE(read_crypto_line(crypto_of("1 AES_CM_128_HMAC_SHA1_80 " + key + " -NEW=1")).ok());
}

}  // namespace
}  // namespace caselli
