#include "core/dial_plan.h"

#include <gtest/gtest.h>

namespace caselli {
namespace {

const std::vector<std::string> kLines{"trunk-a", "trunk-b", "trunk-c"};

DialRow to(std::string pattern, std::vector<std::string> lines) {
  DialRow row;
  row.pattern = std::move(pattern);
  row.lines = std::move(lines);
  return row;
}

DialRow rewriting(std::string pattern, std::string line, int strip, std::string prefix) {
  auto row = to(std::move(pattern), {std::move(line)});
  row.strip = strip;
  row.prefix = std::move(prefix);
  return row;
}

DialRow dialling(std::string pattern, std::string dial) {
  auto row = to(std::move(pattern), {"trunk-a"});
  row.dial = std::move(dial);
  return row;
}

DialRow forbidding(std::string pattern, std::string why) {
  DialRow row;
  row.pattern = std::move(pattern);
  row.forbidden = std::move(why);
  return row;
}

DialPlan plan(const std::vector<DialRow>& rows) {
  auto made = DialPlan::make(rows, kLines);
  EXPECT_TRUE(made) << (made ? "" : made.error().text);
  return made ? *made : DialPlan{};
}

Result<Route> routed(const DialPlan& plan, std::string_view number) { return plan.route(parse_number(number).value()); }

// "trunk-a:14255551234 trunk-b:...", or the code of the refusal.
std::string ways(const DialPlan& plan, std::string_view number) {
  const auto route = routed(plan, number);
  if (!route) return route.error().text.find("forbidden") != std::string::npos ? "forbidden" : "refused";
  std::string text;
  for (const auto& leg : route->legs) {
    EXPECT_EQ(leg.line, leg.number.line);
    text += (text.empty() ? "" : " ") + leg.line + ":" + leg.number.digits;
  }
  return text;
}

// The row and the key of the mistake, and that its sentence has `part`.
std::string mistake(const std::vector<DialRow>& rows, std::string_view part) {
  DialMistake where;
  const auto made = DialPlan::make(rows, kLines, &where);
  if (made) return "none";
  EXPECT_EQ(made.error().code, Errc::bad_config);
  EXPECT_NE(made.error().text.find(where.text), std::string::npos);
  EXPECT_NE(where.text.find(part), std::string::npos) << where.text;
  return std::to_string(where.row) + " " + std::string{where.key};
}

bool fits(std::string_view pattern, std::string_view number) {
  const auto parsed = DialPattern::parse(pattern);
  EXPECT_TRUE(parsed) << pattern;
  return parsed && parsed->matches(number);
}

TEST(DialPattern, the_classes_are_those_of_asterisk) {
  for (const char digit : std::string_view{"0123456789"}) {
    const std::string number{digit};
    EXPECT_TRUE(fits("_X", number));
    EXPECT_EQ(fits("_Z", number), digit >= '1') << number;
    EXPECT_EQ(fits("_N", number), digit >= '2') << number;
    EXPECT_EQ(fits("_[13-58]", number), digit == '1' || (digit >= '3' && digit <= '5') || digit == '8') << number;
    EXPECT_TRUE(fits("?", number));
  }
  EXPECT_TRUE(fits("?", "*") && fits("?", "#"));
  EXPECT_FALSE(fits("X", "*") || fits("?", "+"));
}

TEST(DialPattern, an_underscore_in_front_says_nothing) {
  EXPECT_TRUE(fits("_9.", "95551234") && fits("9.", "95551234"));
  EXPECT_TRUE(fits("112", "112") && fits("_112", "112"));
}

TEST(DialPattern, a_dot_takes_one_character_at_least) {
  EXPECT_FALSE(fits("_9.", "9"));
  EXPECT_TRUE(fits("_9.", "9#"));
  EXPECT_TRUE(fits(".", "+49"));
  EXPECT_FALSE(fits("_9.", "8"));
}

TEST(DialPattern, without_a_dot_every_character_counts) {
  EXPECT_TRUE(fits("NXXXXXX", "5551234"));
  EXPECT_FALSE(fits("NXXXXXX", "55512345"));
  EXPECT_FALSE(fits("NXXXXXX", "555123"));
}

TEST(DialPattern, is_written_with_the_punctuation_of_numbers) {
  EXPECT_TRUE(fits("+1 (NXX) NXX-XXXX", "+14255551234"));
  EXPECT_TRUE(fits("*72X#", "*725#"));
}

TEST(DialPattern, what_is_wrong_is_said) {
  for (const auto& [text, part] :
       std::initializer_list<std::pair<const char*, const char*>>{{"", "empty"},
                                                                  {" _ ", "empty"},
                                                                  {"9.1", "at the end"},
                                                                  {"9..", "at the end"},
                                                                  {"^9", "'^'"},
                                                                  {"9,", "','"},
                                                                  {"[", "[2-47]"},
                                                                  {"[]", "[2-47]"},
                                                                  {"[5-2]", "[2-47]"},
                                                                  {"[a]", "[2-47]"},
                                                                  {"[#-*]", "[2-47]"},
                                                                  {"[+1]", "[2-47]"},
                                                                  {"[\x7f]", "[2-47]"},
                                                                  {"[1-]", "[2-47]"},
                                                                  {"1+2", "in front"},
                                                                  {"9\xff", "one of its characters"}}) {
    const auto parsed = DialPattern::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_NE(parsed.error().text.find(part), std::string::npos) << parsed.error().text;
  }
  EXPECT_FALSE(DialPattern::parse(std::string(65, 'X')));
  EXPECT_TRUE(DialPattern::parse(std::string(64, 'X')));
}

TEST(DialPattern, covers_what_it_takes_every_number_of) {
  const auto covers = [](const char* wide, const char* narrow) {
    return DialPattern::parse(wide).value().covers(DialPattern::parse(narrow).value());
  };
  EXPECT_TRUE(covers(".", "_9."));
  EXPECT_TRUE(covers(".", "5"));
  EXPECT_TRUE(covers("_X.", "_NXX"));
  EXPECT_TRUE(covers("XX", "12"));
  EXPECT_FALSE(covers("_X.", "+."));   // X is no plus
  EXPECT_FALSE(covers("_X.", "5"));    // the dot needs one more
  EXPECT_FALSE(covers("_XX", "_9."));  // longer ones
  EXPECT_FALSE(covers("_9X.", "_9."));
  EXPECT_FALSE(covers("XX", "_XX."));
  EXPECT_FALSE(covers("_NXX", "_XXX"));
}

TEST(DialPlan, without_routes_a_number_goes_as_it_is_by_any_line_or_the_one_it_names) {
  EXPECT_EQ(ways({}, "9,5551234"), ":9,5551234");
  EXPECT_EQ(ways({}, "5551234@trunk-b"), "trunk-b:5551234");
}

TEST(DialPlan, the_first_route_that_fits_decides) {
  const auto dial = plan({to("_90.", {"trunk-b"}), to("_9.", {"trunk-a"}), to("_X.", {"trunk-c"})});
  EXPECT_EQ(ways(dial, "9055"), "trunk-b:9055");
  EXPECT_EQ(ways(dial, "9155"), "trunk-a:9155");
  EXPECT_EQ(ways(dial, "55"), "trunk-c:55");
}

TEST(DialPlan, lines_come_in_their_order) {
  EXPECT_EQ(ways(plan({to(".", {"trunk-c", "trunk-a"})}), "55"), "trunk-c:55 trunk-a:55");
}

TEST(DialPlan, rows_of_one_pattern_are_one_route_each_line_with_its_rewriting) {
  const auto dial =
      plan({rewriting("_9.", "trunk-a", 1, ""), to("8.", {"trunk-c"}), rewriting("9 .", "trunk-b", 1, "+49")});
  EXPECT_EQ(ways(dial, "9301234"), "trunk-a:301234 trunk-b:+49301234");
}

TEST(DialPlan, strips_then_puts_in_front) {
  EXPECT_EQ(ways(plan({rewriting("_9.", "trunk-a", 1, "")}), "95551234"), "trunk-a:5551234");
  EXPECT_EQ(ways(plan({rewriting("+1NXXXXXXXXX", "trunk-a", 2, "0")}), "+1 (425) 555-1234"), "trunk-a:04255551234");
  EXPECT_EQ(ways(plan({rewriting("_X.", "trunk-a", 0, "0,")}), "5551234"), "trunk-a:0,5551234");
}

TEST(DialPlan, replaces_with_what_the_dot_took) {
  EXPECT_EQ(ways(plan({dialling("_00.", "+{rest}")}), "0049 30 1234"), "trunk-a:+49301234");
  EXPECT_EQ(ways(plan({dialling("_5.", "0{rest}#")}), "51234"), "trunk-a:01234#");
  EXPECT_EQ(ways(plan({dialling("112", "0112")}), "112"), "trunk-a:0112");
}

TEST(DialPlan, pauses_do_not_matter_to_a_pattern_and_stay_behind_the_first_digit_that_stays) {
  const auto dial = plan({rewriting("_9.", "trunk-a", 1, ""), to("_X.", {"trunk-b"})});
  EXPECT_EQ(ways(dial, "9,5551234"), "trunk-a:5551234");
  EXPECT_EQ(ways(dial, "9,5551234,,77"), "trunk-a:5551234,,77");
  EXPECT_EQ(ways(dial, "0w5551234"), "trunk-b:0w5551234");
}

TEST(DialPlan, what_was_asked_for_stays_visible) {
  const auto route = routed(plan({rewriting("_9.", "trunk-a", 1, "")}), "9,5551234");
  EXPECT_EQ(route.value().legs.front().number.given, "9,5551234");
}

TEST(DialPlan, a_forbidden_number_is_refused_with_the_route_and_the_reason) {
  const auto dial = plan({forbidding("_0900.", "premium rate"), to(".", {"trunk-a"})});
  const auto refused = routed(dial, "0900-123456");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::bad_number);
  EXPECT_EQ(refused.error().text, "calls to 0900-123456 are forbidden by the route '_0900.': premium rate");
  EXPECT_EQ(ways(dial, "0901123456"), "trunk-a:0901123456");
}

TEST(DialPlan, a_number_with_its_line_goes_by_that_line_with_its_rewriting) {
  const auto dial =
      plan({rewriting("_9.", "trunk-a", 1, ""), rewriting("_9.", "trunk-b", 1, "0"), to("_55.", {"trunk-a"})});
  EXPECT_EQ(ways(dial, "95551234@trunk-b"), "trunk-b:05551234");
  EXPECT_EQ(ways(dial, "95551234@trunk-c"), "trunk-c:95551234");  // the route has nothing for it
  EXPECT_EQ(ways(dial, "1234@trunk-b"), "trunk-b:1234");          // no route needed
}

TEST(DialPlan, a_forbidden_number_with_its_line_stays_forbidden) {
  const auto dial = plan({forbidding("_0900.", "premium rate"), to(".", {"trunk-a"})});
  EXPECT_EQ(ways(dial, "0900123@trunk-b"), "forbidden");
  EXPECT_EQ(ways(dial, "0,9,0,0 123@trunk-b"), "forbidden");
}

TEST(DialPlan, a_number_without_a_route_is_refused_with_what_to_add) {
  const auto refused = routed(plan({to("_9.", {"trunk-a"})}), "0049301234");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::bad_number);
  EXPECT_NE(refused.error().text.find("pattern = \"004.\""), std::string::npos) << refused.error().text;
}

