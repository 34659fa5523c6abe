// A SIP line and its port against SIPp, which plays the peers that are in the right, in a hurry
// or odd: what we answer is checked by the scenario (it fails at any other message), how the
// port saw the call end by the table's last columns. docs/wire/sip.md says the same in words.

#include <gmock/gmock.h>
#include <poll.h>

#include <fstream>
#include <iostream>
#include <memory>

#include "sip_ends.h"
#include "sipp_script.h"
#include "support/sipp_run.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using test::ladder_of;
using test::SipEnd;

// A UDP port that waits for media.
class Ear {
 public:
  Ear() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in own{};
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&own), sizeof own), 0);
    socklen_t size = sizeof own;
    ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&own), &size);
    port_ = ntohs(own.sin_port);
  }
  int port() const { return port_; }
  bool heard() const {
    pollfd ready{socket_.get(), POLLIN, 0};
    return ::poll(&ready, 1, 0) > 0;
  }

 private:
  FileDescriptor socket_;
  int port_ = 0;
};

enum class Act { nothing, hang_up_dialling, hang_up_answered };
struct Expected {
  const char* outcome = "not_a_fax";
  Transport transport = Transport::audio;
  const char* traced = "";  // somewhere in the attempt's trace
  bool moved = false;       // media reached [other_port]
};
struct SippCase {
  const char* name;
  bool sipp_calls;
  const char* script;
  Expected expected{};
  void (*change)(SipLineConfig&) = nullptr;
  Act act = Act::nothing;
  void (*change_port)(PortSettings&) = nullptr;
};

void PrintTo(const SippCase& one, std::ostream* out) { *out << one.name; }

void ask_as_callee(SipLineConfig& config) { config.rules.when_called = sip::T38Start::at_answer; }
void ask_as_caller(SipLineConfig& config) { config.rules.when_calling = sip::T38Start::at_answer; }
void with_password(SipLineConfig& config) {
  config.trunk.auth_user = "acc";
  config.trunk.password = "s3cret";
}

#define CALLED "> INVITE sdp=audio\n< 200 ~ m=audio\n> ACK\n"
#define CALLING "< INVITE as=first ~ m=audio\n> 180\n> 200 sdp=audio\n< ACK\n"
#define HANGS_UP "> BYE\n< 200\n"

