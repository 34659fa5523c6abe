// Addresses of RFC 1918, 6598, 4193, 5737 and what they mean for a trunk.

#include "app/network_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/server_checks.h"

namespace caselli {
namespace {

using testing::HasSubstr;

TEST(NetworkChecks, addresses_reach_as_far_as_their_networks) {
  const std::pair<const char*, Reach> kCases[] = {
      {"127.0.0.1", Reach::machine},
      {"::1", Reach::machine},
      {"10.1.2.3", Reach::network},
      {"172.15.0.1", Reach::everywhere},
      {"172.16.0.1", Reach::network},
      {"172.31.255.255", Reach::network},
      {"172.32.0.1", Reach::everywhere},
      {"192.168.255.1", Reach::network},
      {"192.169.0.1", Reach::everywhere},
      {"100.63.0.1", Reach::everywhere},
      {"100.64.0.1", Reach::network},
      {"100.128.0.1", Reach::everywhere},
      {"169.254.3.4", Reach::network},
      {"fd00::1", Reach::network},
      {"fe80::1%eth0", Reach::network},
      {"2001:db8::1", Reach::everywhere},
      {"8.8.8.8", Reach::everywhere},
      {"0.0.0.0", Reach::none},
      {"::", Reach::none},
      {"pbx.example", Reach::none},
      {"", Reach::none},
  };
  for (const auto& [address, reach] : kCases) EXPECT_EQ(reach_of(address), reach) << address;
}

struct NatCase {
  const char *ours, *advertised, *peer;
  Health health;
  const char *text, *advice;
};

TEST(NetworkChecks, what_the_peer_cannot_reach_is_told) {
  const NatCase kCases[] = {
      {"192.168.1.5", "", "198.51.100.9", Health::warning, "which 198.51.100.9 cannot reach", "advertise"},
      {"192.168.1.5", "", "192.168.1.9", Health::good, "the peer is 192.168.1.9", ""},
      {"192.168.1.5", "203.0.113.8", "198.51.100.9", Health::good, "for 192.168.1.5 behind NAT", "forward"},
      {"192.168.1.5", "10.0.0.7", "198.51.100.9", Health::warning, "we say 10.0.0.7", "advertise"},
      {"127.0.0.1", "", "198.51.100.9", Health::bad, "cannot reach", "listen"},
      {"127.0.0.1", "", "127.0.0.1", Health::good, "we say 127.0.0.1", ""},
      {"203.0.113.7", "", "198.51.100.9", Health::good, "we say 203.0.113.7", ""},
      {"203.0.113.7", "203.0.113.7", "198.51.100.9", Health::good, "we say 203.0.113.7", ""},
      {"192.168.1.5", "", "", Health::good, "we say 192.168.1.5", ""},
      {"192.168.1.5", "router.example", "198.51.100.9", Health::bad, "we say router.example", "numeric"},
  };
  const std::vector<std::string> own{"127.0.0.1", "192.168.1.5", "203.0.113.7"};
  for (const auto& each : kCases) {
    const auto found = nat_finding(each.ours, each.advertised, each.peer, own);
    const auto what = std::string{each.ours} + " " + each.advertised + " " + each.peer;
    EXPECT_EQ(found.health, each.health) << what;
    EXPECT_THAT(found.text, HasSubstr(each.text)) << what;
    EXPECT_THAT(found.advice, HasSubstr(each.advice)) << what;
    if (each.advice[0] == '\0') {
      EXPECT_EQ(found.advice, "") << what;
    }
  }
}

TEST(NetworkChecks, a_name_is_its_services_or_its_addresses_or_bad) {
  EXPECT_EQ(dns_finding("a.example", {{"192.0.2.1"}, {"sip1.a.example:5060"}, ""}).text,
            "a.example is served by sip1.a.example:5060 (SRV)");
  EXPECT_EQ(dns_finding("a.example", {{"192.0.2.1", "2001:db8::1"}, {}, ""}).text,
            "a.example is 192.0.2.1, 2001:db8::1");
  const auto bad = dns_finding("a.example", {{}, {}, "Name or service not known"});
  EXPECT_EQ(bad.health, Health::bad);
  EXPECT_EQ(bad.text, "a.example has no address: Name or service not known");
  EXPECT_THAT(bad.advice, HasSubstr("peer"));
}

TEST(NetworkChecks, this_machine_has_a_loopback_and_knows_its_name) {
  EXPECT_THAT(own_addresses(), testing::Contains("127.0.0.1"));
  EXPECT_THAT(look_up("localhost", "").addresses, testing::Contains(testing::AnyOf("127.0.0.1", "::1")));
}

TEST(ServerChecks, a_full_disk_is_told_in_time) {
  EXPECT_EQ(disk_finding(50u << 20, "/d").health, Health::bad);
  EXPECT_EQ(disk_finding(500u << 20, "/d").health, Health::warning);
  EXPECT_EQ(disk_finding(std::uint64_t{5} << 30, "/d").health, Health::good);
}

}  // namespace
}  // namespace caselli
