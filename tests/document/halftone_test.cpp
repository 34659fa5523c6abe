#include "document/halftone.h"

#include <gtest/gtest.h>

#include <cmath>

namespace caselli {
namespace {

int pixel(const PageBits& bits, int x, int y) {
  return bits.rows[bits.row_bytes() * static_cast<std::size_t>(y) + static_cast<std::size_t>(x / 8)] >> (7 - x % 8) & 1;
}

double black(const PageBits& bits) {
  double count = 0;
  for (int y = 0; y < bits.length; ++y)
    for (int x = 0; x < bits.width; ++x) count += pixel(bits, x, y);
  return count / bits.width / bits.length;
}

TEST(Halftone, an_even_grey_blackens_its_share_of_pixels) {
  for (const int y_dpi : {98, 196, 391})
    for (const int gray : {60, 100, 128, 160, 200}) {
      const GrayImage image{240, 240, static_cast<std::uint8_t>(gray)};
      // Standard resolution has 36 levels.
      EXPECT_NEAR(black(halftoned(image, y_dpi)), 1 - gray / 255.0, 1.5 / 36) << y_dpi << ' ' << gray;
    }
}

TEST(Halftone, dots_are_clustered_so_that_runs_stay_long) {
  const PageBits bits = halftoned(GrayImage{1000, 100, 128}, 196);
  int changes = 0;
  for (int y = 0; y < bits.length; ++y)
    for (int x = 1; x < bits.width; ++x) changes += pixel(bits, x, y) != pixel(bits, x - 1, y);
  // A fine ordered dither changes at every pixel of a middle grey; 64 lines an inch at 204
  // pixels an inch is a dot, so two changes, in about 3.2 pixels.
  EXPECT_LT(changes, bits.length * bits.width * 2 / 3);
  EXPECT_LT(*coded_size(bits, Compression::mh), *coded_size(
                                                    [&] {
                                                      PageBits fine = bits;
                                                      for (std::size_t i = 0; i < fine.rows.size(); ++i)
                                                        fine.rows[i] = i / fine.row_bytes() % 2 != 0 ? 0xAA : 0x55;
                                                      return fine;
                                                    }(),
                                                    Compression::mh));
}

TEST(Halftone, white_stays_white_and_black_black) {
  EXPECT_EQ(black(halftoned(GrayImage{100, 100, 250}, 196)), 0);
  EXPECT_EQ(black(halftoned(GrayImage{100, 100, 10}, 196)), 1);
}

TEST(Halftone, letters_with_smooth_edges_stay_sharp) {
  // A stroke of mid grey, three pixels wide, on white: as smooth drawing makes thin ones.
  GrayImage image{40, 40};
  for (int y = 5; y < 35; ++y)
    for (int x = 20; x < 23; ++x) image.row(y)[x] = 110;
  const PageBits bits = halftoned(image, 196);
  for (int y = 5; y < 35; ++y)
    for (int x = 0; x < 40; ++x) ASSERT_EQ(pixel(bits, x, y), x >= 20 && x < 23) << x << ' ' << y;
}

TEST(Halftone, a_cut_takes_what_is_darker) {
  GrayImage image{16, 1};
  for (int x = 0; x < 16; ++x) image.pixels[static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(x * 16);
  const PageBits bits = cut_at(image, 128, 98);
  for (int x = 0; x < 16; ++x) EXPECT_EQ(pixel(bits, x, 0), x < 8);
  EXPECT_EQ(bits.y_dpi, 98);
}

TEST(Halftone, paper_is_added_or_cut_on_both_sides_alike) {
  const PageBits narrow = cut_at(GrayImage{10, 2, 0}, 128, 196);
  const PageBits wide = on_paper(narrow, 20);
  for (int x = 0; x < 20; ++x) EXPECT_EQ(pixel(wide, x, 1), x >= 5 && x < 15);
  EXPECT_EQ(on_paper(wide, 10), narrow);
}

TEST(GrayImage, shrinking_takes_means_over_areas) {
  GrayImage image{6, 2};
  const std::uint8_t values[] = {0, 100, 200, 10, 20, 30, 100, 200, 255, 10, 20, 30};
  std::copy(std::begin(values), std::end(values), image.pixels.begin());
  const GrayImage half = scaled(image, 2, 1);
  EXPECT_NEAR(half.pixels[0], (0 + 100 + 200 + 100 + 200 + 255) / 6.0, 1);
  EXPECT_NEAR(half.pixels[1], 20, 1);
  const GrayImage uneven = scaled(image, 4, 2);  // each from one and a half
  EXPECT_NEAR(uneven.pixels[0], (0 + 100 * 0.5) / 1.5, 1);
}

TEST(GrayImage, growing_draws_lines_between_pixels) {
  GrayImage image{2, 1};
  image.pixels = {0, 200};
  const GrayImage grown = scaled(image, 8, 3);
  EXPECT_EQ(grown.pixels[0], 0);
  EXPECT_EQ(grown.pixels[7], 200);
  for (int x = 1; x < 8; ++x)
    EXPECT_GE(grown.pixels[static_cast<std::size_t>(x)], grown.pixels[static_cast<std::size_t>(x - 1)]);
  EXPECT_NEAR(grown.pixels[3] + grown.pixels[4], 200, 2);
}

TEST(GrayImage, four_quarter_turns_are_none) {
  GrayImage image{3, 2};
  image.pixels = {1, 2, 3, 4, 5, 6};
  const GrayImage once = turned_right(image);
  EXPECT_EQ(once.width, 2);
  EXPECT_EQ(once.pixels, (std::vector<std::uint8_t>{4, 1, 5, 2, 6, 3}));
  EXPECT_EQ(turned_right(turned_right(turned_right(once))).pixels, image.pixels);
}

}  // namespace
}  // namespace caselli
