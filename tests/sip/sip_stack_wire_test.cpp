// Calls with a far end that sends what the other stack would not: forks, repeated answers,
// identities of all kinds, session timers.

#include <gmock/gmock.h>

#include "sip_stack_kit.h"
#include "sip_stack_wire.h"

namespace caselli {
namespace {

using namespace sip_kit;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

// A stack whose trunk calls the wire, and is called by it.
struct OneSide {
  explicit OneSide(const std::function<void(SipTrunkSettings&)>& adjust = {}) {
    SipTrunkSettings settings = loopback_trunk("bob");
    settings.proxy = "127.0.0.1";
    settings.proxy_port = wire.port();
    if (adjust) adjust(settings);
    port = bob.add(settings);
  }
  WirePeer wire;
  Side bob;
  int port = 0;
};

TEST(SipStackWire, the_forks_of_an_invite_are_told_apart_and_the_first_answer_wins) {
  OneSide one;
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string invite = one.wire.receive("INVITE");
  one.wire.reply(invite, "180 Ringing", "one");
  one.wire.reply(invite, "183 Session Progress", "two", {}, kAnswer);
  one.wire.reply(invite, "180 Ringing", "one");
  for (const auto& [dialog, tag] : {std::pair{0, "one"}, {1, "two"}, {0, "one"}}) {
    const auto progress = caller.log->next<SipProgress>();
    EXPECT_EQ(progress.dialog, dialog);
    EXPECT_EQ(progress.remote_tag, tag);
  }
  one.wire.reply(invite, "200 OK", "two", {}, kAnswer);
  EXPECT_EQ(caller.log->next<SipAnswered>().dialog, 1);
  caller.call->ack();
  EXPECT_THAT(WirePeer::header(one.wire.receive("ACK"), "To"), HasSubstr("tag=two"));

  // The other fork answers too: acknowledged and hung up, and the call hears nothing of it.
  one.wire.reply(invite, "200 OK", "one", {}, kAnswer);
  EXPECT_THAT(WirePeer::header(one.wire.receive("ACK"), "To"), HasSubstr("tag=one"));
  const std::string bye = one.wire.receive("BYE");
  EXPECT_THAT(WirePeer::header(bye, "To"), HasSubstr("tag=one"));
  one.wire.reply(bye, "200 OK", "one");

  caller.call->bye();
  const std::string last = one.wire.receive("BYE");
  EXPECT_THAT(WirePeer::header(last, "To"), HasSubstr("tag=two"));
  one.wire.reply(last, "200 OK", "two");
  EXPECT_EQ(caller.log->next<SipByeAnswered>().dialog, 1);
}

TEST(SipStackWire, a_repeated_answer_is_acknowledged_again) {
  OneSide one;
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string invite = one.wire.receive("INVITE");
  one.wire.reply(invite, "200 OK", "t", {}, kAnswer);
  caller.log->next<SipAnswered>();
  caller.call->ack();
  const std::string ack = one.wire.receive("ACK");
  for (int i = 0; i < 3; ++i) {
    one.wire.reply(invite, "200 OK", "t", {}, kAnswer);
    EXPECT_EQ(one.wire.receive("ACK"), ack);
  }
}

TEST(SipStackWire, a_cancel_that_crosses_the_answer_leaves_a_call_to_hang_up) {
  OneSide one;
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string invite = one.wire.receive("INVITE");
  one.wire.reply(invite, "180 Ringing", "t");
  EXPECT_EQ(caller.log->next<SipProgress>().status, 180);
  caller.call->cancel();
  const std::string cancel = one.wire.receive("CANCEL");
  EXPECT_EQ(WirePeer::header(cancel, "Via"), WirePeer::header(invite, "Via"));
  one.wire.reply(invite, "200 OK", "t", {}, kAnswer);
  one.wire.reply(cancel, "481 Call/Transaction Does Not Exist", "t");
  caller.log->next<SipAnswered>();
  caller.call->ack();
  caller.call->bye();
  one.wire.receive("ACK");
  one.wire.reply(one.wire.receive("BYE"), "200 OK", "t");
  EXPECT_EQ(caller.log->next<SipByeAnswered>().status, 200);
}

TEST(SipStackWire, a_cancel_waits_for_the_first_provisional_answer) {
  OneSide one;
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string invite = one.wire.receive("INVITE");
  caller.call->cancel();
  one.wire.reply(invite, "100 Trying", "");
  one.wire.reply(one.wire.receive("CANCEL"), "200 OK", "t");
  one.wire.reply(invite, "487 Request Terminated", "t");
  EXPECT_EQ(caller.log->next<SipRefused>().status, 487);
}

TEST(SipStackWire, a_bye_in_an_early_dialog_names_its_fork) {
  OneSide one;
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string invite = one.wire.receive("INVITE");
  one.wire.reply(invite, "180 Ringing", "one");
  one.wire.reply(invite, "180 Ringing", "two");
  const std::string from = WirePeer::header(invite, "From");
  std::string bye = one.wire.request("BYE", WirePeer::header(invite, "Call-ID"), 7, tag_of(from));
  bye.replace(bye.find("tag=w1"), 6, "tag=two");
  one.wire.send(bye);
  const auto heard = caller.log->next<SipByeReceived>();
  EXPECT_EQ(heard.dialog, 1);
  caller.call->respond(heard.cseq, {.status = 200}, heard.dialog);
  EXPECT_THAT(one.wire.receive("SIP/2.0"), StartsWith("SIP/2.0 200"));
}

TEST(SipStackWire, a_reinvite_before_the_ack_and_two_in_a_row_reach_the_call) {
  OneSide one;
  one.wire.send_to(one.port, one.wire.request("INVITE", "early", 1, {}, {}, kOffer));
  End callee = one.bob.incoming();
  callee.call->respond(callee.about.cseq, {.status = 200, .sdp = kAnswer});
  const std::string ok = one.wire.receive("SIP/2.0 200");
  const std::string tag = tag_of(WirePeer::header(ok, "To"));
  one.wire.send(one.wire.request("INVITE", "early", 2, tag, {}, kImage));
  one.wire.send(one.wire.request("INVITE", "early", 3, tag, {}, kImage));
  EXPECT_EQ(callee.log->next<SipOffered>().cseq, 2u);
  EXPECT_EQ(callee.log->next<SipOffered>().cseq, 3u);
  EXPECT_FALSE(callee.log->has<SipAcked>());
  callee.call->respond(2, {.status = 500, .headers = {"Retry-After: 2"}});
  callee.call->respond(3, {.status = 491});
  EXPECT_EQ(WirePeer::header(one.wire.receive("SIP/2.0 500"), "Retry-After"), "2");
  one.wire.receive("SIP/2.0 491");
  one.wire.send(one.wire.request("ACK", "early", 1, tag));
  EXPECT_EQ(callee.log->next<SipAcked>().cseq, 1u);
}

TEST(SipStackWire, an_older_cseq_is_refused) {
  OneSide one;
  one.wire.send_to(one.port, one.wire.request("INVITE", "old", 5, {}, {}, kOffer));
  End callee = one.bob.incoming();
  callee.call->respond(5, {.status = 200, .sdp = kAnswer});
  const std::string tag = tag_of(WirePeer::header(one.wire.receive("SIP/2.0 200"), "To"));
  one.wire.send(one.wire.request("ACK", "old", 5, tag));
  callee.log->next<SipAcked>();
  one.wire.send(one.wire.request("INVITE", "old", 4, tag, {}, kImage));
  one.wire.receive("SIP/2.0 500");  // RFC 3261 12.2.2
  EXPECT_FALSE(callee.log->has<SipOffered>());
}

struct Named {
  const char* lines;
  const char* caller;
  const char* name;
};
class SipStackCaller : public testing::TestWithParam<Named> {};
TEST_P(SipStackCaller, is_who_the_trunk_says) {
  OneSide one;
  one.wire.send_to(one.port, one.wire.request("INVITE", "id", 1, {}, GetParam().lines, kOffer, "5551234"));
  End callee = one.bob.incoming();
  EXPECT_EQ(callee.about.caller, GetParam().caller);
  EXPECT_EQ(callee.about.caller_name, GetParam().name);
  EXPECT_EQ(callee.about.called, "5551234");
}
INSTANTIATE_TEST_SUITE_P(
    All, SipStackCaller,
    testing::Values(Named{"", "wire", "Wire"},
                    Named{"P-Asserted-Identity: \"Fax\" <sip:+4930123@c.example;user=phone>\r\n", "+4930123", "Fax"},
                    Named{"P-Asserted-Identity: tel:+4930123\r\n", "+4930123", ""},
                    Named{"Remote-Party-ID: \"R\" <sip:777@c.example>;party=calling;screen=yes\r\n", "777", "R"},
                    Named{"Remote-Party-ID: <sip:777@c.example>\r\nP-Asserted-Identity: <sip:888@c.example>\r\n", "888",
                          ""}));

TEST(SipStackWire, the_called_number_stands_in_to_by_setting_and_diversion_is_told) {
  OneSide one{[](SipTrunkSettings& settings) { settings.called_from_to = true; }};
  std::string invite = one.wire.request(
      "INVITE", "to", 1, {}, "Diversion: <sip:200@c.example>;reason=unconditional, <sip:201@c.example>\r\n", kOffer);
  invite.replace(invite.find("To: <sip:bob"), 12, "To: <sip:4711");
  one.wire.send_to(one.port, invite);
  End callee = one.bob.incoming();
  EXPECT_EQ(callee.about.called, "4711");
  EXPECT_EQ(callee.about.diverted_from, "200");
}

TEST(SipStackWire, our_identity_goes_out_as_set) {
  for (const auto& [identity, name] :
       {std::pair{SipIdentity::asserted, "P-Asserted-Identity"}, {SipIdentity::remote_party, "Remote-Party-ID"}}) {
    OneSide one{[&](SipTrunkSettings& settings) {
      settings.identity = identity;
      settings.domain = "carrier.example";
    }};
    End caller = one.bob.call("bob", {.to = "+1 2", .caller = "100", .caller_name = "N", .sdp = kOffer});
    const std::string invite = one.wire.receive("INVITE sip:+1%202@carrier.example SIP/2.0");
    EXPECT_THAT(WirePeer::header(invite, name), StartsWith("\"N\" <sip:100@carrier.example>"));
    EXPECT_THAT(WirePeer::header(invite, "From"), StartsWith("\"N\" <sip:100@carrier.example>;tag="));
    one.wire.reply(invite, "603 Decline", "t");
    EXPECT_EQ(caller.log->next<SipRefused>().status, 603);
  }
}

TEST(SipStackWire, the_outbound_proxy_is_the_first_route) {
  WirePeer outbound;
  OneSide one{[&](SipTrunkSettings& settings) {
    settings.proxy = "carrier.example";
    settings.proxy_port = 0;
    settings.outbound_proxy = "127.0.0.1:" + std::to_string(outbound.port());
  }};
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string invite = outbound.receive("INVITE sip:1@carrier.example SIP/2.0");
  EXPECT_THAT(WirePeer::header(invite, "Route"), HasSubstr(";lr>"));
  outbound.reply(invite, "404 Not Found", "t");
  EXPECT_EQ(caller.log->next<SipRefused>().status, 404);
}

// Behaviour row 10.
TEST(SipStackWire, the_advertised_address_stands_in_via_and_contact) {
  OneSide one{[](SipTrunkSettings& settings) { settings.local.advertised_address = "203.0.113.7"; }};
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string invite = one.wire.receive("INVITE");
  EXPECT_THAT(WirePeer::header(invite, "Via"), HasSubstr("203.0.113.7"));
  EXPECT_THAT(WirePeer::header(invite, "Contact"), HasSubstr("@203.0.113.7:" + std::to_string(one.port)));
  one.wire.reply(invite, "404 Not Found", "t");
  caller.log->next<SipRefused>();
}

TEST(SipStackWire, a_session_interval_that_is_too_small_is_raised_and_asked_for_again) {
  OneSide one{[](SipTrunkSettings& settings) { settings.session_expires = 120s; }};
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string first = one.wire.receive("INVITE");
  EXPECT_THAT(WirePeer::header(first, "Session-Expires"), StartsWith("120"));
  one.wire.reply(first, "422 Session Interval Too Small", "t", "Min-SE: 300\r\n");
  one.wire.receive("ACK");
  const std::string second = one.wire.receive("INVITE");
  EXPECT_THAT(WirePeer::header(second, "Session-Expires"), StartsWith("300"));
  EXPECT_EQ(WirePeer::header(second, "Min-SE"), "300");
  EXPECT_EQ(WirePeer::header(second, "Call-ID"), WirePeer::header(first, "Call-ID"));
  one.wire.reply(second, "486 Busy Here", "t");
  EXPECT_EQ(caller.log->next<SipRefused>().status, 486);
}

TEST(SipStackWire, a_session_is_refreshed_by_update_where_the_far_end_knows_it) {
  OneSide one{[](SipTrunkSettings& settings) { settings.min_session_expires = 1s; }};
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string invite = one.wire.receive("INVITE");
  one.wire.reply(invite, "200 OK", "t",
                 "Allow: INVITE, ACK, BYE, UPDATE\r\nRequire: timer\r\nSession-Expires: 2;refresher=uac\r\n", kAnswer);
  caller.log->next<SipAnswered>();
  caller.call->ack();
  const std::string update = one.wire.receive("UPDATE");
  EXPECT_EQ(WirePeer::header(update, "Session-Expires"), "2;refresher=uac");
  EXPECT_EQ(WirePeer::body(update), "");
  one.wire.reply(update, "481 Call Does Not Exist", "t");
  caller.log->next<SipSessionExpired>();
}

TEST(SipStackWire, without_update_the_call_is_asked_to_refresh) {
  OneSide one;
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string invite = one.wire.receive("INVITE");
  one.wire.reply(invite, "200 OK", "t", "Allow: INVITE, ACK, BYE\r\nSession-Expires: 2;refresher=uac\r\n", kAnswer);
  caller.log->next<SipAnswered>();
  caller.call->ack();
  caller.log->next<SipRefreshDue>();
}

TEST(SipStackWire, a_session_the_far_end_does_not_refresh_expires) {
  OneSide one;
  End caller = one.bob.call("bob", {.to = "1", .sdp = kOffer});
  const std::string invite = one.wire.receive("INVITE");
  one.wire.reply(invite, "200 OK", "t", "Session-Expires: 2;refresher=uas\r\n", kAnswer);
  caller.log->next<SipAnswered>();
  caller.call->ack();
  caller.log->next<SipSessionExpired>();
}

TEST(SipStackWire, a_session_interval_below_ours_is_refused) {
  OneSide one;
  one.wire.send_to(one.port,
                   one.wire.request("INVITE", "se", 1, {}, "Supported: timer\r\nSession-Expires: 60\r\n", kOffer));
  EXPECT_EQ(WirePeer::header(one.wire.receive("SIP/2.0 422"), "Min-SE"), "90");
  EXPECT_FALSE(one.bob.has_incoming());
}

TEST(SipStackWire, an_extension_we_do_not_know_is_refused) {
  OneSide one;
  one.wire.send_to(one.port, one.wire.request("INVITE", "ext", 1, {}, "Require: precondition\r\n", kOffer));
  EXPECT_EQ(WirePeer::header(one.wire.receive("SIP/2.0 420"), "Unsupported"), "precondition");
}

TEST(SipStackWire, a_body_that_is_no_description_is_refused) {
  OneSide one;
  std::string invite = one.wire.request("INVITE", "isup", 1, {}, {}, "\x01\x02");
  invite.replace(invite.find("application/sdp"), 15, "application/isup");
  one.wire.send_to(one.port, invite);
  one.wire.receive("SIP/2.0 415");
}

TEST(SipStackWire, the_description_of_a_multipart_body_is_found) {
  OneSide one;
  const std::string parts =
      "--b\r\nContent-Type: application/isup\r\n\r\nxyz\r\n--b\r\nContent-Type: application/sdp\r\n\r\n" + kOffer +
      "\r\n--b--\r\n";
  std::string invite = one.wire.request("INVITE", "multi", 1, {}, {}, parts);
  invite.replace(invite.find("application/sdp"), 15, "multipart/mixed;boundary=b");
  one.wire.send_to(one.port, invite);
  EXPECT_EQ(one.bob.incoming().about.sdp, kOffer);
}

TEST(SipStackWire, requests_of_calls_that_are_not_there_get_481_and_options_200) {
  OneSide one;
  one.wire.send_to(one.port, one.wire.request("BYE", "none", 1, "x"));
  one.wire.receive("SIP/2.0 481");
  one.wire.send(one.wire.request("INVITE", "none", 2, "x", {}, kOffer));
  one.wire.receive("SIP/2.0 481");
  one.wire.send(one.wire.request("REGISTER", "none", 3));
  EXPECT_THAT(WirePeer::header(one.wire.receive("SIP/2.0 405"), "Allow"), HasSubstr("INVITE"));
  one.wire.send(one.wire.request("OPTIONS", "none", 4));
  EXPECT_THAT(WirePeer::header(one.wire.receive("SIP/2.0 200"), "Allow"), HasSubstr("UPDATE"));
}

}  // namespace
}  // namespace caselli
