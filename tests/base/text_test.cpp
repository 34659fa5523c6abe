#include "base/text.h"

#include <gtest/gtest.h>

namespace caselli {
namespace {

using namespace std::chrono_literals;

// 2026-11-22T10:27:00Z is 1795343220 (date -u -d 2026-11-22T10:27:00Z +%s).
constexpr Instant kMoment{1'795'343'220s};

TEST(Rfc3339, writes_utc_with_milliseconds) {
  EXPECT_EQ(rfc3339(kMoment), "2026-11-22T10:27:00.000Z");
  EXPECT_EQ(rfc3339(kMoment + 7ms), "2026-11-22T10:27:00.007Z");
}

TEST(Rfc3339, reads_zones_and_fractions) {
  EXPECT_EQ(parse_rfc3339("2026-11-22T10:27:00Z"), kMoment);
  EXPECT_EQ(parse_rfc3339("2026-11-22t11:27:00.5+01:00"), kMoment + 500ms);
  EXPECT_EQ(parse_rfc3339("2026-11-22 04:57:00.123456789-05:30"), kMoment + 123ms);
}

TEST(Rfc3339, refuses_what_is_not_an_instant) {
  for (const char* text :
       {"", "2026-11-22", "2026-11-22T10:27:00", "2026-02-30T10:27:00Z", "2026-11-22T24:00:00Z", "2026-11-22T10:60:00Z",
        "2026-11-22T10:27:00.Z", "2026-11-22T10:27:00+1:00", "2026-11-22T10:27:00Zz", "-026-11-22T10:27:00Z"})
    EXPECT_FALSE(parse_rfc3339(text)) << text;
}

TEST(Text, trims_blanks_around_words) {
  EXPECT_EQ(trimmed("  a b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \t"), "");
}

TEST(Text, splits_at_each_separator) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), std::vector<std::string>{""});
}

TEST(Text, knows_utf8) {
  EXPECT_TRUE(is_valid_utf8("Grüße, 傳真 \U0001F4E0"));
  EXPECT_FALSE(is_valid_utf8("\xC0\x80"));          // overlong (RFC 3629, section 3)
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));      // a surrogate
  EXPECT_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));  // beyond U+10FFFF
  EXPECT_FALSE(is_valid_utf8("caf\xE9"));           // Latin-1
}

TEST(Text, identities_keep_printable_ascii_and_are_cut) {
  EXPECT_EQ(printable_ascii("+49 (30) 1234-5678 Büro Nord", 20), "+49 (30) 1234-5678 B");
  EXPECT_EQ(printable_ascii("a\nb\x7F"
                            "c",
                            20),
            "abc");
}

TEST(Text, writes_bytes_in_hex) {
  const std::uint8_t bytes[] = {0x00, 0xff, 0x13};
  EXPECT_EQ(hex(bytes), "00 ff 13");
  EXPECT_EQ(hex(bytes, '\0'), "00ff13");
}

TEST(Text, random_tokens_have_their_length_and_differ) {
  EXPECT_EQ(random_token(32).size(), 64u);
  EXPECT_NE(random_token(32), random_token(32));
}

TEST(Text, durations_and_sizes_read_well) {
  EXPECT_EQ(short_duration(42s), "0:42");
  EXPECT_EQ(short_duration(725s), "12:05");
  EXPECT_EQ(short_duration(3725s), "1:02:05");
  EXPECT_EQ(short_duration(-3s), "0:00");
  EXPECT_EQ(byte_size(812), "812 B");
  EXPECT_EQ(byte_size(14'200), "14.2 kB");
  EXPECT_EQ(byte_size(999'960), "1.0 MB");
  EXPECT_EQ(byte_size(1'500'000'000'000), "1500.0 GB");
}

}  // namespace
}  // namespace caselli
