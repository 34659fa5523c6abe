#include "sip/sip_message.h"

#include <gmock/gmock.h>

#include "sip/sip_call_timer.h"
#include "sip/sip_message_digest.h"

namespace caselli {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

TEST(SipAddressText, all_usual_forms_are_read) {
  const auto is = [](const std::string& text, const SipAddress& expected) {
    const auto got = parse_sip_address(text);
    ASSERT_TRUE(got.has_value()) << text;
    EXPECT_EQ(*got, expected) << text;
  };
  is("<sip:100@a.example>", {"", "100", "a.example"});
  is("Bob <sip:100@a.example:5060;user=phone>;tag=1", {"Bob", "100", "a.example"});
  is("\"B, \\\"x\\\" <y>\" <sips:100@a.example>", {"B, \"x\" <y>", "100", "a.example"});
  is("sip:100@a.example;party=calling", {"", "100", "a.example"});
  is("<sip:+1234;phone-context=x@a.example>", {"", "+1234", "a.example"});
  is("<sip:100:pw@[2001:db8::1]:5060>", {"", "100", "2001:db8::1"});
  is("<tel:+49-30-1;ext=2>", {"", "+49-30-1", ""});
  is("<sip:a%20b@h>, <sip:c@h>", {"", "a b", "h"});
  is("<sip:gw.example>", {"", "", "gw.example"});
}

TEST(SipAddressText, what_is_none_is_refused) {
  for (const char* text : {"", " ", "\"open", "<sip:a@b", "<mailto:a@b>", "hello", "<sip:>", "<sip:a@[::1>"})
    EXPECT_FALSE(parse_sip_address(text).has_value()) << text;
}

TEST(SipAddressText, nothing_breaks_out_of_a_line) {
  EXPECT_EQ(sip_quoted("a\"b\\c\r\nEvil: x"), "\"a\\\"b\\\\cEvil: x\"");
  EXPECT_EQ(sip_escaped_user("+1@x>\r\n"), "+1%40x%3E%0D%0A");
  EXPECT_EQ(parse_sip_address("<sip:a%0d%0ab@h>")->user, "ab");
}

TEST(SipReasonLine, is_printed_and_read) {
  EXPECT_EQ(print(SipReason{17, 486, "User busy"}),
            "Reason: Q.850;cause=17;text=\"User busy\", SIP;cause=486;text=\"User busy\"");
  EXPECT_EQ(print(SipReason{}), "");
  SipReason read;
  read_reason("Q.850", "16", "\"Normal \\\"x\\\"\"", read);
  read_reason("SIP", "99999", "", read);
  EXPECT_EQ(read, (SipReason{16, 0, "Normal \"x\""}));
}

// RFC 7616 3.9.1: both algorithms over one request.
TEST(Digest, the_examples_of_the_standard_come_out) {
  DigestInput in;
  in.user = "Mufasa";
  in.realm = "http-auth@example.org";
  in.password = "Circle of Life";
  in.method = "GET";
  in.uri = "/dir/index.html";
  in.nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  in.nc = "00000001";
  in.cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  in.qop_auth = true;
  EXPECT_EQ(digest_response(in), "8ca523f5e9506fed4657c9700eebdbec");
  in.algorithm = DigestAlgorithm::sha_256;
  EXPECT_EQ(digest_response(in), "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
}

TEST(Digest, challenges_we_cannot_answer_are_left) {
  const auto read = [](std::vector<std::string> parameters) { return read_challenge(false, "Digest", parameters); };
  EXPECT_TRUE(read({"realm=\"r\"", "nonce=\"n\""}));
  EXPECT_FALSE(read({"realm=\"r\""}));
  EXPECT_FALSE(read({"realm=\"r\"", "nonce=\"n\"", "algorithm=MD5-sess"}));
  EXPECT_FALSE(read({"realm=\"r\"", "nonce=\"n\"", "qop=\"auth-int\""}));
  EXPECT_TRUE(read({"realm=\"r\"", "nonce=\"n\"", "algorithm=sha-256", "qop=\"auth-int, auth\""}));
  EXPECT_FALSE(read_challenge(false, "Basic", std::vector<std::string>{"realm=\"r\"", "nonce=\"n\""}));
}

TEST(SessionTimer, the_caller_refreshes_unless_told_otherwise) {
  SipSessionTimer timer{1800s, 90s};
  EXPECT_EQ(timer.request_lines(), "Session-Expires: 1800\r\n");
  timer.answered({.supported = true, .expires = 600s});
  EXPECT_EQ(timer.refresher(), SipRefresher::we);
  EXPECT_EQ(timer.wait(), 300s);
  EXPECT_EQ(timer.request_lines(), "Session-Expires: 600;refresher=uac\r\n");
  timer.answered({.supported = true, .expires = 600s, .refresher = SipTimerTerms::Side::uas});
  EXPECT_EQ(timer.refresher(), SipRefresher::far);
  EXPECT_EQ(timer.wait(), 568s);  // RFC 4028 10: the least of 32 s and a third before the end
  timer.answered({});
  EXPECT_EQ(timer.wait(), std::nullopt);
}

TEST(SessionTimer, the_called_end_settles_who_refreshes) {
  SipSessionTimer timer{1800s, 90s};
  EXPECT_EQ(timer.accept({.supported = true, .expires = 300s, .refresher = SipTimerTerms::Side::uac}),
            "Session-Expires: 300;refresher=uac\r\nRequire: timer\r\n");
  EXPECT_EQ(timer.refresher(), SipRefresher::far);
  EXPECT_EQ(timer.accept({.supported = true, .expires = 300s}), "Session-Expires: 300;refresher=uas\r\n");
  EXPECT_EQ(timer.refresher(), SipRefresher::we);
  EXPECT_EQ(timer.accept({}), "");
  EXPECT_EQ(timer.wait(), std::nullopt);
  EXPECT_EQ(timer.accept({.supported = true}), "Session-Expires: 1800;refresher=uas\r\n");
  SipSessionTimer none{0s, 90s};
  EXPECT_EQ(none.request_lines(), "");
  EXPECT_EQ(none.accept({.supported = true}), "");
}

TEST(SessionTimer, too_short_intervals_are_refused_either_way) {
  SipSessionTimer timer{100s, 90s};
  EXPECT_EQ(timer.refuse({.supported = true, .expires = 89s}), 90s);
  EXPECT_EQ(timer.refuse({.supported = true, .expires = 90s}), std::nullopt);
  EXPECT_EQ(timer.refuse({.supported = false, .expires = 60s}), std::nullopt);
  EXPECT_TRUE(timer.too_short({.least = 500s}));
  EXPECT_EQ(timer.request_lines(), "Session-Expires: 500\r\nMin-SE: 500\r\n");
  EXPECT_FALSE(timer.too_short({.least = 500s}));
  EXPECT_FALSE(timer.too_short({}));
}

}  // namespace
}  // namespace caselli
