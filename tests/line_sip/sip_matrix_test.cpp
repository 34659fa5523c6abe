// Faxes between two servers by SIP: every transport, both families of addresses, T.38 and
// audio, both directions; and every way to come to T.38 or not. The calls of a test run at the
// same time, since modems take their real seconds.

#include <gmock/gmock.h>

#include <iostream>

#include "sip_ends.h"
#include "support/test_certificates.h"

namespace caselli {
namespace {

using namespace std::chrono_literals;
using test::EndedCall;
using test::ladder_of;
using test::SipEnd;

struct Bearer {
  const char* name;
  SipProtocol protocol;
  const char* address;
};

// A fax that is on its way, and how it has to go.
struct Sent {
  std::string number;
  bool forth;  // from the first server
  Transport transport;
  int pattern;
};

const EndedCall* call_of(const std::vector<EndedCall>& calls, Direction direction, const std::string& number) {
  for (const auto& call : calls) {
    const bool sent = call.report.direction == Direction::send;
    if (call.report.direction == direction &&
        (sent ? ladder_of(call.report).find(":" + number + "@") != std::string::npos : call.report.routing == number))
      return &call;
  }
  ADD_FAILURE() << "no call of " << number;
  static const EndedCall none;
  return &none;
}

void expect_same_page(const SipEnd& sender, const EndedCall& received, int pattern) {
  ASSERT_EQ(received.pages.size(), 1U);
  EXPECT_TRUE(test::pixels_of(received.pages.front()) == test::pixels_of(sender.document(pattern)))
      << "the page is another one";
}

class SipMatrix : public testing::Test {
 protected:
  // Both ends listen where the other calls.
  void connect(const std::string& name, const Bearer& bearer, int ports,
               const std::function<void(SipLineConfig& one, SipLineConfig& two)>& change = {}) {
    const bool ipv6 = std::string{bearer.address} == "::1";
    SipLineConfig configs[2];
    for (auto& config : configs) {
      config = SipEnd::config(name, bearer.protocol, bearer.address);
      config.trunk.proxy = bearer.address;
      config.trunk.local.port = config.trunk.local.tls_port = test::free_port(ipv6);
      if (bearer.protocol == SipProtocol::tls) {
        config.trunk.local.tls = certificates_.certificate(name, "ca", "-days 2", bearer.address);
        config.srtp = true;
      }
    }
    configs[0].trunk.proxy_port = configs[1].trunk.local.port;
    configs[1].trunk.proxy_port = configs[0].trunk.local.port;
    if (change) change(configs[0], configs[1]);
    EXPECT_EQ(one_.add(configs[0], ports), configs[0].trunk.local.port);
    EXPECT_EQ(two_.add(configs[1], ports), configs[1].trunk.local.port);
  }
  void send(const std::string& line, Sent what, bool t38_allowed) {
    SipEnd& from = what.forth ? one_ : two_;
    EXPECT_NE(from.send(line, what.number, t38_allowed, what.pattern), PortId{}) << line;
    sent_.push_back(std::move(what));
  }
  void expect_all_arrived() {
    const auto ones = one_.ended(sent_.size());
    const auto twos = two_.ended(sent_.size());
    for (const auto& what : sent_) {
      SCOPED_TRACE(what.number);
      const auto& sent = *call_of(what.forth ? ones : twos, Direction::send, what.number);
      const auto& received = *call_of(what.forth ? twos : ones, Direction::receive, what.number);
      EXPECT_EQ(code_of(sent.report.fax.outcome), "sent") << sent.report.fax.t30_text;
      EXPECT_EQ(code_of(received.report.fax.outcome), "received") << received.report.fax.t30_text;
      EXPECT_EQ(sent.report.transport, what.transport);
      EXPECT_EQ(received.report.transport, what.transport);
      expect_same_page(what.forth ? one_ : two_, received, what.pattern);
      if (HasFailure() && !std::exchange(shown_, true))
        std::cout << ladder_of(sent.report) << "---- the other end\n" << ladder_of(received.report);
    }
  }

