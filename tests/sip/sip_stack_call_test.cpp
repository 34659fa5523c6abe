// Calls between two stacks over real sockets: INVITE to BYE, and what crosses it.

#include <gmock/gmock.h>

#include "sip_stack_kit.h"

namespace caselli {
namespace {

using namespace sip_kit;
using testing::HasSubstr;
using testing::Not;

TEST(SipStackCall, a_call_rings_is_answered_and_hung_up) {
  TwoSides two;
  End caller = two.alice.call("alice", {.to = "5551234", .caller = "100", .caller_name = "A \"B\"", .sdp = kOffer});
  End callee = two.bob.incoming();
  EXPECT_EQ(callee.about.trunk, "bob");
  EXPECT_EQ(callee.about.called, "5551234");
  EXPECT_EQ(callee.about.caller, "100");
  EXPECT_EQ(callee.about.caller_name, "A \"B\"");
  EXPECT_EQ(callee.about.sdp, kOffer);
  EXPECT_THAT(callee.about.source, HasSubstr("127.0.0.1:"));

  callee.call->respond(callee.about.cseq, {.status = 180});
  const auto ringing = [&] {
    for (;;)
      if (auto progress = caller.log->next<SipProgress>(); progress.status != 100) return progress;
  }();
  EXPECT_EQ(ringing.status, 180);
  EXPECT_EQ(ringing.dialog, 0);

  callee.call->respond(callee.about.cseq, {.status = 200, .sdp = kAnswer});
  const auto answered = caller.log->next<SipAnswered>();
  EXPECT_EQ(answered.sdp, kAnswer);
  EXPECT_EQ(answered.remote_tag, ringing.remote_tag);
  caller.call->ack();
  EXPECT_EQ(callee.log->next<SipAcked>().cseq, callee.about.cseq);

  caller.call->bye({.q850_cause = 16, .sip_status = 0, .text = "done"});
  const auto bye = callee.log->next<SipByeReceived>();
  EXPECT_EQ(bye.reason, (SipReason{.q850_cause = 16, .sip_status = 0, .text = "done"}));
  callee.call->respond(bye.cseq, {.status = 200});
  EXPECT_EQ(caller.log->next<SipByeAnswered>().status, 200);
}

TEST(SipStackCall, a_busy_callee_refuses_with_its_reason) {
  TwoSides two;
  End caller = two.alice.call("alice", {.to = "1", .sdp = kOffer});
  End callee = two.bob.incoming();
  callee.call->respond(callee.about.cseq,
                       {.status = 486, .headers = {"Retry-After: 7", "Reason: Q.850;cause=17;text=\"User busy\""}});
  const auto refused = caller.log->next<SipRefused>();
  EXPECT_EQ(refused.status, 486);
  EXPECT_EQ(refused.phrase, "Busy Here");
  EXPECT_EQ(refused.reason, (SipReason{.q850_cause = 17, .sip_status = 0, .text = "User busy"}));
  EXPECT_EQ(refused.retry_after, std::chrono::seconds{7});
  EXPECT_FALSE(refused.internal);
}

TEST(SipStackCall, either_side_sends_a_reinvite) {
  TwoSides two;
  auto [caller, callee] = two.up();
  for (auto [from, to] : {std::pair{&callee, &caller}, std::pair{&caller, &callee}}) {
    from->call->reinvite(kImage);
    const auto offered = to->log->next<SipOffered>();
    EXPECT_EQ(offered.by, SipOfferBy::reinvite);
    EXPECT_EQ(offered.sdp, kImage);
    to->call->respond(offered.cseq, {.status = 200, .sdp = kAnswer}, offered.dialog);
    const auto answer = from->log->next<SipReofferAnswered>();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.sdp, kAnswer);
    from->call->ack();
    EXPECT_EQ(to->log->next<SipAcked>().cseq, offered.cseq);
  }
}

TEST(SipStackCall, a_refused_reinvite_leaves_the_call_up) {
  TwoSides two;
  auto [caller, callee] = two.up();
  callee.call->reinvite(kImage);
  const auto offered = caller.log->next<SipOffered>();
  caller.call->respond(offered.cseq, {.status = 491, .headers = {"Retry-After: 3"}});
  const auto answer = callee.log->next<SipReofferAnswered>();
  EXPECT_EQ(answer.status, 491);
  EXPECT_EQ(answer.retry_after, std::chrono::seconds{3});
  caller.call->bye();
  callee.call->respond(callee.log->next<SipByeReceived>().cseq, {.status = 200});
  EXPECT_EQ(caller.log->next<SipByeAnswered>().status, 200);
}

TEST(SipStackCall, reinvites_of_both_sides_that_cross_reach_both) {
  TwoSides two;
  auto [caller, callee] = two.up();
  caller.call->reinvite(kImage);
  callee.call->reinvite(kImage);
  const auto at_callee = callee.log->next<SipOffered>();
  const auto at_caller = caller.log->next<SipOffered>();
  callee.call->respond(at_callee.cseq, {.status = 491});
  caller.call->respond(at_caller.cseq, {.status = 491});
  EXPECT_EQ(caller.log->next<SipReofferAnswered>().status, 491);
  EXPECT_EQ(callee.log->next<SipReofferAnswered>().status, 491);
}

TEST(SipStackCall, a_reinvite_given_up_is_cancelled) {
  TwoSides two;
  auto [caller, callee] = two.up();
  caller.call->reinvite(kImage);
  callee.log->next<SipOffered>();
  callee.log->traced('<', "INVITE");
  caller.call->cancel();
  EXPECT_EQ(caller.log->next<SipReofferAnswered>().status, 487);
  EXPECT_FALSE(callee.log->has<SipCancelled>()) << "only the first INVITE's end is told so";
}

TEST(SipStackCall, an_update_carries_an_offer_and_its_answer) {
  TwoSides two;
  auto [caller, callee] = two.up();
  caller.call->update(kImage);
  const auto offered = callee.log->next<SipOffered>();
  EXPECT_EQ(offered.by, SipOfferBy::update);
  EXPECT_EQ(offered.sdp, kImage);
  callee.call->respond(offered.cseq, {.status = 200, .sdp = kAnswer});
  const auto answer = caller.log->next<SipReofferAnswered>();
  EXPECT_EQ(answer.method, SipMethod::update);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.sdp, kAnswer);
}

