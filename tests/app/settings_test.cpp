#include "app/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caselli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string mistake_in(const std::string& toml) {
  const auto read = parse_settings(toml, "caselli.toml");
  if (read) return "accepted";
  EXPECT_EQ(read.error().code, Errc::bad_config);
  return read.error().text;
}

TEST(Settings, without_a_file_are_one_loopback_line_with_two_ports) {
  const auto settings = parse_settings("", "caselli.toml").value();
  EXPECT_EQ(settings.server.listen, "127.0.0.1:8329");
  ASSERT_EQ(settings.lines.size(), 1u);
  EXPECT_EQ(settings.lines[0].name, "loop");
  EXPECT_EQ(settings.lines[0].ports, 2);
  EXPECT_EQ(settings.lines[0].transport, "audio");
  EXPECT_EQ(settings.lines[0].speed, 1);
}

TEST(Settings, a_line_without_ports_given_has_four) {
  const auto settings =
      parse_settings("[[line]]\nname = 'a'\n[[line]]\nname = 'b'\ntransport = 't38'\nspeed = 0\n", "caselli.toml")
          .value();
  ASSERT_EQ(settings.lines.size(), 2u);
  EXPECT_EQ(settings.lines[0].ports, 4);
  EXPECT_EQ(settings.lines[1].transport, "t38");
  EXPECT_EQ(settings.lines[1].speed, 0);
}

TEST(Settings, an_unknown_key_names_line_and_key) {
  EXPECT_THAT(mistake_in("[server]\nlisten = '127.0.0.1:1'\nlistn = 'x'\n"),
              AllOf(HasSubstr("caselli.toml:3"), HasSubstr("server.listn"), HasSubstr("listen, data")));
  EXPECT_THAT(mistake_in("\n\n[serve]\n"), AllOf(HasSubstr("caselli.toml:3"), HasSubstr("serve")));
  EXPECT_THAT(mistake_in("[[line]]\nname='a'\nport=3\n"), AllOf(HasSubstr(":3"), HasSubstr("line.port")));
}

TEST(Settings, a_wrong_type_names_what_is_expected) {
  EXPECT_THAT(mistake_in("[limits]\npages = 'many'\n"),
              AllOf(HasSubstr(":2"), HasSubstr("limits.pages"), HasSubstr("integer")));
  EXPECT_THAT(mistake_in("[limits]\npages = 0\n"), HasSubstr("out of range"));
  EXPECT_THAT(mistake_in("[limits]\npages = 99999999999\n"), HasSubstr("out of range"));
  EXPECT_THAT(mistake_in("[server]\nlisten = 8329\n"), HasSubstr("text"));
  EXPECT_THAT(mistake_in("[[line]]\nname='a'\nsend='yes'\n"), HasSubstr("true or false"));
  EXPECT_THAT(mistake_in("[[line]]\nname='a'\nspeed=-1\n"), HasSubstr("out of range"));
  EXPECT_THAT(mistake_in("[[line]]\nname='a'\ntransport='smoke'\n"), HasSubstr("audio t38"));
  EXPECT_THAT(mistake_in("[line]\nname='a'\n"), HasSubstr("[[line]]"));
  EXPECT_THAT(mistake_in("server = 3\n"), HasSubstr("[server]"));
}

TEST(Settings, a_syntax_error_names_its_line) {
  EXPECT_THAT(mistake_in("[server]\nlisten = \n"), HasSubstr("caselli.toml:2"));
}

TEST(Settings, lines_need_names_of_their_own) {
  EXPECT_THAT(mistake_in("[[line]]\nports=1\n"), HasSubstr("needs a name"));
  EXPECT_THAT(mistake_in("[[line]]\nname='a'\n[[line]]\nname='a'\n"), HasSubstr("two lines named 'a'"));
}

