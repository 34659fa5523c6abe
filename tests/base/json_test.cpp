#include "base/json.h"

#include <gtest/gtest.h>

namespace caselli {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Json, keeps_members_in_the_order_given) {
  const auto json = parse_json(R"({"b": 1, "a": [true, null, "x"]})");
  ASSERT_TRUE(json);
  EXPECT_EQ(to_text(*json), R"({"b":1,"a":[true,null,"x"]})");
}

TEST(Json, names_the_place_of_a_mistake) {
  const auto json = parse_json("{\"a\": 1,\n \"b\": }");
  ASSERT_FALSE(json);
  EXPECT_EQ(json.error().code, Errc::invalid_argument);
  EXPECT_NE(json.error().text.find("line 2, column 7"), std::string::npos) << json.error().text;
}

TEST(Json, refuses_what_is_no_json) {
  for (const std::string_view text : {"", " ", "{", "[1,]", "nul", "{\"a\"}", "1 2", "\"\xFF\"", "'a'", "{}x"})
    EXPECT_FALSE(parse_json(text)) << text;
}

TEST(Json, says_no_more_than_a_line_about_a_long_mistake) {
  const auto json = parse_json(repeated("x", 100'000));
  ASSERT_FALSE(json);
  EXPECT_LT(json.error().text.size(), 300u);
}

TEST(Json, refuses_deep_values_before_they_are_built) {
  EXPECT_TRUE(parse_json(repeated("[", 64) + repeated("]", 64)));
  const auto deep = parse_json(repeated("[", 65) + repeated("]", 65));
  ASSERT_FALSE(deep);
  EXPECT_NE(deep.error().text.find("deeper than 64"), std::string::npos);
  EXPECT_FALSE(parse_json(repeated("[", 1'000'000)));
  EXPECT_FALSE(parse_json(repeated("{\"a\":", 1'000'000)));
}

TEST(Json, refuses_objects_of_very_many_members_and_takes_long_lists) {
  EXPECT_FALSE(parse_json("{" + repeated("\"a\":1,", 5000) + "\"b\":1}"));
  const auto list = parse_json("[" + repeated("1,", 100'000) + "1]");
  ASSERT_TRUE(list);
  EXPECT_EQ(list->size(), 100'001u);
}

TEST(Json, brackets_and_quotes_inside_texts_count_for_nothing) {
  EXPECT_TRUE(parse_json("\"" + repeated("[{", 100) + "\\\"" + repeated("[", 100) + "\""));
}

TEST(Json, writes_text_that_is_not_utf8_with_the_replacement_character) {
  EXPECT_EQ(to_text(Json("a\xFF")), "\"a\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace caselli
