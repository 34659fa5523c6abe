// Behaviour row 10: whom a call believes to be its far end (symmetric RTP and UDPTL).

#include <gtest/gtest.h>

#include "line/sip/call_media.h"

namespace caselli {
namespace {

using sip_line::FarEnd;

SocketAddress address(const char* host, std::uint16_t port) { return *SocketAddress::parse(host, port); }

TEST(FarEnd, whoever_speaks_first_is_answered_where_it_is) {
  FarEnd end{address("192.0.2.9", 4000)};
  const auto behind_nat = address("198.51.100.1", 61'234);
  EXPECT_TRUE(end.takes(behind_nat));
  EXPECT_TRUE(end.at() == behind_nat);
}

TEST(FarEnd, once_it_was_heard_strangers_are_not_believed) {
  const auto named = address("192.0.2.9", 4000);
  FarEnd end{named};
  EXPECT_TRUE(end.takes(named));
  EXPECT_FALSE(end.takes(address("203.0.113.5", 4000)));
  EXPECT_TRUE(end.at() == named);
}

TEST(FarEnd, another_port_of_the_same_host_is_followed) {
  FarEnd end{address("192.0.2.9", 4000)};
  EXPECT_TRUE(end.takes(address("192.0.2.9", 4000)));
  EXPECT_TRUE(end.takes(address("192.0.2.9", 4002)));
  EXPECT_TRUE(end.at() == address("192.0.2.9", 4002));
}

}  // namespace
}  // namespace caselli