TEST(Settings, a_line_has_a_name_that_numbers_can_ask_for) {
  EXPECT_THAT(mistake_in("[[line]]\nname='a b'\n"), AllOf(HasSubstr(":1"), HasSubstr("'a b'"), HasSubstr("@NAME")));
  EXPECT_THAT(mistake_in("[[line]]\nname='a,b'\n"), HasSubstr("@NAME"));
}

TEST(Settings, routes_are_kept_in_their_order) {
  const auto settings = parse_settings(
                            "[[route]]\npattern = '_0900.'\nforbidden = 'premium'\n[[route]]\npattern = '_9.'\n"
                            "lines = ['b', 'a']\nstrip = 1\nprefix = '+'\n[[route]]\npattern = '_00.'\nlines = ['a']\n"
                            "dial = '+{rest}'\n[[line]]\nname = 'a'\n[[line]]\nname = 'b'\n",
                            "caselli.toml")
                            .value();
  ASSERT_EQ(settings.routes.size(), 3u);
  EXPECT_EQ(settings.routes[0].forbidden, "premium");
  EXPECT_EQ(settings.routes[1].lines, (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(settings.routes[1].strip, 1);
  EXPECT_EQ(settings.routes[1].prefix, "+");
  EXPECT_EQ(settings.routes[2].dial, "+{rest}");
}

TEST(Settings, a_mistake_in_a_route_names_line_and_key) {
  EXPECT_THAT(mistake_in("[[route]]\npattern = '9.1'\nlines = ['loop']\n"),
              AllOf(HasSubstr("caselli.toml:2"), HasSubstr("route.pattern"), HasSubstr("'9.1'")));
  EXPECT_THAT(mistake_in("[[route]]\npattern = '9.'\nlines = ['lop']\n"),
              AllOf(HasSubstr(":3"), HasSubstr("route.lines"), HasSubstr("'lop'"), HasSubstr("loop")));
  EXPECT_THAT(mistake_in("[[route]]\npattern = '9.'\n"), AllOf(HasSubstr(":1"), HasSubstr("route.lines")));
  EXPECT_THAT(mistake_in("[[route]]\npattern = '9.'\nlines = 'loop'\n"),
              AllOf(HasSubstr(":3"), HasSubstr("route.lines"), HasSubstr("list of texts")));
  EXPECT_THAT(mistake_in("[[route]]\npattern = '9.'\nlines = ['loop', 3]\n"), HasSubstr("list of texts"));
  EXPECT_THAT(mistake_in("[[route]]\npattern = '.'\nlines = ['loop']\n[[route]]\npattern = '9.'\nlines = ['loop']\n"),
              AllOf(HasSubstr(":5"), HasSubstr("route.pattern"), HasSubstr("'.'")));
  EXPECT_THAT(mistake_in("[[route]]\npatern = '9.'\n"), AllOf(HasSubstr(":2"), HasSubstr("route.patern")));
  EXPECT_THAT(mistake_in("[route]\npattern = '9.'\n"), HasSubstr("[[route]]"));
}

TEST(Settings, certificate_and_key_belong_together) {
  EXPECT_THAT(mistake_in("[server]\ntls_cert = 'a.pem'\n"), HasSubstr("belong together"));
}

TEST(Settings, what_show_prints_is_read_back_as_the_defaults) {
  std::string text = settings_as_toml();
  for (std::size_t at = 0; (at = text.find("\n#", at)) != std::string::npos; ++at)
    if (text.compare(at, 3, "\n# ") != 0) text.erase(at + 1, 1);  // uncomment every setting
  text.replace(text.find("name = \"\""), 9, "name = \"x\"");
  text.replace(text.find("pattern = \"\""), 12, "pattern = \"9.\"");
  text.replace(text.find("lines = []"), 10, "lines = [\"x\"]");
  const auto read = parse_settings(text, "shown.toml");
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(read->limits.pages, Settings{}.limits.pages);
}

TEST(Settings, a_missing_file_is_named) {
  EXPECT_THAT(read_settings("/nowhere/caselli.toml").error().text, HasSubstr("/nowhere/caselli.toml"));
}

}  // namespace
}  // namespace caselli
