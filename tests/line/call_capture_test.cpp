// What is kept of a call that failed: bounds, order, files.

#include "line/sip/call_capture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "media/pcap_file.h"
#include "support/temp_folder.h"

namespace caselli::sip_line {
namespace {

using namespace std::chrono_literals;

SocketAddress at_port(int port) { return *SocketAddress::parse("192.0.2.1", static_cast<std::uint16_t>(port)); }

// Seconds of the records, in the order of the file.
std::vector<std::uint32_t> seconds_of(const std::string& pcap) {
  const auto word = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (int i = 3; i >= 0; --i)
      value = value << 8 | static_cast<unsigned char>(pcap.at(at + static_cast<std::size_t>(i)));
    return value;
  };
  std::vector<std::uint32_t> seconds;
  for (std::size_t at = 24; at < pcap.size(); at += 16 + word(at + 8)) seconds.push_back(word(at));
  return seconds;
}

TEST(CallCapture, messages_and_media_stand_in_the_order_of_time) {
  ManualClock clock{Instant{1000s}};
  CallCapture capture(clock, at_port(5060), at_port(5070));
  const std::vector<std::uint8_t> bytes{1, 2, 3};
  capture.sip({Instant{1000s}, '>', "INVITE", "INVITE sip:a SIP/2.0\r\n\r\n"});
  capture.media(true, at_port(20'000), at_port(30'000), bytes, 3s);
  capture.media(false, at_port(20'000), at_port(30'000), bytes, 2s);
  capture.sip({Instant{1005s}, '<', "BYE", "BYE sip:a SIP/2.0\r\n\r\n"});
  EXPECT_THAT(seconds_of(capture.pcap()), testing::ElementsAre(1000, 1002, 1003, 1005));
}

TEST(CallCapture, of_a_long_call_the_beginning_and_the_end_are_kept) {
  ManualClock clock{Instant{0s}};
  CallCapture capture(clock, at_port(5060), at_port(5070));
  const std::vector<std::uint8_t> bytes(172, 9);
  for (int second = 0; second < 20'000; ++second)
    capture.media(second % 2 == 0, at_port(20'000), at_port(30'000), bytes, std::chrono::seconds{second});
  const auto pcap = capture.pcap();
  EXPECT_LE(pcap.size(), CallCapture::kMostMediaBytes + 24);
  EXPECT_GT(pcap.size(), CallCapture::kMostMediaBytes / 2);
  const auto seconds = seconds_of(pcap);
  EXPECT_EQ(seconds.front(), 0u);
  EXPECT_EQ(seconds.at(500), 500u);
  EXPECT_EQ(seconds.back(), 19'999u);
  EXPECT_EQ(seconds.at(seconds.size() - 1000), 19'000u);
  EXPECT_EQ(std::set(seconds.begin(), seconds.end()).size(), seconds.size());
}

class CaptureFiles : public testing::Test {
 protected:
  std::set<std::string> names() const {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(where_.path)) found.insert(entry.path().filename());
    return found;
  }
  TempFolder folder_;
  CaptureFolder where_{folder_ / "pcap", 3, 1000};
};

TEST_F(CaptureFiles, are_named_by_time_and_line) {
  EXPECT_EQ(capture_name(Instant{1'700'000'000'123ms}, "trunk", 0xABCDEF), "20231114T221320.123Z-trunk-cdef.pcap");
}

TEST_F(CaptureFiles, are_for_the_owner_alone) {
  ASSERT_TRUE(save_capture(where_, "a.pcap", "one"));
  namespace fs = std::filesystem;
  EXPECT_EQ(fs::status(where_.path / "a.pcap").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(where_.path).permissions(), fs::perms::owner_all);
}

TEST_F(CaptureFiles, the_oldest_go_when_there_are_too_many_or_too_large_ones) {
  for (const char* name : {"1.pcap", "2.pcap", "3.pcap", "4.pcap"}) ASSERT_TRUE(save_capture(where_, name, "abc"));
  std::ofstream(where_.path / "0.txt") << "not ours";
  EXPECT_EQ(names(), (std::set<std::string>{"0.txt", "2.pcap", "3.pcap", "4.pcap"}));
  ASSERT_TRUE(save_capture(where_, "5.pcap", std::string(995, 'x')));
  EXPECT_EQ(names(), (std::set<std::string>{"0.txt", "4.pcap", "5.pcap"}));
}

TEST_F(CaptureFiles, a_folder_that_cannot_be_made_is_named) {
  std::ofstream(folder_ / "file") << "in the way";
  const auto saved = save_capture({folder_ / "file" / "pcap"}, "a.pcap", "one");
  ASSERT_FALSE(saved);
  EXPECT_THAT(saved.error().text, testing::HasSubstr("a.pcap"));
}

}  // namespace
}  // namespace caselli::sip_line
