// Captures as tshark reads them, checksums included.

#include "media/pcap_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "support/temp_folder.h"

namespace caselli {
namespace {

using testing::HasSubstr;

std::string pcap_as_tshark_sees_it(const std::string& content) {
  const TempFolder folder;
  const auto file = folder / "test.pcap";
  std::ofstream(file, std::ios::binary) << content;
  const std::string command =
      "tshark -n -r '" + file.string() +
      "' -o ip.check_checksum:TRUE -o udp.check_checksum:TRUE -T fields -E separator=' ' -e frame.time_epoch "
      "-e ip.src -e ipv6.src -e udp.srcport -e ip.dst -e ipv6.dst -e udp.dstport -e ip.checksum.status "
      "-e udp.checksum.status -e data.data -e _ws.malformed 2>/dev/null";
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> block{};
  while (const auto size = std::fread(block.data(), 1, block.size(), pipe)) out.append(block.data(), size);
  ::pclose(pipe);
  return out;
}

SocketAddress address(const char* host, int port) {
  return *SocketAddress::parse(host, static_cast<std::uint16_t>(port));
}

TEST(PcapFile, tshark_reads_addresses_times_and_good_checksums) {
  using namespace std::chrono_literals;
  const Instant at{1'700'000'000'123ms};
  const std::vector<std::uint8_t> odd{0xDE, 0xAD, 0xBE}, even{0x01, 0x02}, none;
  std::string file = pcap_file_header();
  file += pcap_record(at, address("192.0.2.1", 40'001), address("198.51.100.2", 40'002), odd);
  file += pcap_record(at + 1s, address("2001:db8::1", 40'001), address("2001:db8::2", 40'002), even);
  file += pcap_record(at + 2s, address("2001:db8::1", 40'001), address("192.0.2.1", 40'002), odd);
  file += pcap_record(at + 3s, SocketAddress{}, address("192.0.2.1", 40'002), odd);
  file += pcap_record(at + 4s, address("192.0.2.1", 40'001), address("192.0.2.2", 40'002), none);
  // 1: the checksum is good.
  EXPECT_EQ(pcap_as_tshark_sees_it(file),
            "1700000000.123000000 192.0.2.1  40001 198.51.100.2  40002 1 1 deadbe \n"
            "1700000001.123000000  2001:db8::1 40001  2001:db8::2 40002  1 0102 \n"
            "1700000002.123000000  2001:db8::1 40001  ::ffff:192.0.2.1 40002  1 deadbe \n"
            "1700000003.123000000 0.0.0.0  0 192.0.2.1  40002 1 1 deadbe \n"
            "1700000004.123000000 192.0.2.1  40001 192.0.2.2  40002 1 1  \n");
}

TEST(PcapFile, what_no_packet_can_carry_is_cut) {
  const std::vector<std::uint8_t> huge(70'000, 7);
  const auto record = pcap_record({}, address("192.0.2.1", 1), address("192.0.2.2", 2), huge);
  EXPECT_EQ(record.size(), 16u + 20 + 8 + 65'000);
}

}  // namespace
}  // namespace caselli