TEST(DialPlan, a_number_that_cannot_be_dialled_any_more_is_refused_with_the_route) {
  const auto refused = routed(plan({rewriting(".", "trunk-a", 0, "9")}), "+4930");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::bad_number);
  EXPECT_NE(refused.error().text.find("the route '.' makes '9+4930' of +4930"), std::string::npos)
      << refused.error().text;
  EXPECT_EQ(ways(plan({rewriting(".", "trunk-a", 0, "1234567890")}), std::string(60, '1')), "refused");
}

TEST(DialPlan, the_line_lists_are_the_routes_and_what_is_left_of_them) {
  using Lists = std::vector<std::vector<std::string>>;
  const auto dial = plan({to("1.", {"trunk-a", "trunk-b", "trunk-c"}), to("2.", {"trunk-c"}), forbidding("3.", "why"),
                          to("4.", {"trunk-a"})});
  EXPECT_EQ(dial.line_lists(),
            (Lists{{"trunk-a", "trunk-b", "trunk-c"}, {"trunk-b", "trunk-c"}, {"trunk-c"}, {"trunk-a"}}));
}

TEST(DialPlan, a_row_no_number_reaches_is_a_mistake) {
  EXPECT_EQ(mistake({to("_X.", {"trunk-a"}), to("_90.", {"trunk-b"})}, "'_X.' before it takes them all"), "1 pattern");
  EXPECT_EQ(mistake({to("_9.", {"trunk-a"}), forbidding("_9.", "why")}, "before it"), "1 pattern");
  EXPECT_EQ(mistake({forbidding("_9.", "why"), to("_9.", {"trunk-a"})}, "before it"), "1 pattern");
  EXPECT_EQ(mistake({to("_90.", {"trunk-b"}), to("_X.", {"trunk-a"})}, ""), "none");
}

