#include "sip/peers.h"

#include <gmock/gmock.h>

#include "sip/rate_limit.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;

PeerAddress address(const std::string& text) {
  const auto got = parse_peer_address(text);
  EXPECT_TRUE(got) << text;
  return got ? *got : PeerAddress{};
}

TEST(Peers, addresses_and_networks_are_told_apart_to_the_bit) {
  const auto peers = Peers::parse({"192.0.2.16/28", "198.51.100.1", "2001:db8::/33"});
  ASSERT_TRUE(peers);
  for (const auto* inside : {"192.0.2.16", "192.0.2.31", "198.51.100.1", "2001:db8:7fff::1"})
    EXPECT_TRUE(peers->contains(address(inside))) << inside;
  for (const auto* outside : {"192.0.2.15", "192.0.2.32", "198.51.100.2", "2001:db8:8000::1", "::1"})
    EXPECT_FALSE(peers->contains(address(outside))) << outside;
}

TEST(Peers, an_ipv4_address_is_the_same_by_an_ipv6_socket) {
  const auto peers = Peers::parse({"192.0.2.1"});
  EXPECT_TRUE(peers->contains(address("::ffff:192.0.2.1")));
  EXPECT_EQ(print(address("::ffff:192.0.2.1")), "192.0.2.1");
}

TEST(Peers, everybody_means_everybody_of_one_version) {
  const auto peers = Peers::parse({"0.0.0.0/0"});
  EXPECT_TRUE(peers->contains(address("203.0.113.9")));
  EXPECT_FALSE(peers->contains(address("2001:db8::1")));
}

TEST(Peers, what_cannot_be_read_is_named) {
  for (const auto* text : {"pbx.example", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/x", "2001:db8::/129", "1.2.3"}) {
    const auto peers = Peers::parse({"192.0.2.1", text});
    ASSERT_FALSE(peers) << text;
    EXPECT_THAT(peers.error().text, testing::HasSubstr("peer "));
  }
}

TEST(RateLimit, a_burst_is_let_through_and_then_so_many_a_second) {
  ManualClock clock;
  RateLimit limit{clock, {.refusals_per_second = 2, .burst = 3, .most_sources = 10}};
  const auto source = address("192.0.2.1");
  const auto allowed = [&](int tries) {
    int count = 0;
    for (int i = 0; i < tries; ++i) count += limit.allow(source) ? 1 : 0;
    return count;
  };
  EXPECT_EQ(allowed(100), 3);
  EXPECT_TRUE(limit.allow(address("192.0.2.2"))) << "each source has its own";
  clock.advance_to(1s);
  EXPECT_EQ(allowed(100), 2);
  clock.advance_to(1000s);
  EXPECT_EQ(allowed(100), 3);
}

TEST(RateLimit, memory_is_bounded_whoever_sends) {
  ManualClock clock;
  RateLimit limit{clock, {.refusals_per_second = 1, .burst = 1, .most_sources = 4}};
  for (int i = 0; i < 200; ++i) limit.allow(address("192.0.2." + std::to_string(i)));
  EXPECT_EQ(limit.sources(), 4u);
  EXPECT_FALSE(limit.allow(address("192.0.2.199"))) << "the last ones are remembered";
}

}  // namespace
}  // namespace caselli
