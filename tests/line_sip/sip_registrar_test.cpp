// Two servers behind a registrar that asks for every password, and a proxy in the way that
// misbehaves in mid-page.

#include <gmock/gmock.h>

#include "sip_ends.h"
#include "test_registrar.h"

namespace caselli {
namespace {

using test::ladder_of;
using test::SipEnd;
using test::TestRegistrar;
using testing::HasSubstr;
using testing::StartsWith;

class SipRegistrar : public testing::Test {
 protected:
  SipRegistrar() {
    for (auto* end : {&caller_, &callee_}) {
      const std::string user = end == &caller_ ? "100" : "200";
      auto config = SipEnd::config(user);
      config.trunk.proxy = "127.0.0.1";
      config.trunk.proxy_port = registrar_.port();
      config.trunk.peers.clear();  // the proxy is known by its answers
      config.trunk.registers = true;
      config.trunk.password = "word" + user;
      end->add(config);
      end->wait_ready();
    }
  }
  void expect_arrived(Transport transport) {
    const auto sent = caller_.ended(1), received = callee_.ended(1);
    ASSERT_EQ(sent.size(), 1U);
    ASSERT_EQ(received.size(), 1U);
    EXPECT_EQ(code_of(sent.front().report.fax.outcome), "sent") << ladder_of(sent.front().report);
    EXPECT_EQ(sent.front().report.transport, transport);
    EXPECT_EQ(received.front().report.transport, transport);
    ASSERT_EQ(received.front().pages.size(), 1U);
    EXPECT_TRUE(test::pixels_of(received.front().pages.front()) == test::pixels_of(caller_.document(1)));
  }
  void wait_for_dcs() {
    caller_.wait_until([](const PortStatus& status) { return status.dcs_attempts > 0; });
  }

  TestRegistrar registrar_{{{"100", {"word100", "MD5"}}, {"200", {"word200", "SHA-256"}}}};
  SipEnd callee_{2}, caller_{1};
};

// Behaviour row 2: a challenge on the INVITE and on the re-INVITE to T.38.
TEST_F(SipRegistrar, a_fax_in_t38_passes_challenges_on_invite_and_reinvite) {
  ASSERT_NE(caller_.send("100", "200", true), PortId{});
  expect_arrived(Transport::t38);
  const auto counts = registrar_.counts();
  EXPECT_GE(counts.registered, 2);
  EXPECT_EQ(counts.invites, 1);
  EXPECT_EQ(counts.reinvites, 1);
  EXPECT_EQ(counts.wrong, 0);
}

// Behaviour row 3: once DCS was heard a late re-INVITE to T.38 gets 488, and the fax goes on.
TEST_F(SipRegistrar, a_late_reinvite_to_t38_after_dcs_gets_488_and_the_fax_goes_on_in_audio) {
  ASSERT_NE(caller_.send("100", "200", false), PortId{});
  wait_for_dcs();
  EXPECT_THAT(registrar_.reinvite_caller("v=0\r\no=- 1 9 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                                         "m=image 4000 udptl t38\r\na=T38FaxVersion:0\r\n"),
              StartsWith("SIP/2.0 488"));
  expect_arrived(Transport::audio);
  EXPECT_THAT(ladder_of(caller_.ended(1).front().report), HasSubstr("change_refused"));
}

// Behaviour row 5: an identical re-INVITE in mid-page is answered and changes nothing.
TEST_F(SipRegistrar, a_session_refresh_in_mid_page_is_answered_and_changes_nothing) {
  ASSERT_NE(caller_.send("100", "200", true), PortId{});
  wait_for_dcs();
  const auto answer = registrar_.reinvite_caller({});
  EXPECT_THAT(answer, StartsWith("SIP/2.0 200"));
  EXPECT_THAT(answer, HasSubstr("m=image"));
  expect_arrived(Transport::t38);
}

}  // namespace
}  // namespace caselli