TEST(DialPlan, mistakes_name_row_and_key) {
  const auto fine = to("_1.", {"trunk-a"});
  EXPECT_EQ(mistake({fine, to("_2.", {"trunk-x"})}, "there is no line 'trunk-x': there are trunk-a, trunk-b, trunk-c"),
            "1 lines");
  EXPECT_EQ(mistake({to("_2.", {"trunk-a", "trunk-a"})}, "twice"), "0 lines");
  EXPECT_EQ(mistake({fine, fine}, "twice"), "1 lines");
  EXPECT_EQ(mistake({to("_2.", {})}, "forbidden = "), "0 lines");
  EXPECT_EQ(mistake({fine, to("a", {"trunk-a"})}, "'a'"), "1 pattern");
  EXPECT_EQ(mistake({rewriting("12", "trunk-a", 2, "")}, "numbers of 2 characters"), "0 strip");
  EXPECT_EQ(mistake({rewriting("12", "trunk-a", -1, "")}, "out of range"), "0 strip");
  EXPECT_EQ(mistake({rewriting("12", "trunk-a", 0, "a")}, "'a' cannot be dialled"), "0 prefix");
  EXPECT_EQ(mistake({rewriting("12", "trunk-a", 0, "0+")}, "cannot be dialled"), "0 prefix");
  EXPECT_EQ(mistake({dialling("12", "{rest}")}, "no '.'"), "0 dial");
  EXPECT_EQ(mistake({dialling("1.", "{rest}{rest}")}, "cannot be dialled"), "0 dial");
  EXPECT_EQ(mistake({dialling("1.", "{x}")}, "cannot be dialled"), "0 dial");
  EXPECT_EQ(mistake({dialling("1.", "*#")}, "no digit"), "0 dial");
  auto both = dialling("1.", "0{rest}");
  both.strip = 1;
  EXPECT_EQ(mistake({both}, "instead of"), "0 dial");
  auto forbids = forbidding("1.", "why");
  forbids.lines = {"trunk-a"};
  EXPECT_EQ(mistake({forbids}, "no lines"), "0 forbidden");
}

}  // namespace
}  // namespace caselli