// Calls that come to us.
const SippCase kIncoming[] = {
    {"two_reinvites_in_a_row", true,
     CALLED
     "> INVITE sdp=image\n< 200 of=2 ~ m=image\n> ACK\n> INVITE sdp=audio\n< 200 of=3 ~ m=audio\n> ACK\n" HANGS_UP},
    {"a_second_reinvite_before_the_first_ones_ack", true,
     CALLED "> INVITE sdp=image\n< 200 of=2 ~ m=image\n> INVITE sdp=audio\n< 200 of=3 ~ m=audio\n> ACK cseq=2\n"
            "> ACK cseq=3\n" HANGS_UP},
    {"a_reinvite_before_the_ack",
     true,
     "> INVITE sdp=audio\n< 200\n> INVITE sdp=image\n< 200 of=2 ~ m=image\n> ACK cseq=1\n> ACK cseq=2\n" HANGS_UP,
     {.transport = Transport::t38}},
    {"a_reinvite_before_the_ack_that_holds_the_answer", true,
     "> INVITE\n< 200 ~ m=audio\n> INVITE sdp=image\n< 491 of=2\n> ACK refused\n> ACK cseq=1 sdp=audio\n" HANGS_UP},
    {"glare_of_two_reinvites_to_t38",
     true,
     CALLED "< INVITE as=ours ~ m=image\n> INVITE sdp=image\n< 491\n> ACK refused\n> 491 to=ours\n< ACK\n"
            "< INVITE as=again ~ m=image\n> 200 to=again sdp=image\n< ACK\npause 100\n" HANGS_UP,
     {.transport = Transport::t38},
     ask_as_callee},
    {"an_update_that_meets_our_reinvite",
     true,
     CALLED
     "< INVITE as=ours ~ m=image\n> UPDATE sdp=audio\n< 491\n> 200 to=ours sdp=image\n< ACK\npause 100\n" HANGS_UP,
     {.transport = Transport::t38},
     ask_as_callee},
    {"a_refresh_without_change_by_reinvite_and_update", true,
     CALLED "> INVITE sdp=audio\n< 200 of=2 ~ m=audio !~ m=image\n> ACK\n> UPDATE sdp=audio\n< 200 of=3 ~ m=audio\n"
            "> UPDATE\n< 200 of=4 !~ m=audio\n" HANGS_UP},
    {"a_refresh_without_change_in_t38",
     true,
     CALLED "> INVITE sdp=image\n< 200 of=2 ~ m=image\n> ACK\n> INVITE sdp=image\n< 200 of=3 ~ m=image\n> ACK\n"
            "> UPDATE sdp=image\n< 200 of=4 ~ m=image\n" HANGS_UP,
     {.transport = Transport::t38}},
    {"hold_and_resume_in_every_spelling", true,
     CALLED "> INVITE sdp=sendonly\n< 200 of=2 ~ a=recvonly\n> ACK\n> INVITE sdp=inactive\n< 200 of=3 ~ a=inactive\n"
            "> ACK\n> INVITE sdp=zero\n< 200 of=4 ~ m=audio\n> ACK\n> INVITE sdp=audio\n< 200 of=5 ~ m=audio !~ only\n"
            "> ACK\n" HANGS_UP},
    {"an_invite_without_offer", true, "> INVITE\n< 200 ~ m=audio !~ m=image\n> ACK sdp=audio\n" HANGS_UP},
    {"an_invite_without_offer_and_without_answer",
     true,
     "> INVITE\n< 200 ~ m=audio\n> ACK\n< BYE\n> 200\n",
     {.outcome = "negotiation_failed", .transport = Transport::none}},
    {"a_reinvite_without_offer", true, CALLED "> INVITE\n< 200 of=2 ~ m=audio\n> ACK sdp=audio\n" HANGS_UP},
    {"an_update_to_t38",
     true,
     CALLED "> UPDATE sdp=image\n< 200 of=2 ~ m=image\n" HANGS_UP,
     {.transport = Transport::t38}},
    {"audio_and_image_in_one_offer",
     true,
     "> INVITE sdp=both\n< 200 ~ m=audio 0 ~ m=image [1-9]\n> ACK\n" HANGS_UP,
     {.transport = Transport::t38}},
    {"audio_and_image_in_one_offer_without_t38_at_the_start",
     true,
     "> INVITE sdp=both\n< 200 ~ m=audio [1-9] ~ m=image 0\n> ACK\n" HANGS_UP,
     {},
     [](SipLineConfig& config) { config.rules.t38_in_first = false; }},
    {"image_alone_in_the_first_invite",
     true,
     "> INVITE sdp=image\n< 200 ~ m=image [1-9]\n> ACK\n" HANGS_UP,
     {.transport = Transport::t38}},
    {"a_reinvite_to_nothing_we_know", true, CALLED "> INVITE sdp=video\n< 488\n> ACK refused\n" HANGS_UP},
    {"t38_where_the_trunk_has_none",
     true,
     CALLED "> INVITE sdp=image\n< 488\n> ACK refused\n" HANGS_UP,
     {},
     [](SipLineConfig& config) { config.rules.t38 = false; }},
    {"cancel_while_it_rings",
     true,
     "> INVITE sdp=audio\n< 180\n> CANCEL\n< 200 ~ CANCEL\n< 487\n> ACK refused\n",
     {.outcome = "remote_cancelled", .transport = Transport::none},
     {},
     Act::nothing,
     [](PortSettings& port) { port.rings = 3; }},
    {"cancel_against_our_200", true, "> INVITE sdp=audio\n< 200\n> CANCEL\n< 481\n> ACK\n" HANGS_UP},
    {"bye_while_it_rings",
     true,
     "> INVITE sdp=audio\n< 180 dialog\n> BYE\n< 200 of=2\n< 487\n> ACK refused\n",
     {.outcome = "remote_cancelled", .transport = Transport::none},
     {},
     Act::nothing,
     [](PortSettings& port) { port.rings = 3; }},
    {"bye_before_the_ack", true, "> INVITE sdp=audio\n< 200\n> BYE\n< 200\n"},
    {"bye_while_our_reinvite_is_out",
     true,
     CALLED "< INVITE as=ours ~ m=image\n> BYE\n< 200\n> 487 to=ours\n< ACK\n",
     {},
     ask_as_callee},
    {"bye_while_our_reinvite_is_answered",
     true,
     CALLED "< INVITE as=ours ~ m=image\n> BYE\n< 200\n> 200 to=ours sdp=image\n< ACK\n",
     {},
     ask_as_callee},
    {"a_session_interval_too_small", true,
     "> INVITE sdp=audio + Supported: timer + Session-Expires: 30\n< 422 ~ Min-SE: 90\n> ACK refused\n"
     "> INVITE sdp=audio + Supported: timer + Session-Expires: 90;refresher=uac\n"
     "< 200 ~ Session-Expires: 90;refresher=uac ~ Require: timer\n> ACK\n"
     "> UPDATE + Supported: timer + Session-Expires: 90;refresher=uac\n< 200 of=3 ~ Session-Expires: 90\n" HANGS_UP},
    {"a_session_nobody_refreshes",
     true,
     "> INVITE sdp=audio + Supported: timer + Session-Expires: 2;refresher=uac\n< 200 ~ refresher=uac\n> ACK\n"
     "< BYE\n> 200\n",
     {.outcome = "cut_off"},
     [](SipLineConfig& config) { config.trunk.min_session_expires = 1s; }},
    {"questions_inside_the_call", true, CALLED "> OPTIONS\n< 200 of=2\n> INFO\n< 200 of=3\n" HANGS_UP},
    {"a_caller_who_must_give_its_password",
     true,
     "> INVITE sdp=audio\n< 401 auth\n> ACK refused\n> INVITE sdp=audio + [authentication username=sipp "
     "password=open]\n"
     "< 200\n> ACK\n" HANGS_UP,
     {},
     [](SipLineConfig& config) {
       config.trunk.peers.clear();
       config.trunk.proxy.clear();
       config.trunk.users = {{"sipp", "open"}};
       config.trunk.challenges_sha256 = false;  // SIPp knows MD5 only
     }},
};

