// What is sent, as tshark reads it: a capture of a call, with loss and both kinds of packets.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>

#include "media/rtp_audio.h"
#include "rtp_testing.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using rtp_testing::RtpOctets;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

// A capture file (libpcap's format, link type 228: bare IPv4) of UDP datagrams.
class RtpCapture {
 public:
  explicit RtpCapture(const std::string& path) : file_(path, std::ios::binary) {
    put32(0xA1B2C3D4);
    put32(0x00040002);
    put32(0);
    put32(0);
    put32(65535);
    put32(228);
  }
  void add(Monotonic at, std::uint16_t from, std::uint16_t to, const RtpOctets& payload) {
    const auto size = static_cast<std::uint16_t>(28 + payload.size());
    put32(static_cast<std::uint32_t>(at / 1s));
    put32(static_cast<std::uint32_t>(at % 1s / 1us));
    put32(size);
    put32(size);
    RtpOctets head = rtp_testing::rtp_octets("4500 0000 0000 0000 4011 0000 7f000001 7f000001");
    head[2] = static_cast<std::uint8_t>(size >> 8);
    head[3] = static_cast<std::uint8_t>(size);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < head.size(); i += 2) sum += static_cast<std::uint32_t>(head[i] << 8 | head[i + 1]);
    sum = ~(sum + (sum >> 16));
    head[10] = static_cast<std::uint8_t>(sum >> 8);
    head[11] = static_cast<std::uint8_t>(sum);
    for (const unsigned value : {unsigned{from}, unsigned{to}, 8U + static_cast<unsigned>(payload.size()), 0U}) {
      head.push_back(static_cast<std::uint8_t>(value >> 8));
      head.push_back(static_cast<std::uint8_t>(value));
    }
    write(head);
    write(payload);
  }

 private:
  void put32(std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) file_.put(static_cast<char>(value >> shift));
  }
  void write(const RtpOctets& bytes) {
    file_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  }
  std::ofstream file_;
};

std::vector<std::string> lines_of(const std::string& command) {
  std::vector<std::string> lines;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe{popen(command.c_str(), "r"), &pclose};
  std::array<char, 4096> line;
  while (pipe && std::fgets(line.data(), line.size(), pipe.get())) {
    lines.emplace_back(line.data());
    while (!lines.back().empty() && lines.back().back() == '\n') lines.back().pop_back();
  }
  return lines;
}

TEST(RtpCapture, tshark_reads_a_call_of_ours_without_a_remark) {
  if (std::system("tshark --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "tshark is not installed";
  TempFolder folder;
  const std::string path = (folder.path() / "call.pcap").string();
  int packets = 0, reports = 0;
  {
    RtpCapture capture{path};
    RtpAudioConfig config{.start = {.ssrc = 0x11111111, .sequence = 65500, .timestamp = 0xFFFFF000},
                          .send = kPcma,
                          .cname = "fax@example.org",
                          .wall = Instant{1'767'225'600'000ms}};
    auto one = std::move(RtpAudio::make(config, 0ns)).value();
    config.start.ssrc = 0x22222222;
    config.send = kPcmu;
    config.seed = 7;
    auto two = std::move(RtpAudio::make(config, 0ns)).value();
    RtpAudio::Out out;
    std::vector<std::int16_t> tone(160);
    for (std::size_t i = 0; i < tone.size(); ++i) tone[i] = static_cast<std::int16_t>(i % 8 < 4 ? 8000 : -8000);
    const auto speak = [&](RtpAudio& from, RtpAudio& to, std::uint16_t port, Monotonic now) {
      from.tick(now, out);
      for (std::size_t i = 0; i < out.heard.size(); ++i) from.put(tone);
      for (const RtpOctets& bytes : out.rtp) {
        capture.add(now, port, static_cast<std::uint16_t>(44000 - port), bytes);
        const bool lost = ++packets % 20 == 0;
        EXPECT_TRUE(lost || to.on_packet(now, bytes).ok());
      }
      for (const RtpOctets& bytes : out.rtcp) {
        capture.add(now, static_cast<std::uint16_t>(port + 1), static_cast<std::uint16_t>(44001 - port), bytes);
        EXPECT_TRUE(to.on_packet(now, bytes).ok());
        ++reports;
      }
    };
    for (Monotonic now = 20ms; now < 20s; now += 20ms) {
      speak(*one, *two, 20000, now);
      speak(*two, *one, 24000, now);
    }
    one->bye(20s, "the fax has ended", out);
    capture.add(20s, 20001, 24001, out.rtcp.at(0));
    ++reports;
  }
  const std::string tshark = "tshark -r '" + path + "' -d udp.port==20000,rtp -d udp.port==20001,rtcp 2>/dev/null ";
  EXPECT_THAT(lines_of(tshark + "-Y '_ws.malformed || _ws.expert'"), SizeIs(0));
  EXPECT_THAT(lines_of(tshark + "-Y 'rtp && rtp.version == 2 && udp.length == 180'"), SizeIs(packets));
  EXPECT_THAT(lines_of(tshark + "-Y 'rtcp && rtcp.length_check == 1'"), SizeIs(reports));
  EXPECT_GE(reports, 5);
  EXPECT_THAT(lines_of(tshark + "-Y 'rtp.ssrc == 0x11111111' -T fields -e rtp.p_type -e rtp.seq -e rtp.timestamp "
                                "-e rtp.marker -c 80"),
              testing::IsSupersetOf({"8\t65500\t4294963200\t1", "8\t65535\t1504\t0"}));
  EXPECT_THAT(lines_of(tshark + "-Y rtcp.pt==202 -T fields -e rtcp.sdes.text"), Each(HasSubstr("fax@example.org")));
  EXPECT_THAT(lines_of(tshark + "-Y rtcp.pt==203 -T fields -e rtcp.bye_reason_not_padded -e rtcp.ssrc.identifier"),
              SizeIs(1));
  // The losses the far end saw, in its own report.
  EXPECT_THAT(lines_of(tshark + "-Y 'rtcp.ssrc.cum_nr > 40'"), Not(SizeIs(0)));
}

}  // namespace
}  // namespace caselli