  TestCertificates certificates_;
  SipEnd one_{1}, two_{2};
  std::vector<Sent> sent_;
  bool shown_ = false;
};

constexpr Bearer kBearers[] = {
    {"udp4", SipProtocol::udp, "127.0.0.1"}, {"tcp4", SipProtocol::tcp, "127.0.0.1"},
    {"tls4", SipProtocol::tls, "127.0.0.1"}, {"udp6", SipProtocol::udp, "::1"},
    {"tcp6", SipProtocol::tcp, "::1"},       {"tls6", SipProtocol::tls, "::1"},
};
constexpr Bearer kUdp = kBearers[0];

// Media do not know by which transport the call was made, except that TLS lines encrypt
// audio: four kinds of audio say it all.
bool tries_audio(const Bearer& bearer) {
  const std::string_view name = bearer.name;
  return name == "udp4" || name == "tls4" || name == "tcp6" || name == "udp6";
}

TEST_F(SipMatrix, faxes_in_t38_arrive_over_udp_tcp_tls_and_both_families_both_ways) {
  int number = 100;
  for (const auto& bearer : kBearers) {
    connect(bearer.name, bearer, 2);
    for (const bool forth : {true, false}) {
      ++number;
      send(bearer.name, {std::to_string(number), forth, Transport::t38, number % 10}, true);
    }
  }
  expect_all_arrived();
}

TEST_F(SipMatrix, faxes_in_audio_arrive_over_udp_tcp_tls_and_both_families_both_ways) {
  int number = 200;
  for (const auto& bearer : kBearers) {
    if (!tries_audio(bearer)) continue;
    connect(bearer.name, bearer, 1);
    ++number;
    send(bearer.name, {std::to_string(number), number % 2 == 0, Transport::audio, number % 10}, false);
  }
  expect_all_arrived();
}

// What two ends are set to, and by what media the fax then goes.
struct Way {
  const char* name;
  Transport transport;
  void (*change)(sip::LegRules& caller, sip::LegRules& callee);
  const char* note = "";  // in the caller's trace, or the callee's
};

constexpr Way kWays[] = {
    {"the_called_side_asks_for_t38", Transport::t38, [](sip::LegRules&, sip::LegRules&) {}},
    {"the_calling_side_asks_for_t38", Transport::t38,
     [](sip::LegRules& caller, sip::LegRules& callee) {
       caller.when_calling = sip::T38Start::at_answer;
       callee.when_called = sip::T38Start::never;
     }},
    {"both_ask_at_once_and_meet_in_glare", Transport::t38,
     [](sip::LegRules& caller, sip::LegRules&) { caller.when_calling = sip::T38Start::at_answer; }},
    {"the_first_invite_offers_t38_alone", Transport::t38,
     [](sip::LegRules& caller, sip::LegRules&) { caller.first_offer = sip::kT38; }},
    {"the_first_invite_offers_both", Transport::t38,
     [](sip::LegRules& caller, sip::LegRules&) { caller.first_offer = sip::kAudioAndT38; }},
    {"t38_alone_is_refused_at_first_and_taken_later", Transport::t38,
     [](sip::LegRules& caller, sip::LegRules& callee) {
       caller.first_offer = sip::kT38;
       callee.t38_in_first = false;
     }},
    {"of_both_audio_is_taken_at_first_and_t38_later", Transport::t38,
     [](sip::LegRules& caller, sip::LegRules& callee) {
       caller.first_offer = sip::kAudioAndT38;
       callee.t38_in_first = false;
     }},
    {"the_calling_side_goes_without_t38", Transport::audio,
     [](sip::LegRules& caller, sip::LegRules&) { caller.t38 = false; }, "t38_refused"},
    {"the_called_side_goes_without_t38", Transport::audio,
     [](sip::LegRules& caller, sip::LegRules& callee) {
       caller.first_offer = sip::kT38;
       callee.t38 = false;
     },
     "t38_refused"},
};

// Behaviour row 4: what was refused goes on in audio inside the call, both ways.
TEST_F(SipMatrix, every_way_to_t38_and_every_refusal_ends_with_the_page_arrived) {
  int number = 300;
  for (const auto& way : kWays) {
    connect(way.name, kUdp, 1, [&](SipLineConfig& one, SipLineConfig& two) { way.change(one.rules, two.rules); });
    send(way.name, {std::to_string(++number), true, way.transport, number % 10}, true);
  }
  expect_all_arrived();
  const auto ones = one_.ended(0), twos = two_.ended(0);
  number = 300;
  for (const auto& way : kWays) {
    SCOPED_TRACE(way.name);
    ++number;
    const auto ladder = ladder_of(call_of(ones, Direction::send, std::to_string(number))->report) +
                        ladder_of(call_of(twos, Direction::receive, std::to_string(number))->report);
    EXPECT_THAT(ladder, testing::HasSubstr(way.note));
  }
}

}  // namespace
}  // namespace caselli