// Calls we make.
const SippCase kOutgoing[] = {
    {"the_called_side_asks_for_t38",
     false,
     CALLING "> INVITE sdp=image\n< 200 ~ m=image\n> ACK\n" HANGS_UP,
     {.transport = Transport::t38}},
    {"t38_refused_with_488",
     false,
     CALLING "< INVITE ~ m=image\n> 488\n< ACK\npause 100\n" HANGS_UP,
     {.traced = "t38_refused"},
     ask_as_caller},
    {"t38_refused_with_415",
     false,
     CALLING "< INVITE ~ m=image\n> 415\n< ACK\npause 100\n" HANGS_UP,
     {.traced = "t38_refused"},
     ask_as_caller},
    {"t38_refused_with_606",
     false,
     CALLING "< INVITE ~ m=image\n> 606\n< ACK\npause 100\n" HANGS_UP,
     {.traced = "t38_refused"},
     ask_as_caller},
    {"t38_refused_with_port_0",
     false,
     CALLING
     "< INVITE as=t38 ~ m=image\n> 200 sdp=no_image\n< ACK\n< INVITE as=back ~ m=audio\n> 200 sdp=audio\n< ACK\n"
     "pause 100\n" HANGS_UP,
     {.traced = "t38_refused"},
     ask_as_caller},
    {"t38_met_with_silence",
     false,
     CALLING "< INVITE as=t38 ~ m=image\n> 100\n< CANCEL\n> 200\n> 487 to=t38\n< ACK\npause 100\n" HANGS_UP,
     {.traced = "t38_unanswered"},
     [](SipLineConfig& config) {
       ask_as_caller(config);
       config.rules.reinvite_limit = 300ms;
     }},
    {"t38_taken_just_as_we_give_it_up",
     false,
     CALLING
     "< INVITE as=t38 ~ m=image\n> 100\n< CANCEL\n> 200 to=cancel\n> 200 to=t38 sdp=image\n< ACK\npause 100\n" HANGS_UP,
     {.transport = Transport::t38},
     [](SipLineConfig& config) {
       ask_as_caller(config);
       config.rules.reinvite_limit = 300ms;
     }},
    {"glare_of_two_reinvites_to_t38",
     false,
     CALLING "< INVITE as=ours ~ m=image\n> INVITE sdp=image\n< 491\n> ACK refused\n> 491 to=ours\n< ACK\n"
             "> INVITE sdp=image\n< 200 ~ m=image\n> ACK\npause 100\n" HANGS_UP,
     {.transport = Transport::t38},
     ask_as_caller},
    {"we_ask_again_after_500_with_retry_after",
     false,
     CALLING "< INVITE as=ours ~ m=image\n> 500 + Retry-After: 1\n< ACK\n< INVITE as=again ~ m=image\n"
             "> 200 sdp=image\n< ACK\npause 100\n" HANGS_UP,
     {.transport = Transport::t38},
     ask_as_caller},
    {"an_offer_of_both_answered_with_audio",
     false,
     "< INVITE ~ m=audio ~ m=image\n> 200 sdp=audio_of_both\n< ACK\n" HANGS_UP,
     {.traced = "t38_refused"},
     [](SipLineConfig& config) { config.rules.first_offer = sip::kAudioAndT38; }},
    {"forks_with_several_early_dialogs",
     false,
     "< INVITE as=first\n> 180 tag=B\n> 183 tag=C sdp=audio\n> 183 tag=D sdp=audio\n> 200 tag=B sdp=moved\n< ACK\n"
     "pause 200\n" HANGS_UP,
     {.moved = true}},
    {"a_fork_answered_with_its_early_description",
     false,
     "< INVITE as=first\n> 183 tag=B sdp=moved\n> 183 tag=C sdp=audio\n> 200 tag=B\n< ACK\npause 200\n" HANGS_UP,
     {.moved = true}},
    {"a_second_branch_that_answers_too",
     false,
     "< INVITE as=first\n> 200 tag=A sdp=audio\n< ACK ~ To:.*tag=A\n> 200 to=first tag=B sdp=audio\n"
     "< ACK ~ To:.*tag=B\n< BYE as=other ~ To:.*tag=B\n> 200 to=other\n"
     "> INVITE sdp=image\n< 200 ~ m=image\n> ACK\n" HANGS_UP,
     {.transport = Transport::t38}},
    {"reliable_provisional_answers_and_update_before_the_200",
     false,
     "< INVITE as=first ~ 100rel\n> 183 sdp=audio + Require: 100rel + RSeq: 1\n< PRACK as=prack ~ RAck: *1 [0-9]+ "
     "INVITE\n"
     "> 200 to=prack\n> UPDATE sdp=moved\n< 200 ~ m=audio\n> 200 to=first\n< ACK\npause 200\n" HANGS_UP,
     {.moved = true}},
    {"a_reinvite_before_the_200_of_the_first", false,
     "< INVITE as=first\n> 180\n> INVITE sdp=audio\n< 491\n> ACK refused\n> 200 to=first sdp=audio\n< ACK\n" HANGS_UP},
    {"hold_and_resume", false,
     CALLING "> INVITE sdp=sendonly\n< 200 of=1 ~ a=recvonly\n> ACK\n> INVITE sdp=audio\n< 200 of=2 !~ recvonly\n> "
             "ACK\n" HANGS_UP},
    {"a_busy_number", false, "< INVITE\n> 486\n< ACK\n", {.outcome = "busy", .transport = Transport::none}},
    {"a_number_that_does_not_exist",
     false,
     "< INVITE\n> 404\n< ACK\n",
     {.outcome = "bad_address", .transport = Transport::none}},
    {"a_cause_that_says_more_than_the_status",
     false,
     "< INVITE\n> 503 + Reason: Q.850;cause=17\n< ACK\n",
     {.outcome = "busy", .transport = Transport::none}},
    {"a_200_without_description",
     false,
     "< INVITE as=first\n> 200\n< ACK\n< BYE\n> 200\n",
     {.outcome = "negotiation_failed", .transport = Transport::none}},
    {"we_cancel",
     false,
     "< INVITE as=first\n> 180\n< CANCEL\n> 200\n> 487 to=first\n< ACK\n",
     {.outcome = "cancelled", .transport = Transport::none},
     {},
     Act::hang_up_dialling},
    {"we_cancel_against_its_200",
     false,
     "< INVITE as=first\n> 180\n< CANCEL\n> 200 to=cancel\n> 200 to=first sdp=audio\n< ACK\n< BYE\n> 200\n",
     {.outcome = "cancelled", .transport = Transport::none},
     {},
     Act::hang_up_dialling},
    {"both_hang_up_at_once",
     false,
     CALLING "< BYE as=ours\n> BYE\n< 200\n> 200 to=ours\n",
     {.outcome = "cancelled"},
     {},
     Act::hang_up_answered},
    {"the_session_interval_it_wants", false,
     "< INVITE as=early\n> 422 + Min-SE: 3600\n< ACK\n< INVITE as=first ~ Session-Expires: 3600 ~ Min-SE: 3600\n"
     "> 200 sdp=audio\n< ACK\n" HANGS_UP},
    {"we_refresh_by_update",
     false,
     "< INVITE as=first\n> 200 sdp=audio + Allow: INVITE, ACK, CANCEL, BYE, UPDATE + Require: timer + Supported: timer "
     "+ "
     "Session-Expires: 2;refresher=uac\n< ACK\n< UPDATE ~ Session-Expires: 2\n"
     "> 200 + Require: timer + Session-Expires: 2;refresher=uac\n" HANGS_UP,
     {},
     [](SipLineConfig& config) { config.trunk.min_session_expires = 1s; }},
    {"we_refresh_by_reinvite",
     false,
     "< INVITE as=first\n> 200 sdp=audio + Allow: INVITE, ACK, CANCEL, BYE + Require: timer + "
     "Session-Expires: 2;refresher=uac\n< ACK\n< INVITE ~ Session-Expires: 2 ~ m=audio\n"
     "> 200 sdp=audio + Require: timer + Session-Expires: 2;refresher=uac\n< ACK\npause 100\n" HANGS_UP,
     {},
     [](SipLineConfig& config) { config.trunk.min_session_expires = 1s; }},
    {"a_digest_at_invite_and_reinvite",
     false,
     "< INVITE as=early\n> 401 + WWW-Authenticate: Digest realm=\"p\", nonce=\"47ebe028\", algorithm=MD5, "
     "qop=\"auth\"\n"
     "< ACK\n< INVITE as=first verify\n> 200 sdp=audio\n< ACK\n< INVITE ~ m=image\n"
     "> 401 + WWW-Authenticate: Digest realm=\"p\", nonce=\"00ebe028\", algorithm=MD5, qop=\"auth\"\n< ACK\n"
     "< INVITE as=again verify ~ m=image\n> 200 sdp=image\n< ACK\npause 100\n" HANGS_UP,
     {.transport = Transport::t38},
     [](SipLineConfig& config) {
       with_password(config);
       ask_as_caller(config);
     }},
    {"of_two_digests_the_first_is_taken",
     false,
     "< INVITE as=early\n> 401 + WWW-Authenticate: Digest realm=\"p\", nonce=\"47ebe028\", algorithm=SHA-256, "
     "qop=\"auth\" + "
     "WWW-Authenticate: Digest realm=\"p\", nonce=\"47ebe028\", algorithm=MD5, qop=\"auth\"\n"
     "< ACK\n< INVITE as=first ~ algorithm=SHA-256 ~ response=\"[0-9a-f]{64}\"\n> 200 sdp=audio\n< ACK\n" HANGS_UP,
     {},
     with_password},
    {"a_password_that_is_wrong",
     false,
     "< INVITE as=early\n> 401 + WWW-Authenticate: Digest realm=\"p\", nonce=\"1\"\n< ACK\n< INVITE as=first\n"
     "> 401 + WWW-Authenticate: Digest realm=\"p\", nonce=\"2\"\n< ACK\n",
     {.outcome = "rejected", .transport = Transport::none},
     with_password},
};

