// Keys and values are those of the contract, section 6.

#include "app/sip_line_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "support/temp_folder.h"

namespace caselli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

LineSettings sip_line(const std::string& toml) {
  const auto read = parse_settings("[[line]]\nname = \"trunk\"\nkind = \"sip\"\n" + toml, "test.toml");
  EXPECT_TRUE(read) << read.error().text;
  return read ? read->lines.at(0) : LineSettings{};
}

std::string mistake(const std::string& toml) {
  const auto config = sip_line_config(sip_line(toml));
  EXPECT_FALSE(config) << toml;
  if (config) return {};
  EXPECT_EQ(config.error().code, Errc::bad_config);
  EXPECT_THAT(config.error().text, HasSubstr("line 'trunk'"));
  return config.error().text;
}

TEST(SipLineSettings, every_key_reaches_its_place) {
  const TempFolder folder;
  std::ofstream(folder / "secret") << "s3cret\n";
  const auto config = sip_line_config(sip_line(
      "ports = 30\npeer = \"sip:[2001:db8::5]:5080;transport=tcp\"\nlisten = [\"tcp:[::1]:5070\", \"tls:[::1]:5071\"]\n"
      "accept_from = [\"2001:db8::/32\"]\nusername = \"fax\"\npassword = \"file:" +
      (folder / "secret").string() +
      "\"\nregister = true\nexpires = 600\nfrom = \"+49301\"\ncalled_from = \"to\"\nt38 = \"first\"\n"
      "error_correction = \"fec\"\nredundancy = 2\ncodecs = [\"PCMA\"]\nmedia_ports = \"30000-30999\"\n"
      "advertise = \"2001:db8::7\"\nmax_rate = 9600\n"));
  ASSERT_TRUE(config) << config.error().text;
  EXPECT_EQ(config->trunk.name, "trunk");
  EXPECT_EQ(config->trunk.proxy, "2001:db8::5");
  EXPECT_EQ(config->trunk.proxy_port, 5080);
  EXPECT_EQ(config->trunk.protocol, SipProtocol::tcp);
  EXPECT_EQ(config->trunk.local.address, "::1");
  EXPECT_EQ(config->trunk.local.port, 5070);
  EXPECT_EQ(config->trunk.local.tls_port, 5071);
  EXPECT_THAT(config->trunk.local.protocols, ElementsAre(SipProtocol::tcp, SipProtocol::tls));
  EXPECT_THAT(config->trunk.peers, ElementsAre("2001:db8::/32"));
  EXPECT_EQ(config->trunk.user, "fax");
  EXPECT_EQ(config->trunk.password, "s3cret");
  EXPECT_TRUE(config->trunk.registers);
  EXPECT_EQ(config->trunk.expires, std::chrono::seconds{600});
  EXPECT_TRUE(config->trunk.called_from_to);
  EXPECT_EQ(config->from, "+49301");
  EXPECT_EQ(config->rules.first_offer, sip::kAudioAndT38);
  EXPECT_EQ(config->t38.error_correction.at(0), T38ErrorCorrection::fec);
  EXPECT_EQ(config->t38.max_bit_rate, 9600);
  EXPECT_EQ(config->udptl.redundancy, 2);
  EXPECT_THAT(config->codecs, ElementsAre(AudioCodec::pcma));
  EXPECT_EQ(config->media_ports.first, 30000);
  EXPECT_EQ(config->media_ports.last, 30999);
  EXPECT_EQ(config->media_address, "::1");
  EXPECT_EQ(config->advertised_address, "2001:db8::7");
}

TEST(SipLineSettings, without_much_it_is_a_trunk_over_udp_that_asks_for_t38_by_reinvite) {
  const auto config = sip_line_config(sip_line("peer = \"sip:127.0.0.1\"\n"));
  ASSERT_TRUE(config) << config.error().text;
  EXPECT_EQ(config->trunk.proxy_port, 0);  // by DNS, else 5060
  EXPECT_EQ(config->trunk.local.port, 5060);
  EXPECT_EQ(config->media_address, "127.0.0.1");  // the way to the peer
  EXPECT_TRUE(config->rules.t38);
  EXPECT_EQ(config->rules.first_offer, sip::kAudio);
  EXPECT_FALSE(sip_line_config(sip_line("peer = \"sip:127.0.0.1\"\nt38 = \"off\"\n"))->rules.t38);
}

TEST(SipLineSettings, a_line_that_is_only_called_needs_no_more_than_where_it_listens) {
  const auto config = sip_line_config(sip_line("listen = [\"tls:127.0.0.1:5061\"]\n"));
  ASSERT_TRUE(config) << config.error().text;
  EXPECT_EQ(config->trunk.protocol, SipProtocol::tls);
  EXPECT_EQ(config->trunk.local.tls_port, 5061);
}

TEST(SipLineSettings, mistakes_are_told_with_their_key) {
  EXPECT_THAT(mistake("listen = []\n"), HasSubstr("listen"));
  EXPECT_THAT(mistake("peer = \"sip:pbx:port\"\n"), HasSubstr("peer: 'sip:pbx:port'"));
  EXPECT_THAT(mistake("peer = \"sip:pbx;transport=sctp\"\n"), HasSubstr("transport=udp|tcp|tls"));
  EXPECT_THAT(mistake("peer = \"sip:127.0.0.1;transport=tls\"\n"), HasSubstr("listen"));
  EXPECT_THAT(mistake("listen = [\"5060\"]\n"), HasSubstr("listen: '5060'"));
  EXPECT_THAT(mistake("listen = [\"udp:127.0.0.1:5060\", \"udp:127.0.0.2:5062\"]\n"), HasSubstr("same address"));
  EXPECT_THAT(mistake("codecs = [\"G729\"]\npeer = \"sip:127.0.0.1\"\n"), HasSubstr("'G729'"));
  EXPECT_THAT(mistake("codecs = []\npeer = \"sip:127.0.0.1\"\n"), HasSubstr("at least one"));
  EXPECT_THAT(mistake("ports = 30\nmedia_ports = \"20000-20050\"\npeer = \"sip:127.0.0.1\"\n"),
              HasSubstr("at least 121 ports"));
  EXPECT_THAT(mistake("register = true\n"), HasSubstr("username"));
  EXPECT_THAT(mistake("password = \"file:/nowhere/secret\"\n"), HasSubstr("/nowhere/secret"));
  EXPECT_THAT(mistake("password = \"env:CASELLI_NO_SUCH\"\n"), HasSubstr("CASELLI_NO_SUCH"));
}

}  // namespace
}  // namespace caselli
