#include "sip/media_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sip/media_answer_testing.h"

namespace caselli::offer_testing {
namespace {

using testing::HasSubstr;

std::string refusal_of(const std::variant<MediaAnswer, MediaRefusal>& answer) {
  const auto* refusal = std::get_if<MediaRefusal>(&answer);
  return refusal ? refusal->reason : "taken";
}

// --- Answers to offers

TEST(MediaAnswer, an_audio_offer_is_answered_with_its_first_codec_alone) {
  const MediaAnswer answer = answered(far_sdp(kAudioLine), local_media());
  EXPECT_EQ(print(answer.sdp),
            "v=0\r\n"
            "o=- 4711 1 IN IP4 198.51.100.7\r\n"
            "s=-\r\n"
            "c=IN IP4 198.51.100.7\r\n"
            "t=0 0\r\n"
            "m=audio 20000 RTP/AVP 8\r\n"
            "a=rtpmap:8 PCMA/8000\r\n"
            "a=ptime:20\r\n"
            "a=sendrecv\r\n"
            "a=silenceSupp:off - - - -\r\n"
            "a=ecan:fb off -\r\n");
  EXPECT_EQ(answer.agreed, MediaAgreed(AudioAgreed{.codec = AudioCodec::pcma,
                                                   .send_payload_type = 8,
                                                   .receive_payload_type = 8,
                                                   .address = "192.0.2.1",
                                                   .port = 4000,
                                                   .rtcp_address = "192.0.2.1",
                                                   .rtcp_port = 4001,
                                                   .ptime_ms = 30}));
}

TEST(MediaAnswer, only_allowed_codecs_are_taken) {
  LocalMedia local = local_media();
  local.codecs = {AudioCodec::pcmu};
  EXPECT_EQ(std::get<AudioAgreed>(answered(far_sdp(kAudioLine), local).agreed).codec, AudioCodec::pcmu);
  EXPECT_THAT(refusal_of(answer_offer(far_sdp("m=audio 4000 RTP/AVP 18 8 9\r\na=rtpmap:18 G729/8000\r\n"), local)),
              HasSubstr("none of its codecs (G729, PCMA, 9)"));
}

TEST(MediaAnswer, a_payload_type_of_the_far_ends_choice_is_taken_by_its_name) {
  const MediaAnswer answer = answered(
      far_sdp("m=audio 4000 RTP/AVP 98 97\r\na=rtpmap:98 PCMA/16000\r\na=rtpmap:97 pcma/8000/1\r\n"), local_media());
  EXPECT_EQ(std::get<AudioAgreed>(answer.agreed).send_payload_type, 97);
  EXPECT_THAT(print(answer.sdp), HasSubstr("m=audio 20000 RTP/AVP 97\r\na=rtpmap:97 PCMA/8000\r\n"));
}

TEST(MediaAnswer, a_t38_offer_is_answered_with_the_negotiated_terms) {
  LocalMedia local = local_media();
  local.t38.version = 3;
  local.t38.fill_bit_removal = true;
  const MediaAnswer answer = answered(far_sdp(kImageLine), local);
  EXPECT_EQ(print(answer.sdp),
            "v=0\r\n"
            "o=- 4711 1 IN IP4 198.51.100.7\r\n"
            "s=-\r\n"
            "c=IN IP4 198.51.100.7\r\n"
            "t=0 0\r\n"
            "m=image 20002 udptl t38\r\n"
            "a=T38FaxVersion:0\r\n"
            "a=T38MaxBitRate:9600\r\n"
            "a=T38FaxRateManagement:transferredTCF\r\n"
            "a=T38FaxMaxDatagram:1400\r\n"
            "a=T38FaxUdpEC:t38UDPRedundancy\r\n");
  EXPECT_EQ(answer.agreed, MediaAgreed(T38Agreed{.terms = {.max_bit_rate = 9600,
                                                           .max_buffer = 200,
                                                           .max_datagram = 320,
                                                           .error_correction = {T38ErrorCorrection::redundancy}},
                                                 .address = "192.0.2.1",
                                                 .port = 4002}));
}

TEST(MediaAnswer, local_training_is_answered_with_transferred_training_over_udp) {
  const MediaAnswer answer =
      answered(far_sdp("m=image 4002 udptl t38\r\na=T38FaxRateManagement:localTCF\r\n"), local_media());
  EXPECT_THAT(print(answer.sdp), HasSubstr("a=T38FaxRateManagement:transferredTCF\r\n"));
}

struct BothCase {
  std::string offer;
  LocalMedia local;
  Transport preferred;
  Transport taken;
  std::string lines;  // m= lines of the answer
};

TEST(MediaAnswer, of_audio_and_t38_one_is_taken_and_the_other_refused_in_its_place) {
  const std::string switched_off = "m=image 0 udptl t38\r\n";
  const BothCase cases[] = {
      {kAudioLine + kImageLine, local_media(), Transport::t38, Transport::t38, "audio 0;image 20002;"},
      {kAudioLine + kImageLine, local_media(), Transport::audio, Transport::audio, "audio 20000;image 0;"},
      {kImageLine + kAudioLine, local_media(), Transport::audio, Transport::audio, "image 0;audio 20000;"},
      {kAudioLine + kImageLine, without_t38(), Transport::t38, Transport::audio, "audio 20000;image 0;"},
      {kAudioLine + kImageLine, without_audio(), Transport::audio, Transport::t38, "audio 0;image 20002;"},
      {kAudioLine + switched_off, local_media(), Transport::t38, Transport::audio, "audio 20000;image 0;"},
      {"m=audio 0 RTP/AVP 8\r\n" + kImageLine, local_media(), Transport::audio, Transport::t38, "audio 0;image 20002;"},
      // Several of a kind: the first that can be taken.
      {"m=image 4010 tcp t38\r\n" + kImageLine + "m=image 4012 udptl t38\r\n", local_media(), Transport::t38,
       Transport::t38, "image 0;image 20002;image 0;"},
      {"m=video 4004 RTP/AVP 99\r\n" + kAudioLine + "m=application 9 TCP/BFCP *\r\n", local_media(), Transport::t38,
       Transport::audio, "video 0;audio 20000;application 0;"},
      {"m=audio 4008 RTP/SAVP 8\r\n" + kAudioLine, local_media(), Transport::t38, Transport::audio,
       "audio 0;audio 20000;"},
  };
  for (BothCase each : cases) {
    each.local.preferred = each.preferred;
    const MediaAnswer answer = answered(far_sdp(each.offer), each.local);
    EXPECT_EQ(kind_of(answer.agreed), each.taken) << each.offer;
    EXPECT_EQ(media_lines(answer.sdp), each.lines) << each.offer;
    const OfferedMedia offered = offered_media(far_sdp(each.offer), each.local);
    EXPECT_TRUE(each.taken == Transport::t38 ? offered.t38 : offered.audio);
  }
}

TEST(MediaAnswer, a_refused_line_keeps_type_protocol_and_formats) {
  const MediaAnswer answer = answered(
      far_sdp(kAudioLine + "m=image 4002 TCP/TLS t38\r\na=setup:actpass\r\nm=video 0 RTP/AVP\r\n"), local_media());
  EXPECT_THAT(print(answer.sdp), HasSubstr("m=image 0 TCP/TLS t38\r\nm=video 0 RTP/AVP 0\r\n"));
}

struct RefusedOffer {
  std::string lines;
  LocalMedia local;
  const char* reason;
};

TEST(MediaAnswer, an_offer_of_which_nothing_can_be_taken_is_refused_with_the_reason) {
  const RefusedOffer cases[] = {
      {kImageLine, without_t38(), "T.38 is not taken now"},
      {kAudioLine, without_audio(), "audio is not taken now"},
      {"m=image 0 udptl t38\r\n", local_media(), "every line of the offer is switched off"},
      {"m=image 4002 tcp t38\r\n", local_media(), "T.38 over tcp is not taken, only UDPTL"},
      {"m=image 4002 RTP/AVP 98\r\na=rtpmap:98 t38/8000\r\n", local_media(), "T.38 over RTP/AVP is not taken"},
      {"m=image 4002 UDP/TLS/UDPTL t38\r\n", local_media(), "T.38 over UDP/TLS/UDPTL is not taken"},
      {"m=image 4002 udptl jpeg\r\n", local_media(), "the image line is not of T.38"},
      {"m=audio 4000 RTP/SAVP 8\r\n", local_media(), "RTP/SAVP is not taken on this line, only RTP/AVP"},
      {kAudioLine, with_srtp(), "RTP/AVP is not taken on this line, only RTP/SAVP"},
      {"m=audio 4000 RTP/SAVP 8\r\n", with_srtp(), "it has no crypto line"},
      {"m=audio 4000 RTP/SAVP 8\r\na=crypto:1 F8_128_HMAC_SHA1_80 inline:x\r\n", with_srtp(), "F8_128_HMAC_SHA1_80"},
      {"m=video 4000 RTP/AVP 99\r\n", local_media(), "video is not taken here"},
      {"m=image 4002 udptl t38\r\nc=IN IP6 2001:db8::1\r\n", local_media(), "is IPv6, this call's is not"},
      {"m=image 4002 udptl t38\r\nc=IN IP4 gateway.example\r\n", local_media(), "is a name, not a number"},
      {"m=image 4002 udptl t38\r\nc=IN IP4 239.1.2.3/127\r\n", local_media(), "is not that of one machine"},
      {"m=image 4002 udptl t38\r\nc=IN IP4 255.255.255.255\r\n", local_media(), "is not that of one machine"},
  };
  for (const RefusedOffer& each : cases) {
    const Sdp offer = far_sdp(each.lines);
    EXPECT_THAT(refusal_of(answer_offer(offer, each.local)), HasSubstr(each.reason)) << each.lines;
    const OfferedMedia offered = offered_media(offer, each.local);
    EXPECT_FALSE(offered.audio || offered.t38) << each.lines;
  }
}

TEST(MediaAnswer, over_ipv6_the_answer_is_ipv6) {
  LocalMedia local = local_media();
  local.address = "2001:db8::7";
  const MediaAnswer answer = answered(sdp_of("c=IN IP6 2001:db8::1\r\n" + kImageLine), local);
  EXPECT_THAT(print(answer.sdp), HasSubstr("c=IN IP6 2001:db8::7\r\n"));
  EXPECT_EQ(std::get<T38Agreed>(answer.agreed).address, "2001:db8::1");
}

TEST(MediaAnswer, rtcp_goes_where_the_far_end_says) {
  const auto rtcp_of = [](const std::string& attribute) {
    const auto agreed = std::get<AudioAgreed>(answered(far_sdp(kAudioLine + attribute), local_media()).agreed);
    return agreed.rtcp_address + " " + std::to_string(agreed.rtcp_port);
  };
  EXPECT_EQ(rtcp_of("a=rtcp:5000\r\n"), "192.0.2.1 5000");
  EXPECT_EQ(rtcp_of("a=rtcp:5000 IN IP4 192.0.2.66\r\n"), "192.0.2.66 5000");
  EXPECT_EQ(rtcp_of("a=rtcp:5000 IN IP4 239.1.1.1\r\n"), "192.0.2.1 4001");
}

struct HoldCase {
  const char* connection;
  const char* direction;
  bool held;
  SdpDirection answer;
};

TEST(MediaAnswer, hold_is_answered_by_the_mirrored_direction) {
  // RFC 3264 6.1 and 8.4; 0.0.0.0 is the hold of RFC 2543.
  const HoldCase cases[] = {
      {"192.0.2.1", "sendrecv", false, SdpDirection::sendrecv}, {"192.0.2.1", "sendonly", true, SdpDirection::recvonly},
      {"192.0.2.1", "recvonly", false, SdpDirection::sendonly}, {"192.0.2.1", "inactive", true, SdpDirection::inactive},
      {"0.0.0.0", "sendrecv", true, SdpDirection::recvonly},    {"0.0.0.0", "sendonly", true, SdpDirection::recvonly},
      {"0.0.0.0", "recvonly", true, SdpDirection::inactive},    {"0.0.0.0", "inactive", true, SdpDirection::inactive},
  };
  for (const HoldCase& each : cases)
    for (const std::string& line : {kAudioLine, kImageLine}) {
      const Sdp offer =
          sdp_of(std::string{"c=IN IP4 "} + each.connection + "\r\n" + line + "a=" + each.direction + "\r\n");
      const MediaAnswer answer = answered(offer, local_media());
      EXPECT_EQ(is_held(answer.agreed), each.held) << each.connection << each.direction;
      EXPECT_EQ(offered_media(offer, local_media()).held, each.held);
      EXPECT_EQ(answer.sdp.media[0].direction, each.answer) << each.connection << each.direction;
    }
}

TEST(MediaAnswer, srtp_is_answered_with_the_tag_of_the_line_taken_and_a_key_of_our_own) {
  const std::string theirs = "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
  const MediaAnswer answer =
      answered(far_sdp("m=audio 4000 RTP/SAVP 8\r\na=crypto:1 AES_256_CM_HMAC_SHA1_80 " + theirs +
                       "\r\na=crypto:4 AES_CM_128_HMAC_SHA1_32 " + theirs + "|2^31\r\n"),
               with_srtp());
  const AudioAgreed agreed = std::get<AudioAgreed>(answer.agreed);
  ASSERT_TRUE(agreed.srtp);
  EXPECT_EQ(agreed.srtp->suite, SrtpSuite::aes_cm_128_hmac_sha1_32);
  EXPECT_EQ(agreed.srtp->ours, *with_srtp().srtp);
  EXPECT_EQ(std::string(agreed.srtp->theirs.begin(), agreed.srtp->theirs.begin() + 10), "YS___semct");
  // 30 bytes of 7 in base64, by the tool base64.
  EXPECT_THAT(print(answer.sdp),
              HasSubstr("a=crypto:4 AES_CM_128_HMAC_SHA1_32 inline:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH\r\n"));
}

// --- The version of our descriptions

TEST(MediaAnswer, the_version_rises_when_and_only_when_the_description_changes) {
  const LocalMedia local = local_media();
  const Sdp first = answered(far_sdp(kAudioLine), local).sdp;
  EXPECT_EQ(first.origin.version, 1u);
  // The same offer again: the same answer, to the letter.
  const Sdp again = answered(far_sdp(kAudioLine), local, first).sdp;
  EXPECT_EQ(print(again), print(first));
  const Sdp t38 = answered(far_sdp(kImageLine), local, again).sdp;
  EXPECT_EQ(t38.origin.version, 2u);
  EXPECT_EQ(t38.origin.id, first.origin.id);
  LocalMedia moved = local;
  moved.t38_port += 2;
  EXPECT_EQ(answered(far_sdp(kImageLine), moved, t38).sdp.origin.version, 3u);
  EXPECT_EQ(make_offer(local, OfferKinds::t38, t38).origin.version, 3u);  // another rate than was answered
  const Sdp offer = make_offer(local, OfferKinds::audio);
  EXPECT_EQ(make_offer(local, OfferKinds::audio, offer), offer);
}

TEST(MediaAnswer, the_same_media_in_other_words_is_the_same_session) {
  const Sdp first = far_sdp(kAudioLine + kImageLine);
  const std::string same[] = {
      kHead + kAudioLine + kImageLine,
      // A new version without a change, another origin, attributes of no meaning here.
      "v=0\r\no=other 1 99 IN IP4 192.0.2.9\r\ns=x\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nb=AS:64\r\n" + kAudioLine +
          "a=maxptime:40\r\na=sendrecv\r\na=rtpmap:0 PCMU/8000\r\n" + kImageLine + "a=T38VendorInfo:0 0 0\r\n",
      "c=IN IP4 192.0.2.1\r\nm=AUDIO 4000 rtp/avp 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:30\r\n"
      "m=image 4002 UDPTL t38\r\na=T38FaxUdpEC:t38UDPRedundancy\r\na=T38FaxMaxDatagram:320\r\na=T38FaxMaxBuffer:200\r\n"
      "a=T38FaxMaxBitRate:9600\r\n",
  };
  for (const std::string& text : same) EXPECT_TRUE(is_same_session(first, sdp_of(text))) << text;
  // What a line that is switched off names besides means nothing.
  EXPECT_TRUE(is_same_session(far_sdp(kImageLine + "m=audio 0 RTP/AVP 8\r\n"),
                              far_sdp(kImageLine + "m=audio 0 RTP/SAVP 0\r\nc=IN IP4 192.0.2.9\r\n")));
}

TEST(MediaAnswer, any_change_of_media_is_another_session) {
  const Sdp first = far_sdp(kAudioLine + kImageLine);
  const auto replaced = [](std::string text, const std::string& old, const std::string& fresh) {
    return text.replace(text.find(old), old.size(), fresh);
  };
  const std::string whole = kHead + kAudioLine + kImageLine;
  const std::string other[] = {
      replaced(whole, "c=IN IP4 192.0.2.1", "c=IN IP4 192.0.2.2"),
      replaced(whole, "c=IN IP4 192.0.2.1", "c=IN IP4 0.0.0.0"),
      replaced(whole, "m=audio 4000", "m=audio 4006"),
      replaced(whole, "m=image 4002", "m=image 0"),
      replaced(whole, "RTP/AVP 8 0", "RTP/AVP 0 8"),
      replaced(whole, "RTP/AVP", "RTP/SAVP"),
      replaced(whole, "ptime:30", "ptime:20"),
      replaced(whole, "BitRate:9600", "BitRate:14400"),
      replaced(whole, "Datagram:320", "Datagram:400"),
      whole + "a=inactive\r\n",
      kHead + kAudioLine,
      whole + "m=image 4010 udptl t38\r\n",
  };
  for (const std::string& text : other) EXPECT_FALSE(is_same_session(first, sdp_of(text))) << text;
}

}  // namespace
}  // namespace caselli::offer_testing
