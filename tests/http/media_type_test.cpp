#include "http/media_type.h"

#include <gtest/gtest.h>

namespace caselli {
namespace {

TEST(HeaderValue, value_and_parameters_are_read) {
  const auto value = parse_header_value("Form-Data; Name=\"a;b\\\"c\"; filename=x.tif ;; empty=\"\"");
  ASSERT_TRUE(value);
  EXPECT_EQ(value->value, "form-data");
  EXPECT_EQ(*value->parameter("name"), "a;b\"c");
  EXPECT_EQ(*value->parameter("filename"), "x.tif");
  EXPECT_EQ(*value->parameter("empty"), "");
  EXPECT_EQ(value->parameter("other"), nullptr);
}

TEST(HeaderValue, folders_of_old_browsers_keep_their_backslashes) {
  EXPECT_EQ(*parse_header_value("form-data; filename=\"C:\\letters\\a.tif\"")->parameter("filename"),
            "C:\\letters\\a.tif");
}

TEST(HeaderValue, what_cannot_be_read_is_nothing) {
  for (const char* bad : {"", " ", ";a=b", "a; b", "a; =b", "a; b=\"c", "a; b=\"c\"d"})
    EXPECT_FALSE(parse_header_value(bad)) << bad;
}

// RFC 9110, 12.5.1.
TEST(Accept, the_best_of_what_is_offered_is_chosen) {
  const std::vector<std::string_view> offers{"image/tiff", "application/pdf"};
  EXPECT_EQ(best_offer("", offers), 0);
  EXPECT_EQ(best_offer("*/*", offers), 0);
  EXPECT_EQ(best_offer("application/pdf", offers), 1);
  EXPECT_EQ(best_offer("Application/PDF;q=0.5, text/plain", offers), 1);
  EXPECT_EQ(best_offer("image/*", offers), 0);
  EXPECT_EQ(best_offer("image/*;q=0.2, application/*;q=0.8", offers), 1);
  EXPECT_EQ(best_offer("image/tiff;q=0, */*", offers), 1);
  EXPECT_EQ(best_offer("*/*;q=0.1, image/tiff;q=0.05", offers), 1);
  EXPECT_EQ(best_offer("text/html", offers), -1);
  EXPECT_EQ(best_offer("image/tiff;q=0", offers), -1);
  EXPECT_EQ(best_offer("image/tiff;q=nonsense", offers), -1);
}

}  // namespace
}  // namespace caselli