class SipLineSipp : public testing::TestWithParam<SippCase> {};

TEST_P(SipLineSipp, hears_the_right_answers) {
  const SippCase& now = GetParam();
  const TempFolder folder;
  const auto file = folder / "scenario.xml";
  std::ofstream(file) << test::sipp_scenario(now.sipp_calls, now.script);
  const Ear ear, other;
  const std::string keys =
      "-key fax_port " + std::to_string(ear.port()) + " -key other_port " + std::to_string(other.port());
  auto config = SipEnd::config("fax");
  config.rules.when_called = sip::T38Start::never;
  config.rules.t38_start_delay = 100ms;
  config.trunk.proxy = "127.0.0.1";
  if (now.change) now.change(config);

  SipEnd end{1};
  std::unique_ptr<SippRun> sipp;
  if (now.sipp_calls) {
    const int port = end.add(config);
    if (now.change_port) {
      auto settings = end.port().settings();
      now.change_port(settings);
      end.port().set(settings);
    }
    sipp = std::make_unique<SippRun>(file, "u1", test::free_port(), port, keys);
  } else {
    sipp = std::make_unique<SippRun>(file, "u1", test::free_port(), 0, keys);
    config.trunk.proxy_port = sipp->port();
    end.add(config);
    ASSERT_NE(end.send("fax", "5551234", true), PortId{});
    if (now.act != Act::nothing) {
      end.wait_until([&](const PortStatus& status) {
        return now.act == Act::hang_up_dialling ? status.state == PortState::dialing
                                                : status.transport == Transport::audio;
      });
      end.port().stop(Outcome::cancelled);
    }
  }
  sipp->expect_content();
  const auto ended = end.ended(1);
  ASSERT_EQ(ended.size(), 1U);
  const auto& report = ended.front().report;
  EXPECT_EQ(code_of(report.fax.outcome), now.expected.outcome);
  EXPECT_EQ(report.transport, now.expected.transport);
  EXPECT_THAT(ladder_of(report), testing::HasSubstr(now.expected.traced));
  EXPECT_EQ(other.heard(), now.expected.moved);
  if (HasFailure()) std::cout << ladder_of(report);
}

