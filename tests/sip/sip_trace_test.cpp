// Credentials as RFC 3261, 7615, 7616 and 4568 write them, and as they may be written.

#include "sip/sip_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caselli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kSecret = "SeCrEt7";

struct Hidden {
  const char* what;
  const char* text;   // with kSecret in it
  const char* shown;  // must be there still
};
constexpr Hidden kHidden[] = {
    {"a digest response", "Authorization: Digest username=\"u\", realm=\"r\", response=\"SeCrEt7\", nc=00000001\r\n",
     "Digest username=\"u\", realm=\"r\", response=\"removed\", nc=00000001\r\n"},
    {"without quotes", "Proxy-Authorization: Digest response=SeCrEt7, realm=\"r\"\r\n",
     "response=removed, realm=\"r\"\r\n"},
    {"odd case", "pRoXy-AuThOrIzAtIoN: dIgEsT ReSpOnSe=\"SeCrEt7\",UsErNaMe=\"u\"\r\n", "UsErNaMe=\"u\"\r\n"},
    {"blanks before the colon", "Authorization \t : Digest response=\"SeCrEt7\"\r\n", "response="},
    {"a folded header",
     "Authorization: Digest username=\"u\",\r\n response\r\n\t=\r\n \"SeCrEt7\",\r\n uri=\"sip:a\"\r\n",
     "uri=\"sip:a\"\r\n"},
    {"folded after the colon", "Authorization:\r\n Digest response=\"SeCrEt7\"\r\n", "Digest"},
    {"folded by line feeds alone", "Authorization: Digest\n response=\"SeCrEt7\"\n", "Digest"},
    {"a quoted comma and quote", "Authorization: Digest username=\"a,\\\"response=\", response=\"SeCrEt7\"\r\n",
     "username=\"a,\\\"response=\""},
    {"a quote that never ends", "Authorization: Digest response=\"SeCrEt7, realm=\"r\r\n", "Digest"},
    {"a password in Basic", "Authorization: Basic SeCrEt7==\r\n", "Basic removed\r\n"},
    {"a token", "Authorization: bEaReR  SeCrEt7\r\n", "bEaReR removed\r\n"},
    {"a second scheme in the list", "WWW-Authenticate: Digest realm=\"r\", Basic SeCrEt7=\r\n", "realm=\"r\""},
    {"a nonce of a challenge", "Proxy-Authenticate: Digest realm=\"r\", nonce=\"SeCrEt7\", stale=true\r\n",
     "realm=\"r\", nonce=\"removed\", stale=true\r\n"},
    {"both challenges of one header",
     "WWW-Authenticate: Digest realm=\"r\",nonce=\"x\",Digest nonce=\"SeCrEt7\",Digest realm=\"s\",algorithm=MD5\r\n",
     "Digest realm=\"s\",algorithm=MD5\r\n"},
    {"what proves the server", "Authentication-Info: rspauth=\"SeCrEt7\", nextnonce=\"SeCrEt7\", nc=1\r\n", "nc=1\r\n"},
    {"a header of no known form", "Authorization: =SeCrEt7\r\n", "\r\n"},
    {"a password in a URI", "Contact: <sip:u:SeCrEt7@h:5060>, <SIPS:v:SeCrEt7@h>\r\n",
     "<sip:u:removed@h:5060>, <SIPS:v:removed@h>\r\n"},
    {"a compact header with a password", "m: sip:u:SeCrEt7@h\r\n", "sip:u:removed@h\r\n"},
    {"a key of SRTP", "\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:SeCrEt7|2^20|1:4\r\n",
     "HMAC_SHA1_80 inline:removed|2^20|1:4\r\n"},
    {"two keys in a line", "\r\nA=CRYPTO:1 AES INLINE:SeCrEt7|1:4;Inline:SeCrEt7 FEC_ORDER=FEC_SRTP\r\n",
     "FEC_ORDER=FEC_SRTP\r\n"},
    {"a crypto line of no known form", "\r\na=crypto:1 AES uri:SeCrEt7\r\n", "a=crypto:"},
    {"a key in a body without blank line", "a=crypto:1 AES inline:SeCrEt7\r\n", "inline:"},
    {"a key of MIKEY", "\r\na=key-mgmt:mikey SeCrEt7\r\n", "a=key-mgmt:"},
    {"a k= line", "\r\nk=clear:SeCrEt7\r\n", "k="},
};

