#include "http/http_query.h"

#include <gtest/gtest.h>

#include "http/response_head.h"

namespace caselli {
namespace {

using Pairs = QueryParameters;
using Segments = std::vector<std::string>;

TEST(HttpQuery, names_and_values_are_decoded) {
  EXPECT_EQ(*parse_query("a=1&b=two+words&c=%C3%BC%2B&d"),
            (Pairs{{"a", "1"}, {"b", "two words"}, {"c", "ü+"}, {"d", ""}}));
  EXPECT_EQ(*parse_query(""), Pairs{});
  EXPECT_EQ(*parse_query("&&a=b=c&"), (Pairs{{"a", "b=c"}}));
}

TEST(HttpQuery, bad_coding_is_refused) {
  for (const char* bad : {"a=%", "a=%2", "a=%zz", "%=1", "a=%00", "a=%ff", "a=%C3"})
    EXPECT_EQ(parse_query(bad).ok(), false) << bad;
}

TEST(HttpQuery, a_query_has_at_most_a_hundred_parameters) {
  std::string query;
  for (int i = 0; i < 100; ++i) query += "a&";
  EXPECT_EQ(parse_query(query)->size(), 100u);
  EXPECT_FALSE(parse_query(query + "a").ok());
}

TEST(HttpQuery, paths_are_cut_before_they_are_decoded) {
  EXPECT_EQ(*parse_path("/v1/ports/3"), (Segments{"v1", "ports", "3"}));
  EXPECT_EQ(*parse_path("/a%2Fb/c+d"), (Segments{"a/b", "c+d"}));
  EXPECT_EQ(*parse_path("/"), (Segments{""}));
  EXPECT_EQ(*parse_path("/a/"), (Segments{"a", ""}));
  for (const char* bad : {"", "*", "a/b", "/%", "/%00", "/%ff"}) EXPECT_FALSE(parse_path(bad).ok()) << bad;
}

TEST(HttpQuery, coding_and_decoding_give_the_text_back) {
  EXPECT_EQ(percent_encoded("a b/ü~"), "a%20b%2F%C3%BC~");
  EXPECT_EQ(percent_decoded(percent_encoded("a b/ü~%+")), "a b/ü~%+");
}

TEST(ResponseHead, dates_are_in_the_fixed_form) {
  // The example of RFC 9110, 5.6.7.
  EXPECT_EQ(http_date(std::chrono::sys_seconds{std::chrono::seconds{784111777}}), "Sun, 06 Nov 1994 08:49:37 GMT");
}

}  // namespace
}  // namespace caselli
