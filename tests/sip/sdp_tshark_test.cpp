// Every description we print, as tshark reads it: in the body of a SIP message, in a
// capture written here.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <memory>

#include "sip/media_answer.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

void append(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

// A SIP INVITE with `sdp`, over UDP and IPv4 (RFC 768, 791).
std::string packet_with(const std::string& sdp) {
  const std::string sip =
      "INVITE sip:1002@192.0.2.1 SIP/2.0\r\n"
      "Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bK1\r\n"
      "Max-Forwards: 70\r\n"
      "From: <sip:1001@198.51.100.7>;tag=a\r\n"
      "To: <sip:1002@192.0.2.1>\r\n"
      "Call-ID: 1@198.51.100.7\r\n"
      "CSeq: 1 INVITE\r\n"
      "Contact: <sip:1001@198.51.100.7:5060>\r\n"
      "Content-Type: application/sdp\r\n"
      "Content-Length: " +
      std::to_string(sdp.size()) + "\r\n\r\n" + sdp;
  std::string packet;
  append(packet, 0x4500, 2);
  append(packet, static_cast<std::uint64_t>(20 + 8 + sip.size()), 2);
  append(packet, 0, 4);
  append(packet, 0x4011, 2);  // hops, UDP
  append(packet, 0, 2);       // checksum: not verified
  append(packet, 0xC6336407, 4);
  append(packet, 0xC0000201, 4);
  append(packet, 5060, 2);
  append(packet, 5060, 2);
  append(packet, static_cast<std::uint64_t>(8 + sip.size()), 2);
  append(packet, 0, 2);  // no checksum
  return packet + sip;
}

void write_capture(const std::string& file, const std::vector<std::string>& packets) {
  std::string out;
  append(out, 0xA1B2C3D4, 4);
  append(out, 0x00020004, 4);
  append(out, 0, 8);
  append(out, 65535, 4);
  append(out, 101, 4);  // LINKTYPE_RAW: IP without a link layer
  for (const std::string& packet : packets) {
    append(out, 1'700'000'000, 4);
    append(out, 0, 4);
    append(out, static_cast<std::uint32_t>(packet.size()), 4);
    append(out, static_cast<std::uint32_t>(packet.size()), 4);
    out += packet;
  }
  std::ofstream{file, std::ios::binary} << out;
}

std::string tshark(const std::string& arguments) {
  const std::string command = "tshark " + arguments + " 2>/dev/null";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(command.c_str(), "r"), &::pclose};
  if (!pipe) return "tshark cannot be started";
  std::string out;
  char buffer[4096];
  for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) out.append(buffer, got);
  return out;
}

// What tshark finds wrong, frame by frame; chats (the method, the status) are no fault.
std::string faults_of(const std::vector<std::string>& descriptions) {
  const TempFolder folder;
  const std::string file = folder / "sdp.pcap";
  std::vector<std::string> packets;
  for (const std::string& sdp : descriptions) packets.push_back(packet_with(sdp));
  write_capture(file, packets);
  return tshark(
      "-r " + file +
      " -Y '_ws.malformed || _ws.expert.severity > 0x200000' -T fields -e frame.number -e _ws.expert.message");
}

LocalMedia local_media_for_judge(bool ipv6, bool srtp) {
  LocalMedia local;
  local.session_id = 4711;
  local.address = ipv6 ? "2001:db8::7" : "198.51.100.7";
  local.audio_port = 20000;
  local.t38_port = 20002;
  if (srtp) local.srtp.emplace().fill(5);
  return local;
}

class SdpJudge : public testing::Test {
 protected:
  void SetUp() override {
    if (tshark("--version").empty()) GTEST_SKIP() << "tshark is not installed";
  }
};

TEST_F(SdpJudge, the_judge_finds_what_is_wrong) {
  EXPECT_THAT(faults_of({"v=0\r\nm image\r\n", "v=0\r\nm= audio 4000 RTP/AVP 0\r\n"}),
              AllOf(HasSubstr("1\tInvalid SDP line"), HasSubstr("2\tInvalid SDP whitespace")));
}

TEST_F(SdpJudge, our_offers_and_answers_are_without_fault) {
  std::vector<std::string> all;
  for (const bool ipv6 : {false, true})
    for (const bool srtp : {false, true})
      for (const OfferKinds kinds : {OfferKinds::audio, OfferKinds::t38, OfferKinds::audio_and_t38}) {
        LocalMedia local = local_media_for_judge(ipv6, srtp);
        Sdp offer = make_offer(local, kinds);
        all.push_back(print(offer));
        for (const SdpDirection direction :
             {SdpDirection::sendrecv, SdpDirection::sendonly, SdpDirection::recvonly, SdpDirection::inactive}) {
          for (SdpMedia& line : offer.media) line.direction = direction;
          local.t38.transcoding_mmr = local.t38.transcoding_jbig = local.t38.fill_bit_removal = true;
          local.t38.max_buffer = 2000;
          all.push_back(print(make_offer(local, kinds, offer)));
          const auto answer = answer_offer(offer, local);
          ASSERT_TRUE(std::holds_alternative<MediaAnswer>(answer));
          all.push_back(print(std::get<MediaAnswer>(answer).sdp));
        }
      }
  EXPECT_THAT(faults_of(all), IsEmpty());
}

TEST_F(SdpJudge, the_values_are_read_as_they_were_meant) {
  const TempFolder folder;
  const std::string file = folder / "sdp.pcap";
  LocalMedia local = local_media_for_judge(true, true);
  local.t38.max_buffer = 2000;
  write_capture(file, {packet_with(print(make_offer(local, OfferKinds::audio_and_t38)))});
  const std::string read =
      tshark("-r " + file +
             " -T fields -E separator=/s -E occurrence=a -E aggregator=,"
             " -e sdp.owner.sessionid -e sdp.owner.version -e sdp.connection_info.address_type"
             " -e sdp.connection_info.address -e sdp.media.media -e sdp.media.port -e sdp.media.proto"
             " -e sdp.media.format -e sdp.crypto.tag -e sdp.crypto.crypto_suite -e sdp.crypto.master_key"
             " -e sdp.crypto.master_salt");
  EXPECT_THAT(read, HasSubstr("4711 1 IP6 2001:db8::7 audio,image 20000,20002 RTP/SAVP,udptl"));
  EXPECT_THAT(read, HasSubstr(" 1 AES_CM_128_HMAC_SHA1_80 0505050505050505"));
  const std::string attributes = tshark("-r " + file + " -T fields -e sdp.media_attr");
  for (const char* attribute : {"T38FaxVersion:0", "T38MaxBitRate:14400", "T38FaxRateManagement:transferredTCF",
                                "T38FaxMaxBuffer:2000", "T38FaxMaxDatagram:1400", "T38FaxUdpEC:t38UDPRedundancy",
                                "rtpmap:0 PCMU/8000", "rtpmap:8 PCMA/8000", "silenceSupp:off - - - -"})
    EXPECT_THAT(attributes, HasSubstr(attribute));
}

}  // namespace
}  // namespace caselli