class SipLineRefused : public testing::TestWithParam<int> {};

// Behaviour row 4: an INVITE whose T.38 is refused comes again with audio alone (RFC 3261 8.1.3.5).
TEST_P(SipLineRefused, the_invite_comes_again_with_audio_alone) {
  const TempFolder folder;
  const auto file = folder / "scenario.xml";
  std::ofstream(file) << test::sipp_scenario(false, "< INVITE\n> " + std::to_string(GetParam()) + "\n< ACK\n");
  SippRun sipp{file, "u1", test::free_port(), 0, "-m 2"};
  auto config = SipEnd::config("fax");
  config.rules.first_offer = sip::kAudioAndT38;
  config.trunk.proxy = "127.0.0.1";
  config.trunk.proxy_port = sipp.port();
  SipEnd end{1};
  end.add(config);
  ASSERT_NE(end.send("fax", "5551234", true), PortId{});
  sipp.expect_content();
  const auto ended = end.ended(1);
  ASSERT_EQ(ended.size(), 1U);
  const auto& report = ended.front().report;
  EXPECT_EQ(code_of(report.fax.outcome), "negotiation_failed");
  EXPECT_EQ(report.sip_code, GetParam());
  std::vector<std::string> invites;
  for (const auto& entry : report.trace)
    if (entry.way == '>' && entry.what == "INVITE") invites.push_back(entry.detail);
  ASSERT_EQ(invites.size(), 2U);
  EXPECT_THAT(invites[0], testing::AllOf(testing::HasSubstr("m=audio"), testing::HasSubstr("m=image")));
  EXPECT_THAT(invites[1], testing::AllOf(testing::HasSubstr("m=audio"), Not(testing::HasSubstr("m=image"))));
}
INSTANTIATE_TEST_SUITE_P(Codes, SipLineRefused, testing::Values(415, 488, 606),
                         [](const auto& one) { return std::to_string(one.param); });

INSTANTIATE_TEST_SUITE_P(Called, SipLineSipp, testing::ValuesIn(kIncoming),
                         [](const auto& one) { return std::string{one.param.name}; });
INSTANTIATE_TEST_SUITE_P(Calling, SipLineSipp, testing::ValuesIn(kOutgoing),
                         [](const auto& one) { return std::string{one.param.name}; });

}  // namespace
}  // namespace caselli
