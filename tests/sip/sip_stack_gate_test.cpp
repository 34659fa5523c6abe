// Who may call: peers, users by password, nobody else, and not too often.

#include <gmock/gmock.h>

#include "sip_stack_kit.h"
#include "sip_stack_wire.h"

namespace caselli {
namespace {

using namespace sip_kit;
using testing::HasSubstr;
using testing::StartsWith;

void nobodys_peer(SipTrunkSettings& bob) { bob.peers.clear(), bob.proxy.clear(); }

TEST(SipGate, an_unknown_source_is_refused) {
  Side bob;
  SipTrunkSettings settings = loopback_trunk("bob");
  nobodys_peer(settings);
  const int port = bob.add(settings);
  WirePeer stranger;
  stranger.send_to(port, stranger.request("INVITE", "x", 1, {}, {}, kOffer));
  stranger.receive("SIP/2.0 403");
  stranger.send(stranger.request("OPTIONS", "x", 2));
  stranger.receive("SIP/2.0 403");
  EXPECT_FALSE(bob.has_incoming());
  EXPECT_EQ(bob.stack().counters().refused, 2u);
}

TEST(SipGate, above_the_rate_an_unknown_source_hears_nothing) {
  Side bob{SipAdmissionSettings{.refusals_per_second = 0.001, .burst = 3, .most_sources = 10}};
  SipTrunkSettings settings = loopback_trunk("bob");
  nobodys_peer(settings);
  const int port = bob.add(settings);
  WirePeer stranger;
  for (int i = 0; i < 10; ++i)
    stranger.send_to(port, stranger.request("INVITE", "x" + std::to_string(i), 1, {}, {}, kOffer));
  for (int i = 0; i < 3; ++i) stranger.receive("SIP/2.0 403");
  while (bob.stack().counters().dropped < 7) {
  }
  EXPECT_EQ(stranger.receive_any(0), "");
  EXPECT_EQ(bob.stack().counters().refused, 3u);
}

TEST(SipGate, a_user_calls_with_the_password) {
  TwoSides two{SipProtocol::udp, "127.0.0.1", [](SipTrunkSettings& a, SipTrunkSettings& b) {
                 nobodys_peer(b);
                 b.users = {{"other", "x"}, {"me", "pass word"}};
                 a.auth_user = "me";
                 a.password = "pass word";
               }};
  auto [caller, callee] = two.up();
  EXPECT_EQ(callee.about.user, "me");
  EXPECT_THAT(caller.log->titles(0), testing::IsSupersetOf({"<401 Unauthorized", "<200 OK"}));
  EXPECT_THAT(caller.log->traced('<', "401 Unauthorized").detail, HasSubstr("algorithm=SHA-256"));
  EXPECT_THAT(caller.log->traced('<', "401 Unauthorized").detail, HasSubstr("algorithm=MD5"));
  EXPECT_EQ(two.bob.stack().counters().calls_in, 1u);
}

TEST(SipGate, a_wrong_password_does_not_call) {
  TwoSides two{SipProtocol::udp, "127.0.0.1", [](SipTrunkSettings& a, SipTrunkSettings& b) {
                 nobodys_peer(b);
                 b.users = {{"me", "right"}};
                 a.auth_user = "me";
                 a.password = "wrong";
               }};
  End caller = two.alice.call("alice", {.to = "1", .sdp = kOffer});
  EXPECT_EQ(caller.log->next<SipRefused>().status, 401);
  EXPECT_FALSE(two.bob.has_incoming());
}

TEST(SipGate, an_answer_to_a_challenge_counts_once_and_for_its_source_only) {
  Side bob;
  SipTrunkSettings settings = loopback_trunk("bob");
  nobodys_peer(settings);
  settings.users = {{"me", "p"}};
  const int port = bob.add(settings);
  // The answer is another stack's; the wire takes it from its INVITE and sends it again.
  WirePeer between;
  Side alice;
  SipTrunkSettings calling = loopback_trunk("alice");
  calling.proxy = "127.0.0.1";
  calling.proxy_port = between.port();
  calling.user = "me";
  calling.password = "p";
  alice.add(calling);
  WirePeer asks;
  asks.send_to(port, asks.request("INVITE", "a", 1, {}, {}, kOffer));
  const std::string challenge = asks.receive("SIP/2.0 401");

  End caller = alice.call("alice", {.to = "1", .sdp = kOffer});
  between.reply(between.receive("INVITE"), "401 Unauthorized", "t",
                "WWW-Authenticate: " + WirePeer::header(challenge, "WWW-Authenticate") + "\r\n");
  between.receive("ACK");
  const std::string answered = between.receive("INVITE");
  const std::string lines = "Authorization: " + WirePeer::header(answered, "Authorization") + "\r\n";
  between.reply(answered, "404 Not Found", "t");
  asks.send(asks.request("INVITE", "b", 1, {}, lines, kOffer));
  End callee = bob.incoming();
  EXPECT_EQ(callee.about.user, "me");
  asks.send(asks.request("INVITE", "c", 1, {}, lines, kOffer));
  EXPECT_THAT(WirePeer::header(asks.receive("SIP/2.0 401"), "WWW-Authenticate"), HasSubstr("stale=true"));
  EXPECT_FALSE(bob.has_incoming());
}

TEST(SipGate, of_two_trunks_with_one_peer_the_one_whose_user_is_called_takes_it) {
  Side bob;
  WirePeer wire;
  auto free_port = std::make_unique<WirePeer>();
  const int port = free_port->port();
  free_port.reset();
  for (const auto* name : {"one", "two"}) {
    SipTrunkSettings settings = loopback_trunk(name);
    settings.local.port = port;
    ASSERT_TRUE(bob.stack().add_trunk(settings));
  }
  EXPECT_EQ(bob.stack().local_port("two", SipProtocol::udp), port) << "they share the socket";
  wire.send_to(port, wire.request("INVITE", "x", 1, {}, {}, kOffer, "two"));
  EXPECT_EQ(bob.incoming().about.trunk, "two");
  wire.send(wire.request("INVITE", "y", 1, {}, {}, kOffer, "nobody"));
  EXPECT_EQ(bob.incoming().about.trunk, "one");
}

TEST(SipGate, garbage_is_survived) {
  Side bob;
  const int port = bob.add(loopback_trunk("bob"));
  WirePeer wire;
  const std::string invite = wire.request("INVITE", "g", 1, {}, {}, kOffer);
  for (std::size_t cut = 0; cut < invite.size(); cut += 3) wire.send_to(port, invite.substr(0, cut));
  for (const char* text : {"", "\r\n\r\n", "SIP/2.0 200 OK\r\n\r\n", "INVITE sip: SIP/2.0\r\n\r\n", "\x00\x01\x02"})
    wire.send_to(port, text);
  wire.send_to(port, wire.request("OPTIONS", "alive", 1));
  for (;;)
    if (const std::string answer = wire.receive("SIP/2.0"); WirePeer::header(answer, "Call-ID") == "alive") {
      EXPECT_THAT(answer, StartsWith("SIP/2.0 200"));
      break;
    }
}

}  // namespace
}  // namespace caselli
