// What tshark, which knows T.38 from the standard's own ASN.1, reads in our datagrams.

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "media/udptl_sender.h"
#include "media/udptl_testing.h"

namespace caselli {
namespace {

constexpr int kTsharkPort = 4000;

void put_big(std::string& out, unsigned value, int octets) {
  while (octets-- > 0) out += static_cast<char>(value >> (8 * octets));
}
void put_little(std::string& out, unsigned value, int octets) {
  for (; octets > 0; --octets, value >>= 8) out += static_cast<char>(value);
}

// A capture of IPv4 packets without link layer (LINKTYPE_RAW, 101), a second apart.
std::string pcap_of(const std::vector<OctetVector>& datagrams) {
  std::string out;
  put_little(out, 0xA1B2C3D4, 4);
  put_little(out, 2, 2);
  put_little(out, 4, 2);
  put_little(out, 0, 4);
  put_little(out, 0, 4);
  put_little(out, 65535, 4);
  put_little(out, 101, 4);
  unsigned second = 0;
  for (const auto& datagram : datagrams) {
    const auto udp = static_cast<unsigned>(datagram.size() + 8);
    put_little(out, second++, 4);
    put_little(out, 0, 4);
    put_little(out, udp + 20, 4);
    put_little(out, udp + 20, 4);
    put_big(out, 0x4500, 2);
    put_big(out, udp + 20, 2);
    put_big(out, 0x00004000, 4);
    put_big(out, 0x4011, 2);  // time to live, UDP
    put_big(out, 0, 2);       // tshark does not check this sum unless told to
    put_big(out, 0x7F000001, 4);
    put_big(out, 0x7F000001, 4);
    put_big(out, 5000, 2);
    put_big(out, kTsharkPort, 2);
    put_big(out, udp, 2);
    put_big(out, 0, 2);  // no checksum
    out.append(datagram.begin(), datagram.end());
  }
  return out;
}

bool have_tshark() { return std::system("command -v tshark >/dev/null") == 0; }

// tshark's words for a capture of `datagrams`; `options` choose what it prints.
std::string tshark(const std::vector<OctetVector>& datagrams, const std::string& options) {
  const std::string file = testing::TempDir() + "udptl_tshark_" + std::to_string(::getpid()) + ".pcap";
  std::ofstream(file, std::ios::binary) << pcap_of(datagrams);
  const auto command =
      "tshark -n -r '" + file + "' -d udp.port==" + std::to_string(kTsharkPort) + ",t38 " + options + " 2>/dev/null";
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> block;
  while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) out.append(block.data(), size);
  ::pclose(pipe);
  std::remove(file.c_str());
  return out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The packets of the start of a fax, and lengths around 127 and 128.
std::vector<IfpPacket> tshark_packets() {
  std::vector<IfpPacket> packets{ifp(hex("00")), ifp(hex("04")), ifp(hex("06")), ifp(hex("C0018000 02FFC822")),
                                 ifp(hex("C00140"))};
  for (const std::size_t size : {122, 123, 40, 200}) packets.push_back(page_data(OctetVector(size, 0x55)));
  return packets;
}

std::vector<OctetVector> tshark_datagrams(const UdptlParameters& parameters) {
  UdptlSender sender(parameters);
  std::vector<OctetVector> datagrams;
  for (const auto& packet : tshark_packets()) datagrams.push_back(sender.send(packet).value().bytes);
  return datagrams;
}

void expect_nothing_malformed(const std::vector<OctetVector>& datagrams) {
  EXPECT_EQ(tshark(datagrams, "-Y '_ws.malformed || _ws.expert || t38.malformed'"), "");
}

TEST(UdptlTshark, it_finds_numbers_and_secondary_packets) {
  if (!have_tshark()) GTEST_SKIP() << "tshark is not installed";
  const auto datagrams = tshark_datagrams({});
  const auto lines =
      lines_of(tshark(datagrams, "-T fields -e t38.seq_number -e t38.error_recovery -e t38.secondary_ifp_packets"));
  ASSERT_EQ(lines.size(), datagrams.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    EXPECT_EQ(lines[i], std::to_string(i) + "\t0\t" + std::to_string(std::min<std::size_t>(i, 3)));
  expect_nothing_malformed(datagrams);
}

TEST(UdptlTshark, it_reads_the_packets_within) {
  if (!have_tshark()) GTEST_SKIP() << "tshark is not installed";
  const auto datagrams = tshark_datagrams({});
  const auto lines = lines_of(tshark(datagrams, "-T fields -e t38.t30_indicator -e t38.t30_data -e t38.field_data"));
  ASSERT_EQ(lines.size(), datagrams.size());
  EXPECT_EQ(lines[0], "0\t\t");
  EXPECT_EQ(lines[1], "2,0\t\t");
  EXPECT_EQ(lines[2], "3,2,0\t\t");
  EXPECT_EQ(lines[3], "3,2,0\t0\tffc822");
  EXPECT_EQ(lines[4], "3,2\t0,0\tffc822");
  // Behind them the page: v17-14400 is number 8.
  EXPECT_EQ(lines[8].substr(0, 9), "\t8,8,8,8\t");
}

TEST(UdptlTshark, it_finds_parities) {
  if (!have_tshark()) GTEST_SKIP() << "tshark is not installed";
  for (const bool lengths : {false, true}) {
    const auto datagrams =
        tshark_datagrams({.correction = UdptlCorrection::fec, .fec_span = 2, .fec_entries = 3, .fec_lengths = lengths});
    const auto lines = lines_of(
        tshark(datagrams, "-T fields -e t38.seq_number -e t38.error_recovery -e t38.fec_npackets -e t38.fec_data"));
    ASSERT_EQ(lines.size(), datagrams.size());
    EXPECT_EQ(lines[0], "0\t0\t\t");
    EXPECT_EQ(lines[1], "1\t1\t1\t1");
    EXPECT_EQ(lines[5], "5\t1\t1\t3");
    EXPECT_EQ(lines[6], "6\t1\t2\t3");
    EXPECT_EQ(lines[8], "8\t1\t2\t3");
    expect_nothing_malformed(datagrams);
  }
}

TEST(UdptlTshark, it_sees_a_broken_one) {
  if (!have_tshark()) GTEST_SKIP() << "tshark is not installed";
  auto datagrams = tshark_datagrams({});
  datagrams[4].resize(datagrams[4].size() - 3);
  EXPECT_NE(tshark(datagrams, "-Y '_ws.malformed || _ws.expert || t38.malformed'"), "");
}

}  // namespace
}  // namespace caselli
