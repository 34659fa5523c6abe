// One end says an address that nobody reaches, as behind a NAT: the other one sends to where
// packets come from.

#include <gmock/gmock.h>

#include <algorithm>

#include "sent_datagrams.h"
#include "sip_ends.h"

namespace caselli {
namespace {

using test::ladder_of;
using test::SipEnd;
using testing::HasSubstr;

constexpr const char* kNobody = "192.0.2.9";  // RFC 5737

// The first T.38 packet of a stream: number 0, the indicator no-signal (T.38 9.1), nothing repeated.
const std::vector<std::uint8_t> kOpening{0x00, 0x00, 0x01, 0x00, 0x00, 0x00};

// Behaviour row 10: symmetric RTP and UDPTL, a no-signal packet at the start, the advertised address in SDP.
TEST(NatCall, faxes_in_t38_and_audio_from_an_address_nobody_reaches_arrive) {
  SipEnd callee{2}, caller{1};
  auto config = SipEnd::config("line");
  config.trunk.proxy = "127.0.0.1";
  config.trunk.proxy_port = callee.add(SipEnd::config("line"), 2);
  config.advertised_address = kNobody;
  caller.add(config, 2);
  test::begin_to_note_datagrams();
  ASSERT_NE(caller.send("line", "101", true), PortId{});
  ASSERT_NE(caller.send("line", "102", false), PortId{});
  for (const auto& call : caller.ended(2)) {
    const auto ladder = ladder_of(call.report);
    EXPECT_EQ(code_of(call.report.fax.outcome), "sent") << ladder;
    EXPECT_TRUE(std::ranges::any_of(call.report.trace, [](const TraceEntry& entry) {
      return entry.what == "INVITE" && entry.detail.find(std::string{"c=IN IP4 "} + kNobody) != std::string::npos;
    })) << ladder;
  }
  for (const auto& call : callee.ended(2)) EXPECT_EQ(code_of(call.report.fax.outcome), "received");
  const auto sent = test::noted_datagrams();
  EXPECT_TRUE(std::ranges::any_of(sent, [](const auto& one) { return one.bytes == kOpening; }));
}

}  // namespace
}  // namespace caselli
