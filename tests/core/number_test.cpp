#include "core/number.h"

#include <gtest/gtest.h>

namespace caselli {
namespace {

TEST(Number, keeps_prefix_pause_and_plus) {
  EXPECT_EQ(parse_number("9,5551234").value().digits, "9,5551234");
  EXPECT_EQ(parse_number("+1 (425) 5551234").value().digits, "+14255551234");
  EXPECT_EQ(parse_number(" 0049/30-123.45 ").value().digits, "00493012345");
  EXPECT_EQ(parse_number("*72#100W5").value().digits, "*72#100w5");
}

TEST(Number, names_the_line_after_the_at_sign) {
  const auto number = parse_number("5551234@trunk-b").value();
  EXPECT_EQ(number.digits, "5551234");
  EXPECT_EQ(number.line, "trunk-b");
  EXPECT_EQ(number.given, "5551234@trunk-b");
}

TEST(Number, refuses_letters_and_names_the_first) {
  const auto refused = parse_number("555-CALL");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::bad_number);
  EXPECT_NE(refused.error().text.find("'C'"), std::string::npos);
}

TEST(Number, refuses_what_cannot_be_dialled) {
  for (const char* text :
       {"", "   ", "+", "@trunk", "5551234@", "5551234@a b", "12+34", "555\n1234;rm", "()-", "\xff\xfe"})
    EXPECT_FALSE(parse_number(text)) << text;
  EXPECT_FALSE(parse_number(std::string(65, '1')));
  EXPECT_TRUE(parse_number(std::string(64, '1')));
}

TEST(Number, is_one_destination_however_it_is_written) {
  const auto key = [](const char* text) { return destination_key(parse_number(text).value()); };
  EXPECT_EQ(key("+1 (425) 555-1234"), key("+14255551234"));
  EXPECT_EQ(key("9,5551234"), key("9 555 1234@trunk-b"));
  EXPECT_NE(key("5551234"), key("5551235"));
}

}  // namespace
}  // namespace caselli