TEST(SipStackCall, an_invite_without_offer_is_answered_in_its_ack) {
  TwoSides two;
  End caller = two.alice.call("alice", {.to = "1"});
  End callee = two.bob.incoming();
  EXPECT_EQ(callee.about.sdp, "");
  callee.call->respond(callee.about.cseq, {.status = 200, .sdp = kOffer});
  EXPECT_EQ(caller.log->next<SipAnswered>().sdp, kOffer);
  caller.call->ack(kAnswer);
  EXPECT_EQ(callee.log->next<SipAcked>().sdp, kAnswer);
}

TEST(SipStackCall, a_call_is_cancelled_while_it_rings) {
  TwoSides two;
  End caller = two.alice.call("alice", {.to = "1", .sdp = kOffer});
  End callee = two.bob.incoming();
  callee.call->respond(callee.about.cseq, {.status = 180});
  caller.log->next<SipProgress>();
  caller.call->cancel({.q850_cause = 0, .sip_status = 200, .text = "Call completed elsewhere"});
  EXPECT_EQ(callee.log->next<SipCancelled>().reason.sip_status, 200);
  EXPECT_EQ(caller.log->next<SipRefused>().status, 487);
}

TEST(SipStackCall, a_reliable_provisional_answer_is_acknowledged) {
  TwoSides two;
  End caller = two.alice.call("alice", {.to = "1", .sdp = kOffer});
  End callee = two.bob.incoming();
  EXPECT_TRUE(callee.about.reliable_provisional);
  callee.call->respond(callee.about.cseq, {.status = 183, .sdp = kAnswer, .headers = {}, .reliable = true});
  const auto progress = [&] {
    for (;;)
      if (auto one = caller.log->next<SipProgress>(); one.status != 100) return one;
  }();
  EXPECT_TRUE(progress.reliable);
  EXPECT_EQ(progress.sdp, kAnswer);
  EXPECT_THAT(callee.log->traced('<', "PRACK").detail, HasSubstr("RAck: "));
  callee.call->respond(callee.about.cseq, {.status = 200});
  caller.log->next<SipAnswered>();
  caller.call->ack();
  callee.log->next<SipAcked>();
  caller.log->traced('<', "200 OK");
}

