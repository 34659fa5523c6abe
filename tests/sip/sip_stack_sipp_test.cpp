// SIPp (package sip-tester) as a judge from outside: its scenarios in tests/sip/sipp say
// what it sends and what it must hear.

#include <gmock/gmock.h>

#include "sip_stack_kit.h"
#include "support/free_port.h"
#include "support/sipp_run.h"

namespace caselli {
namespace {

using namespace sip_kit;
using testing::HasSubstr;

std::string scenario(const std::string& name) { return std::string{CASELLI_TEST_DATA} + "/../sip/sipp/" + name; }

struct Bearer {
  SipProtocol protocol;
  const char* sipp;  // its -t
};
class SipStackSipp : public testing::TestWithParam<Bearer> {
 protected:
  SipTrunkSettings trunk() const {
    SipTrunkSettings out = loopback_trunk("fax", GetParam().protocol);
    out.proxy = "127.0.0.1";
    out.auth_user = "acc";
    out.password = "s3cret";
    return out;
  }
};

TEST_P(SipStackSipp, calls_us_and_asks_for_t38) {
  Side side;
  SippRun sipp{scenario("call_in.xml"), GetParam().sipp, test::free_port(), side.add(trunk())};
  End callee = side.incoming();
  callee.call->respond(callee.about.cseq, {.status = 180});
  callee.call->respond(callee.about.cseq, {.status = 200, .sdp = kAnswer});
  callee.log->next<SipAcked>();
  const auto offered = callee.log->next<SipOffered>();
  EXPECT_THAT(offered.sdp, HasSubstr("m=image"));
  callee.call->respond(offered.cseq, {.status = 200, .sdp = kImage});
  EXPECT_EQ(callee.log->next<SipAcked>().cseq, offered.cseq);
  callee.call->respond(callee.log->next<SipByeReceived>().cseq, {.status = 200});
  sipp.expect_content();
}

TEST_P(SipStackSipp, is_called_and_asks_for_t38) {
  Side side;
  SippRun sipp{scenario("call_out.xml"), GetParam().sipp, test::free_port()};
  SipTrunkSettings settings = trunk();
  settings.proxy_port = sipp.port();
  side.add(settings);
  End caller = side.call("fax", {.to = "5551234", .sdp = kOffer});
  caller.log->next<SipAnswered>();
  caller.call->ack();
  const auto offered = caller.log->next<SipOffered>();
  EXPECT_THAT(offered.sdp, HasSubstr("m=image"));
  caller.call->respond(offered.cseq, {.status = 200, .sdp = kImage}, offered.dialog);
  caller.log->next<SipAcked>();
  caller.call->bye();
  EXPECT_EQ(caller.log->next<SipByeAnswered>().status, 200);
  sipp.expect_content();
}

TEST_P(SipStackSipp, verifies_our_digest_at_invite_and_reinvite) {
  Side side;
  SippRun sipp{scenario("call_out_digest.xml"), GetParam().sipp, test::free_port()};
  SipTrunkSettings settings = trunk();
  settings.proxy_port = sipp.port();
  side.add(settings);
  End caller = side.call("fax", {.to = "5551234", .sdp = kOffer});
  caller.log->next<SipAnswered>();
  caller.call->ack();
  caller.call->reinvite(kImage);
  EXPECT_EQ(caller.log->next<SipReofferAnswered>().status, 200);
  caller.call->ack();
  caller.call->bye();
  EXPECT_EQ(caller.log->next<SipByeAnswered>().status, 200);
  sipp.expect_content();
}

TEST_P(SipStackSipp, takes_our_registration) {
  Side side;
  SippRun sipp{scenario("registrar.xml"), GetParam().sipp, test::free_port()};
  SipTrunkSettings settings = trunk();
  settings.proxy_port = sipp.port();
  settings.registers = true;
  settings.user = "4711";
  side.add(settings);
  side.wait_for(SipTrunkState::Kind::ready);
  sipp.expect_content();
}

TEST_P(SipStackSipp, calls_as_a_user_with_a_password) {
  Side side;
  SipTrunkSettings settings = trunk();
  settings.proxy.clear();
  settings.peers.clear();
  settings.users = {{"sipp", "open"}};
  settings.challenges_sha256 = false;  // SIPp is such a device
  SippRun sipp{scenario("call_in_digest.xml"), GetParam().sipp, test::free_port(), side.add(settings)};
  End callee = side.incoming();
  EXPECT_EQ(callee.about.user, "sipp");
  callee.call->respond(callee.about.cseq, {.status = 200, .sdp = kAnswer});
  callee.log->next<SipAcked>();
  callee.call->bye();
  EXPECT_EQ(callee.log->next<SipByeAnswered>().status, 200);
  sipp.expect_content();
}

INSTANTIATE_TEST_SUITE_P(All, SipStackSipp,
                         testing::Values(Bearer{SipProtocol::udp, "u1"}, Bearer{SipProtocol::tcp, "t1"}),
                         [](const auto& param) {
                           return std::string{param.param.protocol == SipProtocol::udp ? "udp" : "tcp"};
                         });

}  // namespace
}  // namespace caselli