TEST(SipTrace, secrets_are_taken_out_however_they_are_written) {
  for (const auto& each : kHidden) {
    const std::string text = without_secrets("INVITE sip:a@b SIP/2.0\r\n" + std::string{each.text});
    EXPECT_THAT(text, Not(HasSubstr(kSecret))) << each.what;
    EXPECT_THAT(text, HasSubstr(each.shown)) << each.what;
    EXPECT_THAT(text, testing::StartsWith("INVITE sip:a@b SIP/2.0\r\n")) << each.what;
  }
}

TEST(SipTrace, everything_else_stays_as_it_was) {
  const std::string text =
      "INVITE sip:+4930;phone-context=x:y@b:5060;transport=udp SIP/2.0\r\n"
      "v: SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK1\r\n"
      "X-Other: response=\"kept\"\r\nX-Authorization: Digest response=kept\r\n"
      "Contact: <sip:[2001:db8::1]:5060>\r\n\r\nv=0\r\ns=Authorization: Basic kept\r\na=fmtp:0 inline:kept\r\n";
  const std::string shown = without_secrets(text);
  EXPECT_THAT(shown, HasSubstr("v: SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bK1\r\n"));
  EXPECT_THAT(shown, HasSubstr("X-Other: response=\"kept\"\r\nX-Authorization: Digest response=kept\r\n"));
  EXPECT_THAT(shown, HasSubstr("Contact: <sip:[2001:db8::1]:5060>\r\n\r\nv=0\r\n"));
  EXPECT_THAT(shown, HasSubstr("s=Authorization: Basic kept\r\na=fmtp:0 inline:kept\r\n"));
}

TEST(SipTrace, a_body_keeps_its_length) {
  for (const std::string key : {"c2VjcmV0a2V5c2VjcmV0a2V5c2VjcmV0a2V5MTIz", "abc", ""}) {
    const std::string body =
        "v=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + key + "|2^20\r\nk=clear:" + key + "\r\n";
    const std::string head = "SIP/2.0 200 OK\r\n\r\n";
    EXPECT_EQ(without_secrets(head + body).size(), head.size() + body.size());
  }
}

TEST(SipTrace, a_message_is_cut_at_16_kib) {
  EXPECT_EQ(without_secrets("INVITE a SIP/2.0\r\nX: " + std::string(100'000, 'x')).size(), 16u << 10);
}

TEST(SipTrace, the_title_is_the_method_or_the_status) {
  EXPECT_EQ(sip_title("INVITE sip:a@b SIP/2.0\r\n"), "INVITE");
  EXPECT_EQ(sip_title("SIP/2.0 486 Busy Here\r\n"), "486 Busy Here");
  EXPECT_EQ(sip_title("SIP/2.0 486 \x1b[2J\r\n"), "486 [2J");
}

TEST(SipTrace, a_call_that_never_ends_fills_no_disk) {
  SipTraceLimit limit;
  std::size_t bytes = 0;
  int kept = 0;
  const std::string text = "OPTIONS sip:a@b SIP/2.0\r\n" + std::string(1000, 'x');
  for (int i = 0; i < 100'000; ++i) {
    TraceEntry entry{{}, '<', "OPTIONS", text};
    if (!limit.admit(entry)) continue;
    ++kept;
    bytes += entry.detail.size();
    EXPECT_THAT(entry.detail, testing::StartsWith("OPTIONS sip:a@b SIP/2.0"));
  }
  EXPECT_EQ(kept, SipTraceLimit::kMostMessages);
  EXPECT_LE(bytes, SipTraceLimit::kMostBytes + 1000u * 200);
}

}  // namespace
}  // namespace caselli
