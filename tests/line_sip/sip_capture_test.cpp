// tshark reads all that two servers sent each other, SIP and media, in one fax by T.38 and one
// in audio: every datagram as the kernel got it.

#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>

#include "media/pcap_file.h"
#include "sent_datagrams.h"
#include "sip_ends.h"

namespace caselli {
namespace {

using test::SentDatagram;
using test::SipEnd;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class SipCapture : public testing::Test {
 protected:
  void SetUp() override {
    if (std::system("tshark --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "tshark is not installed";
  }
  // One fax of each kind at the same time.
  void fax_both_ways_of_media() {
    SipEnd one{1}, two{2};
    auto config = SipEnd::config("line");
    ports_.push_back(two.add(config, 2));
    config.trunk.proxy = "127.0.0.1";
    config.trunk.proxy_port = ports_.front();
    ports_.push_back(one.add(config, 2));
    test::begin_to_note_datagrams();
    ASSERT_NE(one.send("line", "101", true, 1), PortId{});
    ASSERT_NE(one.send("line", "102", false, 2), PortId{});
    for (const auto& call : one.ended(2))
      EXPECT_EQ(code_of(call.report.fax.outcome), "sent") << test::ladder_of(call.report);
    two.ended(2);
    // The engine asks for some datagrams of T.38 to be sent several times. tshark takes the copy of
    // one that ends a piece of page data for an end without a beginning, so it gets one of them.
    for (auto& sent : test::noted_datagrams())
      if (sent_.empty() || sent_.back().bytes != sent.bytes) sent_.push_back(std::move(sent));
  }
  void write() const {
    std::ofstream file(folder_ / "calls.pcap", std::ios::binary);
    file << pcap_file_header();
    for (const auto& one : sent_) file << pcap_record(one.at, one.from, one.to, one.bytes);
  }
  // The lines tshark prints for the packets of `filter`. It knows the ports of SIP from us, those
  // of media from SDP.
  std::vector<std::string> packets(const std::string& filter) const {
    std::string command = "tshark -n -o udp.check_checksum:TRUE -r " + (folder_ / "calls.pcap").string();
    for (const int port : ports_) command += " -d udp.port==" + std::to_string(port) + ",sip";
    command += " -Y '" + filter + "' 2>/dev/null";
    std::vector<std::string> lines;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe{::popen(command.c_str(), "r"), &::pclose};
    std::array<char, 4096> line;
    while (pipe && std::fgets(line.data(), line.size(), pipe.get()) != nullptr) lines.emplace_back(line.data());
    return lines;
  }

  static constexpr const char* kFaults = "_ws.malformed || _ws.expert.severity >= 0x00600000";  // a warning or worse
  TempFolder folder_;
  std::vector<int> ports_;
  std::vector<SentDatagram> sent_;
};

TEST_F(SipCapture, tshark_decodes_every_packet_of_a_fax_in_t38_and_one_in_audio_without_a_fault) {
  fax_both_ways_of_media();
  write();
  EXPECT_THAT(packets("frame"), SizeIs(sent_.size()));
  EXPECT_THAT(packets("!sip && !rtp && !rtcp && !t38"), IsEmpty());
  EXPECT_THAT(packets(kFaults), IsEmpty());
  // And it saw what there is to see.
  for (const char* text : {"Request: INVITE", "Request: ACK", "Request: BYE", "Status: 200 OK"})
    EXPECT_THAT(packets("sip"), Contains(HasSubstr(text)));
  EXPECT_GE(packets("sdp.media.media == \"image\"").size(), 2U);
  EXPECT_GE(packets("rtp.p_type == 8").size(), 500U);
  EXPECT_GE(packets("rtcp").size(), 2U);
  for (const char* field : {"t38.t30_indicator", "t38.field_data", "t38.secondary_ifp_packets > 0"})
    EXPECT_THAT(packets(field), Not(IsEmpty())) << field;
  // The judge is awake: a description with a letter lost.
  for (auto& one : sent_) {
    const std::string text(one.bytes.begin(), one.bytes.end());
    if (const auto media = text.find("m=image"); media != std::string::npos) one.bytes[media + 1] = ' ';
  }
  write();
  EXPECT_THAT(packets(kFaults), Not(IsEmpty()));
}

}  // namespace
}  // namespace caselli
