#include "sip/media_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sip/media_answer_testing.h"

namespace caselli::offer_testing {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

// --- Our offers

TEST(MediaOffer, the_allowed_codecs_are_offered_in_order) {
  LocalMedia local = local_media();
  local.codecs = {AudioCodec::pcma, AudioCodec::pcmu};
  EXPECT_EQ(print(make_offer(local, OfferKinds::audio)),
            "v=0\r\n"
            "o=- 4711 1 IN IP4 198.51.100.7\r\n"
            "s=-\r\n"
            "c=IN IP4 198.51.100.7\r\n"
            "t=0 0\r\n"
            "m=audio 20000 RTP/AVP 8 0\r\n"
            "a=rtpmap:8 PCMA/8000\r\n"
            "a=rtpmap:0 PCMU/8000\r\n"
            "a=ptime:20\r\n"
            "a=sendrecv\r\n"
            "a=silenceSupp:off - - - -\r\n"
            "a=ecan:fb off -\r\n");
}

TEST(MediaOffer, t38_is_offered_with_one_error_correction) {
  EXPECT_THAT(print(make_offer(local_media(), OfferKinds::t38)), HasSubstr("m=image 20002 udptl t38\r\n"
                                                                           "a=T38FaxVersion:0\r\n"
                                                                           "a=T38MaxBitRate:14400\r\n"
                                                                           "a=T38FaxRateManagement:transferredTCF\r\n"
                                                                           "a=T38FaxMaxDatagram:1400\r\n"
                                                                           "a=T38FaxUdpEC:t38UDPRedundancy\r\n"));
}

TEST(MediaOffer, srtp_is_offered_with_one_crypto_line) {
  EXPECT_THAT(
      print(make_offer(with_srtp(), OfferKinds::audio)),
      AllOf(HasSubstr("m=audio 20000 RTP/SAVP 0 8\r\n"),
            HasSubstr("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH\r\n")));
}

struct PlaceCase {
  std::vector<OfferKinds> offers;
  std::string lines;
};

TEST(MediaOffer, lines_keep_their_places_and_one_kind_follows_the_other_in_its_line) {
  using enum OfferKinds;
  const PlaceCase cases[] = {
      {{audio, t38}, "image 20002;"},  // RFC 3264 8.3.3
      {{audio, t38, audio}, "audio 20000;"},
      {{audio_and_t38}, "audio 20000;image 20002;"},
      {{audio_and_t38, t38}, "audio 0;image 20002;"},
      {{audio_and_t38, t38, audio}, "audio 20000;image 0;"},
      {{t38, audio_and_t38}, "image 20002;audio 20000;"},
      {{audio, audio_and_t38}, "audio 20000;image 20002;"},
  };
  for (const PlaceCase& each : cases) {
    std::optional<Sdp> last;
    for (const OfferKinds kinds : each.offers) last = make_offer(local_media(), kinds, last);
    EXPECT_EQ(media_lines(*last), each.lines);
  }
  // After an answer of ours with lines we never take.
  const Sdp ours = answered(far_sdp("m=video 4 RTP/AVP 99\r\n" + kAudioLine), local_media()).sdp;
  EXPECT_EQ(media_lines(make_offer(local_media(), t38, ours)), "image 20002;audio 0;");
}

// --- Answers to our offers

std::variant<AnswerAccepted, MediaRefusal> answer_read(OfferKinds kinds, const std::string& lines,
                                                       LocalMedia local = local_media()) {
  return read_answer(make_offer(local, kinds), far_sdp(lines), local);
}

AnswerAccepted accepted_by(OfferKinds kinds, const std::string& lines, LocalMedia local = local_media()) {
  auto read = answer_read(kinds, lines, local);
  if (const auto* refusal = std::get_if<MediaRefusal>(&read)) {
    ADD_FAILURE() << refusal->reason << "\n" << lines;
    return {};
  }
  return std::get<AnswerAccepted>(std::move(read));
}

std::string why_not(OfferKinds kinds, const std::string& lines, LocalMedia local = local_media()) {
  const auto read = answer_read(kinds, lines, local);
  const auto* refusal = std::get_if<MediaRefusal>(&read);
  return refusal ? refusal->reason : "taken";
}

TEST(ReadAnswer, an_accepted_offer_gives_the_terms_of_both) {
  const auto t38 = accepted_by(OfferKinds::t38, kImageLine);
  EXPECT_THAT(t38.remark, IsEmpty());
  EXPECT_EQ(t38.agreed, MediaAgreed(T38Agreed{.terms = {.max_bit_rate = 9600,
                                                        .max_buffer = 200,
                                                        .max_datagram = 320,
                                                        .error_correction = {T38ErrorCorrection::redundancy}},
                                              .address = "192.0.2.1",
                                              .port = 4002}));
  const auto audio = std::get<AudioAgreed>(accepted_by(OfferKinds::audio, kAudioLine).agreed);
  EXPECT_EQ(audio.codec, AudioCodec::pcma);
  EXPECT_EQ(audio.port, 4000);
}

TEST(ReadAnswer, the_answers_codec_and_numbers_hold_for_what_we_send) {
  const auto audio = std::get<AudioAgreed>(
      accepted_by(OfferKinds::audio, "m=audio 4000 RTP/AVP 18 97\r\na=rtpmap:97 PCMU/8000\r\na=rtpmap:18 G729/8000\r\n")
          .agreed);
  EXPECT_EQ(audio.codec, AudioCodec::pcmu);
  EXPECT_EQ(audio.send_payload_type, 97);
  EXPECT_EQ(audio.receive_payload_type, 0);
}

TEST(ReadAnswer, an_answer_may_come_from_another_address) {
  const auto t38 = std::get<T38Agreed>(accepted_by(OfferKinds::t38, kImageLine + "c=IN IP4 203.0.113.5\r\n").agreed);
  EXPECT_EQ(t38.address, "203.0.113.5");
}

TEST(ReadAnswer, an_answer_that_claims_too_much_is_held_to_the_offer) {
  const auto t38 = std::get<T38Agreed>(
      accepted_by(OfferKinds::t38,
                  "m=image 4002 udptl t38\r\na=T38FaxVersion:3\r\na=T38MaxBitRate:33600\r\na=T38FaxFillBitRemoval\r\n"
                  "a=T38FaxTranscodingMMR\r\na=T38FaxRateManagement:localTCF\r\na=T38FaxUdpEC:t38UDPFEC\r\n")
          .agreed);
  EXPECT_EQ(t38.terms, (T38Terms{.error_correction = {T38ErrorCorrection::fec}}));
  EXPECT_EQ(t38.error_correction, T38ErrorCorrection::fec);
}

TEST(ReadAnswer, of_both_offered_the_accepted_one_is_used) {
  const std::string no_audio = "m=audio 0 RTP/AVP 8\r\n";
  const std::string no_image = "m=image 0 udptl t38\r\n";
  EXPECT_EQ(kind_of(accepted_by(OfferKinds::audio_and_t38, no_audio + kImageLine).agreed), Transport::t38);
  EXPECT_EQ(kind_of(accepted_by(OfferKinds::audio_and_t38, kAudioLine + no_image).agreed), Transport::audio);
  LocalMedia local = local_media();
  EXPECT_EQ(kind_of(accepted_by(OfferKinds::audio_and_t38, kAudioLine + kImageLine, local).agreed), Transport::t38);
  local.preferred = Transport::audio;
  EXPECT_EQ(kind_of(accepted_by(OfferKinds::audio_and_t38, kAudioLine + kImageLine, local).agreed), Transport::audio);
  EXPECT_EQ(why_not(OfferKinds::audio_and_t38, no_audio + no_image),
            "audio was refused with port 0; T.38 was refused with port 0");
}

TEST(ReadAnswer, a_refusal_tells_why) {
  EXPECT_THAT(why_not(OfferKinds::t38, "m=image 0 udptl t38\r\n"), HasSubstr("T.38 was refused with port 0"));
  EXPECT_THAT(why_not(OfferKinds::audio, "m=audio 4000 RTP/AVP 18\r\na=rtpmap:18 G729/8000\r\n"), HasSubstr("G729"));
  EXPECT_THAT(why_not(OfferKinds::t38, "m=image 4002 tcp t38\r\n"), HasSubstr("only UDPTL"));
  EXPECT_THAT(why_not(OfferKinds::audio, "m=audio 4000 RTP/AVP 8\r\n", with_srtp()), HasSubstr("only RTP/SAVP"));
  EXPECT_THAT(why_not(OfferKinds::audio,
                      "m=audio 4000 RTP/SAVP 8\r\na=crypto:1 AES_CM_128_HMAC_SHA1_32 "
                      "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz\r\n",
                      with_srtp()),
              HasSubstr("a suite of SRTP that was not offered"));
  // Some stay in audio without a word about T.38.
  EXPECT_THAT(why_not(OfferKinds::t38, kAudioLine), HasSubstr("T.38 was answered with other media"));
  EXPECT_THAT(why_not(OfferKinds::t38, "m=video 0 RTP/AVP 99\r\n"), HasSubstr("T.38 was not answered"));
  EXPECT_THAT(why_not(OfferKinds::t38, kAudioLine + "m=image 0 udptl t38\r\n"),
              HasSubstr("T.38 was refused with port 0"));
}

TEST(ReadAnswer, answers_against_the_rules_are_put_up_with_when_their_meaning_is_plain) {
  // More lines than were offered; fewer; in another order.
  EXPECT_THAT(accepted_by(OfferKinds::t38, "m=audio 0 RTP/AVP 8\r\n" + kImageLine).remark,
              HasSubstr("2 media lines that do not match the offer's 1"));
  const auto fewer = accepted_by(OfferKinds::audio_and_t38, kImageLine);
  EXPECT_EQ(kind_of(fewer.agreed), Transport::t38);
  EXPECT_THAT(fewer.remark, HasSubstr("1 media lines that do not match the offer's 2"));
  const auto swapped = accepted_by(OfferKinds::audio_and_t38, kImageLine + "m=audio 0 RTP/AVP 8\r\n");
  EXPECT_EQ(kind_of(swapped.agreed), Transport::t38);
  EXPECT_THAT(swapped.remark, HasSubstr("do not match"));
  // A line of ours that was switched off comes to life.
  const LocalMedia local = local_media();
  const Sdp offer = make_offer(local, OfferKinds::t38, make_offer(local, OfferKinds::audio_and_t38));
  const auto read = read_answer(offer, far_sdp(kAudioLine + kImageLine), local);
  ASSERT_TRUE(std::holds_alternative<AnswerAccepted>(read));
  EXPECT_EQ(kind_of(std::get<AnswerAccepted>(read).agreed), Transport::t38);
  EXPECT_THAT(std::get<AnswerAccepted>(read).remark, HasSubstr("do not match"));
}

TEST(ReadAnswer, two_ends_of_ours_agree_on_every_offer_and_setting) {
  LocalMedia far = local_media();
  far.address = "192.0.2.1";
  for (const OfferKinds kinds : {OfferKinds::audio, OfferKinds::t38, OfferKinds::audio_and_t38})
    for (const Transport preferred : {Transport::audio, Transport::t38})
      for (const bool secret : {false, true})
        for (const T38ErrorCorrection first : {T38ErrorCorrection::redundancy, T38ErrorCorrection::fec}) {
          LocalMedia near = secret ? with_srtp() : local_media();
          LocalMedia other = far;
          if (secret) other.srtp.emplace().fill(9);
          near.t38.error_correction = {first};
          near.preferred = other.preferred = preferred;
          const Sdp offer = sdp_of(print(make_offer(near, kinds)));
          const MediaAnswer answer = answered(offer, other);
          const auto read = read_answer(offer, sdp_of(print(answer.sdp)), near);
          ASSERT_TRUE(std::holds_alternative<AnswerAccepted>(read));
          const AnswerAccepted accepted = std::get<AnswerAccepted>(read);
          EXPECT_EQ(accepted.remark, "");
          ASSERT_EQ(kind_of(accepted.agreed), kind_of(answer.agreed));
          if (const auto* t38 = std::get_if<T38Agreed>(&accepted.agreed)) {
            EXPECT_EQ(t38->error_correction, first);
            EXPECT_EQ(std::get<T38Agreed>(answer.agreed).terms, t38->terms);
            EXPECT_EQ(t38->address, "192.0.2.1");
          } else {
            const auto& ours = std::get<AudioAgreed>(accepted.agreed);
            const auto& theirs = std::get<AudioAgreed>(answer.agreed);
            EXPECT_EQ(ours.codec, theirs.codec);
            ASSERT_EQ(ours.srtp.has_value(), secret);
            if (secret) {
              EXPECT_EQ(ours.srtp->theirs, theirs.srtp->ours);
              EXPECT_EQ(theirs.srtp->theirs, ours.srtp->ours);
            }
          }
        }
}

}  // namespace
}  // namespace caselli::offer_testing
