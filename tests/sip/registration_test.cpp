// Registration and keep-alive against a far end of the test's making. The digests expected
// were computed by hand from RFC 7616 3.4 with coreutils (md5sum, sha256sum): the test
// does so itself.

#include <gmock/gmock.h>

#include <array>
#include <cstdio>

#include "sip_stack_kit.h"
#include "sip_stack_wire.h"

namespace caselli {
namespace {

using namespace sip_kit;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

using Kind = SipTrunkState::Kind;

SipTrunkSettings registering(int port) {
  SipTrunkSettings out = loopback_trunk("fax");
  out.proxy = "127.0.0.1";
  out.proxy_port = port;
  out.registers = true;
  out.user = "4711";
  out.auth_user = "acc";
  out.password = "s3cret";
  out.first_retry = 20ms;
  out.longest_retry = 40ms;
  return out;
}

std::string parameter(const std::string& header, const std::string& name) {
  for (const auto& one : split(header.substr(header.find(' ') + 1), ',')) {
    const auto text = std::string{trimmed(one)};
    if (!text.starts_with(name + "=")) continue;
    std::string value = text.substr(name.size() + 1);
    if (value.starts_with('"')) value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

// By coreutils, not by our own code.
std::string sum(const std::string& tool, const std::string& text) {
  const std::string command = "printf %s '" + text + "' | " + tool;
  std::array<char, 256> line{};
  std::FILE* pipe = popen(command.c_str(), "r");
  if (!pipe || !std::fgets(line.data(), line.size(), pipe)) ADD_FAILURE() << command;
  if (pipe) pclose(pipe);
  return std::string{line.data()}.substr(0, std::string{line.data()}.find(' '));
}

std::string expected_response(const std::string& tool, const std::string& header, const std::string& method) {
  const std::string a1 = sum(tool, "acc:" + parameter(header, "realm") + ":s3cret");
  const std::string a2 = sum(tool, method + ":" + parameter(header, "uri"));
  const std::string qop = parameter(header, "qop");
  const std::string middle = qop.empty() ? "" : parameter(header, "nc") + ":" + parameter(header, "cnonce") + ":auth:";
  return sum(tool, a1 + ":" + parameter(header, "nonce") + ":" + middle + a2);
}

struct Challenge {
  const char* name;
  const char* lines;
  const char* tool;
  const char* algorithm;  // in the answer
};
class RegistrationChallenge : public testing::TestWithParam<Challenge> {};

TEST_P(RegistrationChallenge, is_answered_with_the_password) {
  WirePeer registrar;
  Side side;
  side.add(registering(registrar.port()));
  const std::string first = registrar.receive("REGISTER sip:127.0.0.1:" + std::to_string(registrar.port()));
  EXPECT_THAT(WirePeer::header(first, "To"), StartsWith("<sip:4711@127.0.0.1:"));
  EXPECT_EQ(WirePeer::header(first, "Authorization"), "");
  registrar.reply(first, "401 Unauthorized", "r", GetParam().lines);
  const std::string second = registrar.receive("REGISTER");
  const std::string header = WirePeer::header(second, "Authorization");
  EXPECT_THAT(header, StartsWith("Digest "));
  EXPECT_EQ(parameter(header, "username"), "acc");
  EXPECT_EQ(parameter(header, "algorithm"), GetParam().algorithm);
  EXPECT_EQ(parameter(header, "response"), expected_response(GetParam().tool, header, "REGISTER"));
  EXPECT_EQ(WirePeer::header(second, "Call-ID"), WirePeer::header(first, "Call-ID"));
  registrar.reply(second, "200 OK", "r", "Expires: 300\r\n");
  side.wait_for(Kind::ready);
}

INSTANTIATE_TEST_SUITE_P(
    All, RegistrationChallenge,
    testing::Values(
        Challenge{"md5",
                  "WWW-Authenticate: Digest realm=\"a b\", nonce=\"n1\", opaque=\"o\", qop=\"auth,auth-int\"\r\n",
                  "md5sum", ""},
        Challenge{"old_md5", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", algorithm=MD5\r\n", "md5sum", "MD5"},
        Challenge{"sha256", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"\r\n",
                  "sha256sum", "SHA-256"},
        Challenge{"first_of_both",
                  "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"\r\n"
                  "WWW-Authenticate: Digest realm=\"r\", nonce=\"n2\", algorithm=MD5, qop=\"auth\"\r\n",
                  "sha256sum", "SHA-256"},
        Challenge{"the_known_one",
                  "WWW-Authenticate: Digest realm=\"r\", nonce=\"n1\", algorithm=SHA3-256, qop=\"auth\"\r\n"
                  "WWW-Authenticate: Digest realm=\"r\", nonce=\"n2\", algorithm=MD5, qop=\"auth\"\r\n",
                  "md5sum", "MD5"}),
    [](const auto& param) { return param.param.name; });

TEST(Registration, a_wrong_password_is_told_and_comes_back_by_itself) {
  WirePeer registrar;
  Side side;
  side.add(registering(registrar.port()));
  const std::string challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n";
  registrar.reply(registrar.receive("REGISTER"), "401 Unauthorized", "r", challenge);
  registrar.reply(registrar.receive("REGISTER"), "401 Unauthorized", "r", challenge);
  const std::string text = side.wait_for(Kind::wrong_password);
  EXPECT_THAT(text, HasSubstr("401 Unauthorized"));
  EXPECT_THAT(text, HasSubstr("`acc`"));
  EXPECT_THAT(text, HasSubstr("127.0.0.1:" + std::to_string(registrar.port()) + " over udp"));
  EXPECT_THAT(text, Not(HasSubstr("s3cret")));
  // The account is mended: the next try is let in.
  registrar.reply(registrar.receive("REGISTER"), "200 OK", "r", "Expires: 300\r\n");
  side.wait_for(Kind::ready);
}

TEST(Registration, a_stale_nonce_is_not_a_wrong_password) {
  WirePeer registrar;
  Side side;
  side.add(registering(registrar.port()));
  registrar.reply(registrar.receive("REGISTER"), "401 Unauthorized", "r",
                  "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n");
  registrar.reply(registrar.receive("REGISTER"), "401 Unauthorized", "r",
                  "WWW-Authenticate: Digest realm=\"r\", nonce=\"m\", stale=TRUE\r\n");
  const std::string third = registrar.receive("REGISTER");
  EXPECT_EQ(parameter(WirePeer::header(third, "Authorization"), "nonce"), "m");
  registrar.reply(third, "200 OK", "r");
  side.wait_for(Kind::ready);
}

TEST(Registration, a_refusal_is_told_with_what_came_back) {
  WirePeer registrar;
  Side side;
  side.add(registering(registrar.port()));
  registrar.reply(registrar.receive("REGISTER"), "403 Forbidden", "r");
  EXPECT_THAT(side.wait_for(Kind::refused), HasSubstr("refuses to register 4711: it answered 403 Forbidden"));
}

TEST(Registration, a_registrar_that_cannot_be_reached_is_told_and_found_again) {
  Side side;
  SipTrunkSettings settings = registering(9);
  settings.protocol = SipProtocol::tcp;
  settings.local.protocols = {SipProtocol::tcp};
  side.add(settings);
  EXPECT_THAT(side.wait_for(Kind::unreachable), HasSubstr("127.0.0.1:9 over tcp does not answer"));
}

TEST(Registration, a_longer_interval_is_taken_when_the_registrar_asks_for_it) {
  WirePeer registrar;
  Side side;
  side.add(registering(registrar.port()));
  registrar.reply(registrar.receive("REGISTER"), "423 Interval Too Brief", "r", "Min-Expires: 1800\r\n");
  const std::string second = registrar.receive("REGISTER");
  EXPECT_EQ(WirePeer::header(second, "Expires"), "1800");
  registrar.reply(second, "200 OK", "r");
  side.wait_for(Kind::ready);
}

TEST(Registration, it_is_refreshed_in_time_and_given_back_at_the_end) {
  WirePeer registrar;
  std::string call_id;
  {
    Side side;
    side.add(registering(registrar.port()));
    const std::string first = registrar.receive("REGISTER");
    call_id = WirePeer::header(first, "Call-ID");
    registrar.reply(first, "200 OK", "r", "Expires: 1\r\n");
    side.wait_for(Kind::ready);
    const std::string refresh = registrar.receive("REGISTER");
    EXPECT_EQ(WirePeer::header(refresh, "Call-ID"), call_id);
    EXPECT_EQ(WirePeer::header(refresh, "Expires"), "300");
    registrar.reply(refresh, "200 OK", "r", "Expires: 300\r\n");
    // Calls come from the registrar by then: it needs no entry among the peers.
    registrar.send(registrar.request("INVITE", "c", 1, {}, {}, kOffer, "4711"));
    EXPECT_EQ(side.incoming().about.called, "4711");
  }
  std::string last = registrar.receive("REGISTER");
  while (WirePeer::header(last, "Expires") != "0") last = registrar.receive("REGISTER");
  EXPECT_EQ(WirePeer::header(last, "Call-ID"), call_id);
}

TEST(Registration, a_challenge_to_a_reinvite_is_answered_too) {
  WirePeer proxy;
  Side side;
  SipTrunkSettings settings = registering(proxy.port());
  settings.registers = false;
  side.add(settings);
  End caller = side.call("fax", {.to = "1", .sdp = kOffer});
  const std::string challenge =
      "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n1\", algorithm=SHA-256, qop=\"auth\"\r\n";
  proxy.reply(proxy.receive("INVITE"), "407 Proxy Authentication Required", "p", challenge);
  proxy.receive("ACK");
  const std::string invite = proxy.receive("INVITE");
  const std::string header = WirePeer::header(invite, "Proxy-Authorization");
  EXPECT_EQ(parameter(header, "response"), expected_response("sha256sum", header, "INVITE"));
  EXPECT_THAT(caller.log->traced('>', "INVITE").detail, Not(HasSubstr(parameter(header, "response"))));
  proxy.reply(invite, "200 OK", "t", {}, kAnswer);
  caller.log->next<SipAnswered>();
  caller.call->ack();
  // The ACK has the INVITE's credentials (RFC 3261 22.1).
  EXPECT_EQ(WirePeer::header(proxy.receive("ACK"), "Proxy-Authorization"), header);

  caller.call->reinvite(kImage);
  const std::string known = proxy.receive("INVITE");
  const std::string again = WirePeer::header(known, "Proxy-Authorization");
  EXPECT_EQ(parameter(again, "nc"), "00000002");
  EXPECT_EQ(parameter(again, "response"), expected_response("sha256sum", again, "INVITE"));
  proxy.reply(known, "407 Proxy Authentication Required", "t",
              "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n2\", algorithm=MD5, qop=\"auth\"\r\n");
  proxy.receive("ACK");
  const std::string answered = proxy.receive("INVITE");
  const std::string other = WirePeer::header(answered, "Proxy-Authorization");
  EXPECT_EQ(parameter(other, "response"), expected_response("md5sum", other, "INVITE"));
  EXPECT_EQ(WirePeer::body(answered), kImage);
  proxy.reply(answered, "200 OK", "t", {}, kAnswer);
  EXPECT_EQ(caller.log->next<SipReofferAnswered>().status, 200);
}

TEST(Registration, a_call_with_a_wrong_password_is_refused_with_its_status) {
  WirePeer proxy;
  Side side;
  SipTrunkSettings settings = registering(proxy.port());
  settings.registers = false;
  side.add(settings);
  End caller = side.call("fax", {.to = "1", .sdp = kOffer});
  for (int i = 0; i < 2; ++i) {
    proxy.reply(proxy.receive("INVITE"), "401 Unauthorized", "p",
                "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n");
    proxy.receive("ACK");
  }
  EXPECT_EQ(caller.log->next<SipRefused>().status, 401);
}

TEST(Keepalive, options_without_an_answer_take_the_trunk_down_until_one_comes) {
  WirePeer proxy;
  Side side;
  SipTrunkSettings settings = registering(proxy.port());
  settings.registers = false;
  settings.options_interval = 20ms;
  side.add(settings);
  proxy.reply(proxy.receive("OPTIONS"), "503 Service Unavailable", "p");
  EXPECT_THAT(side.wait_for(Kind::unreachable), HasSubstr("out of service by its answer to OPTIONS: 503"));
  proxy.reply(proxy.receive("OPTIONS"), "404 Not Found", "p");  // it is there, whatever it says
  side.wait_for(Kind::ready);
}

TEST(Keepalive, two_stacks_answer_each_others_options) {
  TwoSides two{SipProtocol::udp, "127.0.0.1",
               [](SipTrunkSettings& a, SipTrunkSettings&) { a.options_interval = 20ms; }};
  two.alice.wait_for(Kind::ready);
}

TEST(Trunk, a_port_that_is_taken_is_told_and_bound_when_it_is_free) {
  auto taken = std::make_unique<WirePeer>();
  Side side;
  SipTrunkSettings settings = loopback_trunk("fax");
  settings.local.port = taken->port();
  settings.first_retry = 20ms;
  ASSERT_TRUE(side.stack().add_trunk(settings));
  EXPECT_THAT(side.wait_for(Kind::not_bound), HasSubstr("cannot open SIP over udp on 127.0.0.1 port " +
                                                        std::to_string(taken->port()) + ": Address already in use"));
  taken.reset();
  side.wait_for(Kind::ready);
}

TEST(Trunk, settings_that_cannot_be_read_are_refused_with_a_sentence) {
  Side side;
  const auto refused = [&](const std::function<void(SipTrunkSettings&)>& adjust) {
    SipTrunkSettings settings = loopback_trunk("fax");
    adjust(settings);
    const Status done = side.stack().add_trunk(settings);
    EXPECT_FALSE(done);
    return done ? std::string{} : done.error().text;
  };
  EXPECT_THAT(refused([](auto& s) { s.peers = {"192.0.2.0/33"}; }), HasSubstr("the prefix must be 0 to 32"));
  EXPECT_THAT(refused([](auto& s) { s.local.address = "eth0"; }), HasSubstr("`eth0` is not an IPv4 or IPv6 address"));
  EXPECT_THAT(refused([](auto& s) { s.protocol = SipProtocol::tls; }), HasSubstr("does not have"));
  EXPECT_THAT(refused([](auto& s) { s.proxy = "a>b"; }), HasSubstr("is not a host"));
  EXPECT_THAT(refused([](auto& s) { s.registers = true; }), HasSubstr("needs a proxy and a user"));
}

TEST(Trunk, trunks_are_taken_away_while_others_go_on) {
  TwoSides two;
  two.alice.add([] {
    SipTrunkSettings out = loopback_trunk("other");
    return out;
  }());
  auto [caller, callee] = two.up();
  two.alice.stack().remove_trunk("other");
  two.alice.stack().remove_trunk("alice");
  caller.log->next<SipStopped>();
  callee.log->next<SipByeReceived>();
  EXPECT_FALSE(two.alice.stack().make_call("alice", {.to = "1", .sdp = kOffer}));
}

}  // namespace
}  // namespace caselli
