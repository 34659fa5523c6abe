#include "cli/screen_text.h"

#include <gtest/gtest.h>

namespace caselli::cli {
namespace {

TEST(ScreenText, east_asian_characters_take_two_columns_and_combining_ones_none) {
  EXPECT_EQ(display_width("fax"), 3);
  EXPECT_EQ(display_width("日本語"), 6);
  EXPECT_EQ(display_width("ｆａｘ"), 6);        // fullwidth forms
  EXPECT_EQ(display_width("e\u0301"), 1);       // e and a combining acute
  EXPECT_EQ(display_width("한글"), 4);          // composed syllables
  EXPECT_EQ(display_width("\u1112\u1161"), 2);  // the same as conjoining letters
  EXPECT_EQ(display_width("Grüße → №"), 9);
}

TEST(ScreenText, a_cut_never_splits_a_wide_character_and_ends_in_an_ellipsis) {
  EXPECT_EQ(cut_text("letter.pdf", 10, true), "letter.pdf");
  EXPECT_EQ(cut_text("letter.pdf", 6, true), "lette…");
  EXPECT_EQ(cut_text("日本語文書", 6, true), "日本…");
  EXPECT_EQ(cut_text("日本語文書", 7, true), "日本語…");
  EXPECT_EQ(cut_text("letter.pdf", 6, false), "lette~");
  EXPECT_EQ(cut_text("letter", 0, true), "");
  EXPECT_EQ(cut_text("日本", 1, true), "…");
}

TEST(ScreenText, padding_counts_columns_not_bytes) {
  EXPECT_EQ(pad_text("日本", 6), "日本  ");
  EXPECT_EQ(pad_text("ü", 3, Align::right), "  ü");
}

TEST(ScreenText, escape_sequences_of_strangers_do_not_reach_the_terminal) {
  EXPECT_EQ(clean_text("a\x1b[31mb\x07", true), "a\uFFFD[31mb\uFFFD");
  EXPECT_EQ(clean_text("one\ntwo\tthree", true), "one two three");
  EXPECT_EQ(clean_text("\u009b31m", true), "\uFFFD31m");            // CSI as one C1 character
  EXPECT_EQ(clean_text("pay\u202Egro.\u2066x", true), "paygro.x");  // turned writing direction
}

TEST(ScreenText, bytes_that_are_not_utf8_are_replaced) {
  EXPECT_EQ(clean_text("Gr\xfc\xdf", true), "Gr\uFFFD\uFFFD");
  EXPECT_EQ(clean_text("\xc0\xaf", true), "\uFFFD\uFFFD");            // an overlong slash
  EXPECT_EQ(clean_text("\xed\xa0\x80", true), "\uFFFD\uFFFD\uFFFD");  // a surrogate
  EXPECT_EQ(clean_text("a\xe6\x97", true), "a\uFFFD\uFFFD");          // cut off
  EXPECT_EQ(clean_text("Grüße", false), "Gr??e");
}

TEST(ScreenText, text_wraps_at_blanks) {
  EXPECT_EQ(wrap_text("one two  three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap_text("unbreakable", 4), (std::vector<std::string>{"unbreakable"}));
  EXPECT_TRUE(wrap_text("  ", 10).empty());
}

}  // namespace
}  // namespace caselli::cli
