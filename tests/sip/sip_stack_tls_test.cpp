// Calls over TLS.

#include <gmock/gmock.h>

#include <filesystem>

#include "sip_stack_kit.h"
#include "support/test_certificates.h"

namespace caselli {
namespace {

using namespace sip_kit;
using testing::HasSubstr;

class SipTls : public testing::TestWithParam<std::string> {};

TEST_P(SipTls, carries_a_call_both_ways) {
  TestCertificates files;
  const SipTlsSettings tls = files.certificate("good", "ca", "-days 2", GetParam());
  TwoSides two{SipProtocol::tls, GetParam(),
               [&](SipTrunkSettings& a, SipTrunkSettings& b) { a.local.tls = b.local.tls = tls; }};
  auto [caller, callee] = two.up();
  EXPECT_EQ(callee.about.protocol, SipProtocol::tls);
  EXPECT_THAT(caller.log->traced('>', "INVITE").detail, HasSubstr("SIP/2.0/TLS"));
  callee.call->reinvite(kImage);
  const auto offered = caller.log->next<SipOffered>();
  caller.call->respond(offered.cseq, {.status = 200, .sdp = kAnswer});
  EXPECT_EQ(callee.log->next<SipReofferAnswered>().status, 200);
  callee.call->ack();
  caller.log->next<SipAcked>();
}
INSTANTIATE_TEST_SUITE_P(All, SipTls, testing::Values("127.0.0.1", "::1"),
                         [](const auto& param) { return param.param == "::1" ? "ipv6" : "ipv4"; });

TEST(SipTlsTrust, a_certificate_of_an_unknown_authority_is_not_called) {
  TestCertificates files;
  files.authority("other");
  const SipTlsSettings good = files.certificate("good", "ca", "-days 2");
  const SipTlsSettings bad = files.certificate("bad", "other", "-days 2");
  TwoSides two{SipProtocol::tls, "127.0.0.1", [&](SipTrunkSettings& a, SipTrunkSettings& b) {
                 a.local.tls = good;
                 b.local.tls = bad;
               }};
  End caller = two.alice.call("alice", {.to = "1", .sdp = kOffer});
  const auto refused = caller.log->next<SipRefused>();
  EXPECT_TRUE(refused.internal);
  EXPECT_EQ(refused.status, 503);
  EXPECT_THAT(refused.phrase, HasSubstr("its certificate is not trusted: unable to get local issuer certificate"));
  EXPECT_FALSE(two.bob.has_incoming());
}

TEST(SipTlsTrust, a_certificate_for_another_name_is_not_called) {
  TestCertificates files;
  const SipTlsSettings good = files.certificate("good", "ca", "-days 2");
  const SipTlsSettings other = files.certificate("other", "ca", "-days 2", "other.example");
  TwoSides two{SipProtocol::tls, "127.0.0.1", [&](SipTrunkSettings& a, SipTrunkSettings& b) {
                 a.local.tls = good;
                 b.local.tls = other;
                 a.options_interval = std::chrono::milliseconds{20};
               }};
  EXPECT_THAT(two.alice.wait_for(SipTrunkState::Kind::unreachable),
              HasSubstr("over tls does not answer OPTIONS: 503 its certificate is not trusted: hostname mismatch"));
}

TEST(SipTlsTrust, a_domain_counts_as_its_name) {
  TestCertificates files;
  const SipTlsSettings good = files.certificate("good", "ca", "-days 2");
  const SipTlsSettings wild = files.certificate("wild", "ca", "-days 2", "*.carrier.example");
  TwoSides two{SipProtocol::tls, "127.0.0.1", [&](SipTrunkSettings& a, SipTrunkSettings& b) {
                 a.local.tls = good;
                 b.local.tls = wild;
                 a.domain = "sip.carrier.example";
               }};
  auto [caller, callee] = two.up();
}

TEST(SipTlsTrust, verification_can_be_switched_off) {
  TestCertificates files;
  files.authority("other");
  SipTlsSettings good = files.certificate("good", "ca", "-days 2");
  good.verify = false;
  const SipTlsSettings bad = files.certificate("bad", "other", "-days 2");
  TwoSides two{SipProtocol::tls, "127.0.0.1", [&](SipTrunkSettings& a, SipTrunkSettings& b) {
                 a.local.tls = good;
                 b.local.tls = bad;
               }};
  auto [caller, callee] = two.up();
}

TEST(SipTlsFiles, what_is_wrong_with_them_stands_in_the_state) {
  TestCertificates files;
  const SipTlsSettings good = files.certificate("good", "ca", "-days 2");
  const SipTlsSettings old = files.certificate("old", "ca", "-days -1");
  const auto text_of = [](const SipTlsSettings& tls) {
    Side side;
    SipTrunkSettings settings = loopback_trunk("fax", SipProtocol::tls);
    settings.local.tls = tls;
    side.add(settings);
    return side.wait_for(SipTrunkState::Kind::no_certificate);
  };
  EXPECT_THAT(text_of(old), HasSubstr("expired on 20"));
  SipTlsSettings mixed = good;
  mixed.key_file = old.key_file;
  EXPECT_THAT(text_of(mixed), HasSubstr("does not belong to the certificate"));
  SipTlsSettings missing = good;
  missing.certificate_file = "/no/such/file";
  EXPECT_THAT(text_of(missing), HasSubstr("the certificate `/no/such/file` cannot be read"));
}

void replace_files(const SipTlsSettings& old, const SipTlsSettings& fresh) {
  std::filesystem::rename(fresh.certificate_file, old.certificate_file);
  std::filesystem::rename(fresh.key_file, old.key_file);
}

TEST(SipTlsFiles, an_expired_certificate_that_is_replaced_brings_the_line_back) {
  TestCertificates files;
  SipTrunkSettings settings = loopback_trunk("fax", SipProtocol::tls);
  settings.local.tls = files.certificate("old", "ca", "-days -1");
  settings.first_retry = std::chrono::milliseconds{20};
  Side side;
  side.add(settings);
  side.wait_for(SipTrunkState::Kind::no_certificate);
  replace_files(settings.local.tls, files.certificate("new", "ca", "-days 2"));
  side.wait_for(SipTrunkState::Kind::ready);
}

TEST(SipTlsFiles, a_certificate_that_expires_or_is_replaced_while_the_line_is_up_is_seen) {
  TestCertificates files;
  SipTlsSettings tls;
  TwoSides two{SipProtocol::tls, "127.0.0.1", [&](SipTrunkSettings& a, SipTrunkSettings& b) {
                 a.local.tls = files.certificate("caller", "ca", "-days 9");
                 tls = b.local.tls = files.certificate("old", "ca", "-days 2", "other.example");
                 a.options_interval = a.first_retry = b.certificate_look = std::chrono::milliseconds{20};
               }};
  EXPECT_THAT(two.alice.wait_for(SipTrunkState::Kind::unreachable), HasSubstr("hostname mismatch"));
  two.bob.clock().go_ahead(std::chrono::hours{72});
  EXPECT_THAT(two.bob.wait_for(SipTrunkState::Kind::no_certificate), HasSubstr("old.pem` expired on 20"));
  const auto bad_states = two.bob.states();
  replace_files(tls, files.certificate("new", "ca", "-days 9"));
  two.bob.wait_for(SipTrunkState::Kind::ready, bad_states);
  two.alice.wait_for(SipTrunkState::Kind::ready);  // connections get the new one, for the right name
}

}  // namespace
}  // namespace caselli