TEST(SipStackCall, dropping_a_call_hangs_it_up) {
  TwoSides two;
  auto [caller, callee] = two.up();
  caller.call.reset();
  callee.log->next<SipByeReceived>();
}

TEST(SipStackCall, dropping_an_outgoing_call_cancels_it) {
  TwoSides two;
  End caller = two.alice.call("alice", {.to = "1", .sdp = kOffer});
  End callee = two.bob.incoming();
  caller.call.reset();
  callee.log->next<SipCancelled>();
}

TEST(SipStackCall, dropping_an_incoming_call_declines_it) {
  TwoSides two;
  End caller = two.alice.call("alice", {.to = "1", .sdp = kOffer});
  End callee = two.bob.incoming();
  callee.call.reset();
  EXPECT_EQ(caller.log->next<SipRefused>().status, 480);
}

TEST(SipStackCall, a_port_where_nobody_is_refuses_with_words) {
  Side alice;
  SipTrunkSettings settings = loopback_trunk("alice", SipProtocol::tcp);
  settings.proxy = "127.0.0.1";
  settings.proxy_port = 9;  // discard: nobody listens here
  alice.add(settings);
  End caller = alice.call("alice", {.to = "1", .sdp = kOffer});
  const auto refused = caller.log->next<SipRefused>();
  EXPECT_EQ(refused.status, 503);
  EXPECT_TRUE(refused.internal);
  EXPECT_NE(refused.phrase, "");
}

TEST(SipStackCall, the_trace_has_every_message_of_both_sides) {
  TwoSides two;
  auto [caller, callee] = two.up();
  caller.call->bye();
  callee.call->respond(callee.log->next<SipByeReceived>().cseq, {.status = 200});
  caller.log->next<SipByeAnswered>();
  EXPECT_THAT(caller.log->traced('>', "INVITE").detail, HasSubstr("m=audio 4000"));
  EXPECT_THAT(caller.log->traced('<', "200 OK").detail, HasSubstr("m=audio 4002"));
  EXPECT_THAT(caller.log->traced('>', "ACK").detail, HasSubstr("CSeq: "));
  EXPECT_THAT(caller.log->traced('>', "BYE").detail, HasSubstr("BYE sip:"));
  EXPECT_THAT(callee.log->titles(5), testing::ElementsAre("<INVITE", ">200 OK", "<ACK", "<BYE", ">200 OK"));
}

TEST(SipStackCall, stopping_ends_calls_of_both_kinds) {
  TwoSides two;
  auto [caller, callee] = two.up();
  two.alice.stack().stop();
  caller.log->next<SipStopped>();
  callee.log->next<SipByeReceived>();
}

struct Way {
  SipProtocol protocol;
  std::string address;
};
class SipStackWays : public testing::TestWithParam<Way> {};

TEST_P(SipStackWays, carries_a_call_both_ways) {
  TwoSides two{GetParam().protocol, GetParam().address};
  auto [caller, callee] = two.up();
  EXPECT_EQ(callee.about.protocol, GetParam().protocol);
  callee.call->reinvite(kImage);  // by the Contact of the caller
  const auto offered = caller.log->next<SipOffered>();
  caller.call->respond(offered.cseq, {.status = 200, .sdp = kAnswer});
  EXPECT_EQ(callee.log->next<SipReofferAnswered>().status, 200);
  callee.call->ack();
  caller.log->next<SipAcked>();
  callee.call->bye();
  caller.call->respond(caller.log->next<SipByeReceived>().cseq, {.status = 200});
  EXPECT_EQ(callee.log->next<SipByeAnswered>().status, 200);
}

INSTANTIATE_TEST_SUITE_P(All, SipStackWays,
                         testing::Values(Way{SipProtocol::udp, "127.0.0.1"}, Way{SipProtocol::udp, "::1"},
                                         Way{SipProtocol::tcp, "127.0.0.1"}, Way{SipProtocol::tcp, "::1"}),
                         [](const auto& param) {
                           return std::string{param.param.protocol == SipProtocol::udp ? "udp" : "tcp"} +
                                  (param.param.address == "::1" ? "_ipv6" : "_ipv4");
                         });

}  // namespace
}  // namespace caselli
