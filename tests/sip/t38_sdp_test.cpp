#include "sip/t38_sdp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caselli {
namespace {

using testing::ElementsAre;
using enum T38ErrorCorrection;

T38Terms terms_of(const std::string& attributes) {
  const auto sdp = parse_sdp("c=IN IP4 192.0.2.1\r\nm=image 4000 udptl t38\r\n" + attributes);
  EXPECT_TRUE(sdp.ok());
  return sdp.ok() ? read_t38_terms(sdp->media[0]) : T38Terms{};
}

struct FieldOffer {
  const char* from;
  std::string attributes;
  T38Terms terms;
};

// As their makers' documents and logs in public show them; written anew.
const FieldOffer kFieldOffers[] = {
    {"Asterisk",
     "a=T38FaxVersion:0\r\na=T38MaxBitRate:14400\r\na=T38FaxFillBitRemoval\r\na=T38FaxTranscodingMMR\r\n"
     "a=T38FaxTranscodingJBIG\r\na=T38FaxRateManagement:transferredTCF\r\na=T38FaxMaxDatagram:400\r\n"
     "a=T38FaxUdpEC:t38UDPRedundancy\r\na=sendrecv\r\n",
     {.fill_bit_removal = true,
      .transcoding_mmr = true,
      .transcoding_jbig = true,
      .max_datagram = 400,
      .error_correction = {redundancy}}},
    {"Asterisk, another spelling of the rate",
     "a=T38FaxVersion:0\r\na=T38FaxMaxBitRate:9600\r\na=T38FaxRateManagement:transferredTCF\r\n"
     "a=T38FaxMaxDatagram:1400\r\na=T38FaxUdpEC:t38UDPFEC\r\n",
     {.max_bit_rate = 9600, .max_datagram = 1400, .error_correction = {fec}}},
    {"FreeSWITCH",
     "a=T38FaxVersion:0\r\na=T38MaxBitRate:14400\r\na=T38FaxFillBitRemoval\r\n"
     "a=T38FaxRateManagement:transferredTCF\r\na=T38FaxMaxBuffer:2000\r\na=T38FaxMaxDatagram:400\r\n"
     "a=T38FaxUdpEC:t38UDPRedundancy\r\n",
     {.fill_bit_removal = true, .max_buffer = 2000, .max_datagram = 400, .error_correction = {redundancy}}},
    {"FreeSWITCH with numbers behind its booleans",
     "a=T38FaxVersion:0\na=T38MaxBitRate:14400\na=T38FaxFillBitRemoval:1\na=T38FaxTranscodingMMR:0\n"
     "a=T38FaxTranscodingJBIG:0\na=T38FaxRateManagement:transferredTCF\na=T38FaxMaxBuffer:2000\n"
     "a=T38FaxMaxDatagram:400\na=T38FaxUdpEC:t38UDPRedundancy\na=T38VendorInfo:0 0 0\n",
     {.fill_bit_removal = true, .max_buffer = 2000, .max_datagram = 400, .error_correction = {redundancy}}},
    {"Cisco",
     "a=T38FaxVersion:0\r\na=T38MaxBitRate:14400\r\na=T38FaxFillBitRemoval:0\r\na=T38FaxTranscodingMMR:0\r\n"
     "a=T38FaxTranscodingJBIG:0\r\na=T38FaxRateManagement:transferredTCF\r\na=T38FaxMaxBuffer:200\r\n"
     "a=T38FaxMaxDatagram:320\r\na=T38FaxUdpEC:t38UDPRedundancy\r\n",
     {.max_buffer = 200, .max_datagram = 320, .error_correction = {redundancy}}},
    {"Cisco, version 3 for V.34",
     "a=T38FaxVersion:3\r\na=T38MaxBitRate:33600\r\na=T38FaxFillBitRemoval:0\r\na=T38FaxTranscodingMMR:0\r\n"
     "a=T38FaxTranscodingJBIG:0\r\na=T38FaxRateManagement:transferredTCF\r\na=T38FaxMaxBuffer:200\r\n"
     "a=T38FaxMaxDatagram:320\r\na=T38FaxUdpEC:t38UDPRedundancy\r\n",
     {.version = 3, .max_bit_rate = 33600, .max_buffer = 200, .max_datagram = 320, .error_correction = {redundancy}}},
    {"AudioCodes",
     "a=T38FaxVersion:0\r\na=T38MaxBitRate:14400\r\na=T38FaxMaxBuffer:3000\r\na=T38FaxMaxDatagram:122\r\n"
     "a=T38FaxRateManagement:transferredTCF\r\na=T38FaxUdpEC:t38UDPRedundancy\r\n",
     {.max_buffer = 3000, .max_datagram = 122, .error_correction = {redundancy}}},
    {"AudioCodes with a rate of 0",
     "a=T38FaxVersion:0\r\na=T38MaxBitRate:0\r\na=T38FaxMaxBuffer:3000\r\na=T38FaxMaxDatagram:122\r\n"
     "a=T38FaxRateManagement:transferredTCF\r\na=T38FaxUdpEC:t38UDPRedundancy\r\n",
     {.max_buffer = 3000, .max_datagram = 122, .error_correction = {redundancy}}},
    {"a gateway that can do both corrections",
     "a=T38FaxVersion:1\r\na=T38MaxBitRate:14400\r\na=T38FaxTranscodingMMR\r\na=T38FaxTranscodingJBIG\r\n"
     "a=T38FaxRateManagement:transferredTCF\r\na=T38FaxUdpEC:t38UDPRedundancy\r\na=T38FaxUdpEC:t38UDPFEC\r\n"
     "a=T38FaxMaxDatagram:512\r\na=sendrecv\r\na=ptime:20\r\n",
     {.version = 1,
      .transcoding_mmr = true,
      .transcoding_jbig = true,
      .max_datagram = 512,
      .error_correction = {redundancy, fec}}},
    {"a carrier that says little", "a=T38FaxVersion:0\r\na=T38FaxRateManagement:transferredTCF\r\n", {}},
    {"SIP library style: small m, all in lower case",
     "a=t38faxversion:0\r\na=T38maxBitRate:9600\r\na=t38faxfillbitremoval:0\r\na=t38faxratemanagement:"
     "transferredtcf\r\n"
     "a=t38faxmaxbuffer:72\r\na=t38faxmaxdatagram:316\r\na=t38faxudpec:t38udpredundancy\r\n",
     {.max_bit_rate = 9600, .max_buffer = 72, .max_datagram = 316, .error_correction = {redundancy}}},
    {"Asterisk's old reading of the rate",
     "a=T38FaxMaxRate:4800\r\na=T38FaxUdpEC:t38UDPNoEC\r\n",
     {.max_bit_rate = 4800, .error_correction = {T38ErrorCorrection::none}}},
    {"equals signs for colons",
     "a=T38FaxVersion=2\r\na=T38MaxBitRate=7200\r\na=T38FaxMaxDatagram=200\r\na=T38FaxUdpEC=t38UDPFEC\r\n",
     {.version = 2, .max_bit_rate = 7200, .max_datagram = 200, .error_correction = {fec}}},
    {"local training check, with a slip of the pen",
     "a=T38FaxRateManagement:localTFC\r\n",
     {.rate_management = T38RateManagement::local_tcf}},
    {"nonsense throughout",
     "a=T38FaxVersion:x\r\na=T38MaxBitRate:fast\r\na=T38FaxFillBitRemoval:no\r\na=T38FaxTranscodingMMR:False\r\n"
     "a=T38FaxMaxBuffer:-1\r\na=T38FaxMaxDatagram:99999999999999999999\r\na=T38FaxUdpEC:soon\r\na=T38Unheard:1\r\n",
     {}},
    {"what is not used here",
     "a=T38FaxMaxIFP:40\r\na=T38FaxUdpECDepth:1 3\r\na=T38FaxUdpFECMaxSpan:4\r\na=T38VendorInfo:0 0 37\r\n",
     {}},
};

TEST(T38Sdp, offers_found_in_the_field_are_read_as_meant) {
  for (const FieldOffer& offer : kFieldOffers) EXPECT_EQ(terms_of(offer.attributes), offer.terms) << offer.from;
}

TEST(T38Sdp, a_version_beyond_the_standards_is_read_as_its_highest) {
  EXPECT_EQ(terms_of("a=T38FaxVersion:9\r\n").version, 4);
}

TEST(T38Sdp, terms_are_printed_in_the_standards_order_and_spelling) {
  const T38Terms all{.version = 3,
                     .max_bit_rate = 33600,
                     .fill_bit_removal = true,
                     .transcoding_mmr = true,
                     .transcoding_jbig = true,
                     .rate_management = T38RateManagement::local_tcf,
                     .max_buffer = 2000,
                     .max_datagram = 400,
                     .error_correction = {fec, T38ErrorCorrection::none}};
  EXPECT_THAT(t38_attributes(all),
              ElementsAre(SdpAttribute{"T38FaxVersion", "3"}, SdpAttribute{"T38MaxBitRate", "33600"},
                          SdpAttribute{"T38FaxFillBitRemoval", ""}, SdpAttribute{"T38FaxTranscodingMMR", ""},
                          SdpAttribute{"T38FaxTranscodingJBIG", ""}, SdpAttribute{"T38FaxRateManagement", "localTCF"},
                          SdpAttribute{"T38FaxMaxBuffer", "2000"}, SdpAttribute{"T38FaxMaxDatagram", "400"},
                          SdpAttribute{"T38FaxUdpEC", "t38UDPFEC"}, SdpAttribute{"T38FaxUdpEC", "t38UDPNoEC"}));
  // What is absent says no, or nothing.
  EXPECT_THAT(t38_attributes(T38Terms{}),
              ElementsAre(SdpAttribute{"T38FaxVersion", "0"}, SdpAttribute{"T38MaxBitRate", "14400"},
                          SdpAttribute{"T38FaxRateManagement", "transferredTCF"}));
}

// Every pair of these, as offer and as what we can do.
std::vector<T38Terms> terms_to_walk() {
  std::vector<T38Terms> all;
  for (const int version : {0, 3})
    for (const int rate : {9600, 14400})
      for (int bits = 0; bits < 8; ++bits)
        for (const auto management : {T38RateManagement::transferred_tcf, T38RateManagement::local_tcf})
          for (const std::vector<T38ErrorCorrection>& correction :
               {std::vector<T38ErrorCorrection>{}, {T38ErrorCorrection::none}, {redundancy}, {fec}, {redundancy, fec}})
            all.push_back({.version = version,
                           .max_bit_rate = rate,
                           .fill_bit_removal = (bits & 1) != 0,
                           .transcoding_mmr = (bits & 2) != 0,
                           .transcoding_jbig = (bits & 4) != 0,
                           .rate_management = management,
                           .max_buffer = 100 + rate,
                           .max_datagram = 200 + version,
                           .error_correction = correction});
  return all;
}

TEST(T38Sdp, an_answer_never_claims_more_than_was_offered_or_can_be_done) {
  for (const T38Terms& offered : terms_to_walk())
    for (const T38Terms& ours : terms_to_walk()) {
      const T38Terms answer = answer_terms(offered, ours);
      ASSERT_TRUE(answer.version <= offered.version && answer.version <= ours.version);
      ASSERT_TRUE(answer.max_bit_rate <= offered.max_bit_rate && answer.max_bit_rate <= ours.max_bit_rate);
      ASSERT_EQ(answer.fill_bit_removal, offered.fill_bit_removal && ours.fill_bit_removal);
      ASSERT_EQ(answer.transcoding_mmr, offered.transcoding_mmr && ours.transcoding_mmr);
      ASSERT_EQ(answer.transcoding_jbig, offered.transcoding_jbig && ours.transcoding_jbig);
      ASSERT_EQ(answer.rate_management, T38RateManagement::transferred_tcf);
      ASSERT_EQ(answer.max_buffer, ours.max_buffer);
      ASSERT_EQ(answer.max_datagram, ours.max_datagram);
      ASSERT_EQ(answer.error_correction.size(), 1u);
      // The offerer makes of the answer what was answered.
      ASSERT_EQ(agreed_terms(offered, answer), answer);
    }
}

struct CorrectionCase {
  std::vector<T38ErrorCorrection> offered;
  std::vector<T38ErrorCorrection> ours;
  T38ErrorCorrection answer;
};
const CorrectionCase kCorrectionCases[] = {
    {{redundancy}, {redundancy, fec}, redundancy},
    {{fec}, {redundancy, fec}, fec},
    {{redundancy, fec}, {fec, redundancy}, fec},
    {{fec, redundancy}, {redundancy, fec}, redundancy},
    {{T38ErrorCorrection::none}, {redundancy, fec}, T38ErrorCorrection::none},
    {{redundancy}, {T38ErrorCorrection::none}, T38ErrorCorrection::none},
    {{}, {redundancy, fec}, redundancy},
    {{}, {fec}, redundancy},  // FEC is for those who name it
    {{}, {T38ErrorCorrection::none}, T38ErrorCorrection::none},
    {{fec}, {redundancy}, T38ErrorCorrection::none},
};

TEST(T38Sdp, the_error_correction_is_the_best_liked_that_both_named) {
  for (const CorrectionCase& each : kCorrectionCases) {
    const T38Terms theirs{.error_correction = each.offered};
    const T38Terms ours{.error_correction = each.ours};
    EXPECT_THAT(answer_terms(theirs, ours).error_correction, ElementsAre(each.answer));
    EXPECT_THAT(agreed_terms(ours, theirs).error_correction, ElementsAre(each.answer));
  }
}

}  // namespace
}  // namespace caselli
