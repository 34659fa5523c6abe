#include "media/g711.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>

namespace caselli {
namespace {

std::uint32_t crc32_of(std::span<const std::uint8_t> octets) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const std::uint8_t octet : octets) {
    crc ^= octet;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

std::uint32_t crc32_of_decoded(G711Law law) {
  std::vector<std::uint8_t> little_endian;
  for (int octet = 0; octet < 256; ++octet) {
    const auto sample = static_cast<std::uint16_t>(g711_decode(law, static_cast<std::uint8_t>(octet)));
    little_endian.push_back(static_cast<std::uint8_t>(sample));
    little_endian.push_back(static_cast<std::uint8_t>(sample >> 8));
  }
  return crc32_of(little_endian);
}

struct G711Row {
  std::uint8_t octet;  // as sent
  int value;           // at the decoder's output, on the law's own scale
};

// Table 1a, first and last of each segment, and the character signals of 3.2 with their even
// bits inverted: 11111111 is sent as 10101010.
TEST(G711, a_law_values_are_those_of_table_1a) {
  constexpr G711Row kRows[] = {{0xD5, 1},    {0xDA, 31},   {0xC5, 33},   {0xCA, 63},   {0xF5, 66},    {0xFA, 126},
                               {0xE5, 132},  {0xEA, 252},  {0x95, 264},  {0x9A, 504},  {0x85, 528},   {0x8A, 1008},
                               {0xB5, 1056}, {0xBA, 2016}, {0xA5, 2112}, {0xAA, 4032}, {0x2A, -4032}, {0x55, -1}};
  for (const G711Row& row : kRows) EXPECT_EQ(g711_decode(G711Law::a, row.octet), row.value * 8) << int{row.octet};
}

// Table 2a: value 8031 is 10000000, 0 is 11111111 and the first of each segment between.
TEST(G711, mu_law_values_are_those_of_table_2a) {
  constexpr G711Row kRows[] = {{0x80, 8031}, {0x8F, 4191}, {0x90, 3999},  {0x9F, 2079}, {0xA0, 1983},
                               {0xAF, 1023}, {0xB0, 975},  {0xBF, 495},   {0xC0, 471},  {0xCF, 231},
                               {0xD0, 219},  {0xDF, 99},   {0xE0, 93},    {0xEF, 33},   {0xF0, 30},
                               {0xFE, 2},    {0xFF, 0},    {0x00, -8031}, {0x7E, -2},   {0x7F, 0}};
  for (const G711Row& row : kRows) EXPECT_EQ(g711_decode(G711Law::mu, row.octet), row.value * 4) << int{row.octet};
}

// Check sums of what Python's audioop (3.11) makes of the same octets and samples.
TEST(G711, all_codes_and_samples_agree_with_another_implementation) {
  EXPECT_EQ(crc32_of_decoded(G711Law::a), 0x9d764657);
  EXPECT_EQ(crc32_of_decoded(G711Law::mu), 0x0c847a9f);
  std::vector<std::int16_t> samples;
  for (int sample = -32768; sample < 32768; ++sample) samples.push_back(static_cast<std::int16_t>(sample));
  std::vector<std::uint8_t> octets;
  g711_encode(G711Law::a, samples, octets);
  EXPECT_EQ(crc32_of(octets), 0x9133796e);
  // Negative samples exactly on a decision value are left open by G.711, and taken otherwise there.
  octets.clear();
  g711_encode(G711Law::mu, std::span{samples}.subspan(32768), octets);
  EXPECT_EQ(crc32_of(octets), 0x542f2ac0);
}

TEST(G711, negative_mu_law_samples_mirror_positive_ones_between_decision_values) {
  for (int sample = 1; sample < 32768; ++sample) {
    if (sample % 4 == 0) continue;
    EXPECT_EQ(g711_encode(G711Law::mu, static_cast<std::int16_t>(-sample)),
              g711_encode(G711Law::mu, static_cast<std::int16_t>(sample)) & 0x7F)
        << sample;
  }
}

TEST(G711, every_code_survives_decoding_and_encoding) {
  for (const G711Law law : {G711Law::mu, G711Law::a})
    for (int code = 0; code < 256; ++code) {
      const auto octet = static_cast<std::uint8_t>(code);
      // Mu-law's negative zero is the one value with two codes.
      const std::uint8_t expected = law == G711Law::mu && octet == 0x7F ? 0xFF : octet;
      EXPECT_EQ(g711_encode(law, g711_decode(law, octet)), expected) << code;
    }
}

TEST(G711, a_sample_gets_the_nearest_value_of_its_segment) {
  for (const G711Law law : {G711Law::mu, G711Law::a}) {
    std::array<int, 256> values;
    for (int code = 0; code < 256; ++code)
      values[static_cast<std::size_t>(code)] = g711_decode(law, static_cast<std::uint8_t>(code));
    for (int sample = -32768; sample < 32768; sample += 3) {
      const int got = g711_decode(law, g711_encode(law, static_cast<std::int16_t>(sample)));
      int best = std::numeric_limits<int>::max();
      for (const int value : values) best = std::min(best, std::abs(value - sample));
      // Between two segments the decision value is not quite the middle: by a quarter of a step.
      EXPECT_LE(std::abs(got - sample), best + std::max(8, std::abs(sample) / 32)) << sample;
    }
  }
}

}  // namespace
}  // namespace caselli
