// Every kind of document, converted as the server does it.
#include "document/convert.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <tiffio.h>

#include <algorithm>

#include "kit.h"

namespace caselli {
namespace {

using namespace test;

constexpr int kA4Fine = 2287;  // T.4: 297 mm at 7.7 rows a millimetre

std::vector<Pixels> converted(const std::filesystem::path& file, const std::string& media_type = {},
                              Resolution resolution = Resolution::fine) {
  const TempFolder work;
  auto made = convert_one(file, work, media_type, resolution);
  EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().text);
  if (!made.ok()) return {};
  EXPECT_TRUE(made->file.parent_path() == std::filesystem::canonical(work.path()));
  auto pages = pixels_of(made->file);
  EXPECT_EQ(made->facts.pages, static_cast<int>(pages.size()));
  EXPECT_EQ(made->facts.page_bytes.size(), pages.size());
  return pages;
}

// Runs of rows with ink: lines of a text.
int bands(const Pixels& page) {
  int count = 0;
  bool inside = false;
  for (const auto& row : page.rows) {
    const bool ink = row.find('1') != std::string::npos;
    count += ink && !inside;
    inside = ink;
  }
  return count;
}

TEST(Convert, fax_pages_keep_every_pixel_and_parts_their_order) {
  const TempFolder work;
  std::vector<DocumentPart> parts;
  for (const int number : {7, 1, 5, 2}) parts.push_back({chart(number), "chart", "image/tiff"});
  auto made = convert_documents(parts, Resolution::standard, work.path(), {});
  ASSERT_TRUE(made.ok()) << made.error().text;
  EXPECT_EQ(made->facts.pages, 4);
  EXPECT_EQ(made->facts.resolution, "204x196");
  EXPECT_EQ(made->facts.best, Compression::mmr);
  const auto pages = pixels_of(made->file);
  ASSERT_EQ(pages.size(), 4u);
  int at = 0;
  for (const int number : {7, 1, 5, 2})
    EXPECT_EQ(pages[static_cast<std::size_t>(at++)].rows, pixels_of(chart(number)).front().rows);
  // And an independent tool says the same of one of them.
  int status = -1;
  output_of(
      fmt::format("tiffcp {},0 {}/first.tif && tiffcp {} {}/chart.tif && tiffcmp -t {}/first.tif {}/chart.tif 2>&1 "
                  "| grep -qi differ && exit 1 || exit 0",
                  made->file.string(), work.path().string(), chart(7).string(), work.path().string(),
                  work.path().string(), work.path().string()),
      &status);
  EXPECT_EQ(status, 0);
}

TEST(Convert, fax_tiffs_of_other_makers_keep_every_pixel) {
  for (const auto& [name, number] :
       {std::pair{"g3-1d-metric.tif", 1}, {"g3-2d-strips-lsb.tif", 1}, {"big-endian.tif", 2}}) {
    const auto pages = converted(sample(name));
    ASSERT_EQ(pages.size(), 1u) << name;
    EXPECT_EQ(pages[0].rows, pixels_of(chart(number))[0].rows) << name;
    EXPECT_EQ(pages[0].y_dpi, 196) << name;
  }
}

// What a test writes as one page of a TIFF.
struct Sheet {
  std::uint32_t width = 1728, length = 100;
  std::uint16_t bits = 1, samples = 1, photometric = PHOTOMETRIC_MINISWHITE, compression = COMPRESSION_NONE;
  double x_dpi = 204, y_dpi = 196;
  std::vector<std::uint8_t> row;  // of every row
  bool tiled = false;
};

void add_sheet(TIFF* tiff, const Sheet& sheet) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, sheet.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, sheet.length);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, sheet.bits);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, sheet.samples);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, sheet.photometric);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, sheet.compression);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_XRESOLUTION, sheet.x_dpi);
  TIFFSetField(tiff, TIFFTAG_YRESOLUTION, sheet.y_dpi);
  if (sheet.photometric == PHOTOMETRIC_PALETTE) {
    std::vector<std::uint16_t> ramp(std::size_t{1} << sheet.bits);
    for (std::size_t i = 0; i < ramp.size(); ++i)
      ramp[i] = static_cast<std::uint16_t>(65535 - i * 65535 / (ramp.size() - 1));
    TIFFSetField(tiff, TIFFTAG_COLORMAP, ramp.data(), ramp.data(), ramp.data());
  }
  if (sheet.tiled) {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, 64);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, 64);
    std::vector<std::uint8_t> tile(static_cast<std::size_t>(TIFFTileSize(tiff)), sheet.row.front());
    for (std::uint32_t i = 0; i < TIFFNumberOfTiles(tiff); ++i)
      ASSERT_GE(TIFFWriteEncodedTile(tiff, i, tile.data(), static_cast<tmsize_t>(tile.size())), 0);
  } else {
    std::vector<std::uint8_t> row = sheet.row;
    row.resize(static_cast<std::size_t>(TIFFScanlineSize(tiff)), sheet.row.back());
    for (std::uint32_t y = 0; y < sheet.length; ++y) ASSERT_EQ(TIFFWriteScanline(tiff, row.data(), y, 0), 1);
  }
  ASSERT_EQ(TIFFWriteDirectory(tiff), 1);
}

std::filesystem::path write_sheets(const TempFolder& folder, const std::vector<Sheet>& sheets) {
  const auto file = folder / "sheets.tif";
  TIFF* tiff = TIFFOpen(file.c_str(), "w");
  for (const Sheet& sheet : sheets) add_sheet(tiff, sheet);
  TIFFClose(tiff);
  return file;
}

TEST(Convert, resolutions_as_other_programs_write_them_are_fax_resolutions) {
  const TempFolder folder;
  std::vector<Sheet> sheets;
  for (const auto& [x, y] :
       {std::pair{200.0, 100.0}, {204.0, 97.0}, {200.0, 200.0}, {203.0, 196.0}, {204.0, 391.0}, {200.0, 400.0}})
    sheets.push_back({.x_dpi = x, .y_dpi = y, .row = {0xF0, 0x12, 0}});
  const auto pages = converted(write_sheets(folder, sheets));
  ASSERT_EQ(pages.size(), sheets.size());
  const float expected[] = {98, 98, 196, 196, 391, 391};
  for (std::size_t i = 0; i < pages.size(); ++i) {
    EXPECT_EQ(pages[i].y_dpi, expected[i]) << i;
    EXPECT_EQ(pages[i].length, 100);
    EXPECT_EQ(pages[i].rows[0].substr(0, 20), "11110000000100100000");
  }
}

TEST(Convert, black_on_white_and_white_on_black_look_alike) {
  const TempFolder folder;
  const auto pages = converted(
      write_sheets(folder, {{.row = {0xF0, 0}}, {.photometric = PHOTOMETRIC_MINISBLACK, .row = {0x0F, 0xFF}}}));
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[0], pages[1]);
}

// A second page with four samples a pixel overflowed the heap of the fax engine.
TEST(Convert, a_second_page_of_four_samples_becomes_one_bit) {
  const TempFolder folder;
  const Sheet first{.row = {0xAA}};
  for (const Sheet& second : {Sheet{.bits = 8, .samples = 4, .photometric = PHOTOMETRIC_RGB, .row = {0}},
                              Sheet{.bits = 1, .samples = 4, .photometric = PHOTOMETRIC_MINISWHITE, .row = {0xFF}}}) {
    const auto pages = converted(write_sheets(folder, {first, second, first}));
    ASSERT_EQ(pages.size(), 3u);  // pixels_of checks one bit and one sample
    EXPECT_EQ(pages[1].width, 1728);
    EXPECT_EQ(pages[2].rows, pages[0].rows);
  }
}

TEST(Convert, pictures_in_every_form_of_tiff_come_out_at_their_size_and_tone) {
  const TempFolder folder;
  // Four inches by two at 100 an inch, 60 per cent black.
  const Sheet kSheets[] = {
      {.bits = 8, .photometric = PHOTOMETRIC_MINISBLACK, .row = {102}},
      {.bits = 8, .photometric = PHOTOMETRIC_MINISWHITE, .row = {153}},
      {.bits = 4, .photometric = PHOTOMETRIC_MINISBLACK, .row = {0x66}},
      {.bits = 16, .photometric = PHOTOMETRIC_MINISBLACK, .row = {102}},
      {.bits = 8, .samples = 3, .photometric = PHOTOMETRIC_RGB, .row = {102}},
      {.bits = 8, .photometric = PHOTOMETRIC_PALETTE, .row = {153}},
      {.bits = 8, .samples = 4, .photometric = PHOTOMETRIC_SEPARATED, .row = {0, 0, 0, 153}},
      {.bits = 8, .photometric = PHOTOMETRIC_MINISBLACK, .compression = COMPRESSION_LZW, .row = {102}},
      {.bits = 8, .photometric = PHOTOMETRIC_MINISBLACK, .row = {102}, .tiled = true},
  };
  int number = 0;
  for (Sheet sheet : kSheets) {
    SCOPED_TRACE(number++);
    sheet.width = 400;
    sheet.length = 200;
    sheet.x_dpi = sheet.y_dpi = 100;
    const std::vector<std::uint8_t> pixel = sheet.row;
    for (int i = 1; i < 400; ++i) sheet.row.insert(sheet.row.end(), pixel.begin(), pixel.end());
    const auto pages = converted(write_sheets(folder, {sheet}));
    ASSERT_EQ(pages.size(), 1u);
    EXPECT_NEAR(pages[0].right() - pages[0].left() + 1, 4 * 204, 4);
    EXPECT_NEAR(pages[0].bottom() - pages[0].top() + 1, 2 * 196, 4);
    const double ink = pages[0].black() * pages[0].width * pages[0].length;
    EXPECT_NEAR(ink / (4 * 204 * 2 * 196), 0.6, 0.03);
  }
}

TEST(Convert, a_scanned_page_of_other_size_fills_the_paper) {
  const TempFolder folder;
  // A letter page scanned at 300 an inch, a black frame round it.
  Sheet sheet{.width = 2550, .length = 3300, .x_dpi = 300, .y_dpi = 300, .row = {0xFF}};
  const auto pages = converted(write_sheets(folder, {sheet}));
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].width, 1728);
  EXPECT_GT(pages[0].right() - pages[0].left(), 1640);
  EXPECT_NEAR(
      static_cast<double>(pages[0].bottom() - pages[0].top()) / 196 / ((pages[0].right() - pages[0].left()) / 204.0),
      11 / 8.5, 0.01);
}

TEST(Convert, pdf_pages_fit_the_paper_upright) {
  const auto pages = converted(sample("four-pages.pdf"), "application/pdf");
  ASSERT_EQ(pages.size(), 4u);
  for (const Pixels& page : pages) {
    EXPECT_EQ(page.width, 1728);
    EXPECT_EQ(page.length, kA4Fine);
    // The frame drawn 20 points from each edge of the page.
    EXPECT_GT(page.right() - page.left(), 1400);
    EXPECT_GT(page.bottom() - page.top(), 2000);
  }
  // A4 keeps its size: the frame is 555 points wide, 802 high.
  EXPECT_NEAR(pages[0].right() - pages[0].left(), 555 / 72.0 * 204, 12);
  EXPECT_NEAR(pages[0].bottom() - pages[0].top(), 802 / 72.0 * 196, 12);
}

TEST(Convert, a_letter_page_ends_after_eleven_inches) {
  const auto pages = converted(sample("letter.pdf"));
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_NEAR(pages[0].length, 11 * 25.4 * 7.7, 12);
}

TEST(Convert, resolution_decides_how_many_rows_a_page_has) {
  for (const auto& [resolution, rows, y_dpi] :
       {std::tuple{Resolution::standard, 1143, 98}, {Resolution::fine, 2287, 196}, {Resolution::superfine, 4574, 391}})
    for (const char* name : {"four-pages.pdf", "umlauts-cjk-rtl.txt", "three-pages.ps"}) {
      const auto pages = converted(sample(name), {}, resolution);
      ASSERT_FALSE(pages.empty());
      EXPECT_EQ(pages[0].length, rows) << name;
      EXPECT_EQ(pages[0].y_dpi, y_dpi) << name;
    }
}

TEST(Convert, postscript_prints_pages_only) {
  const auto pages = converted(sample("three-pages.ps"), "application/postscript");
  ASSERT_EQ(pages.size(), 3u);
  for (const Pixels& page : pages) EXPECT_GT(page.black(), 0.001);
}

TEST(Convert, a_pdf_with_restrictions_but_no_password_is_converted) {
  EXPECT_EQ(converted(sample("restricted.pdf")).size(), 1u);
}

// Poppler takes over where Ghostscript fails; here Ghostscript is hidden altogether.
TEST(Convert, the_second_renderer_draws_the_same_pages) {
  const TempFolder folder;
  const auto outcome = in_small_disk(folder.path(), 32 << 20, [](const std::filesystem::path& disk) {
    const auto convert = [&](const char* name) {
      std::filesystem::create_directory(disk / name);
      auto made = convert_documents({{sample("four-pages.pdf"), "four.pdf", ""}}, Resolution::fine, disk / name, {});
      return made.ok() ? pixels_of(made->file) : std::vector<Pixels>{};
    };
    const auto first = convert("ghostscript");
    if (mount("/dev/null", "/usr/bin/gs", nullptr, MS_BIND, nullptr) != 0) return false;
    const auto second = convert("poppler");
    if (first.size() != 4 || second.size() != 4) return false;
    for (std::size_t i = 0; i < 3; ++i) {  // the fourth is smaller than paper, and only Ghostscript enlarges it
      const bool same = first[i].length == second[i].length && std::abs(first[i].left() - second[i].left()) < 12 &&
                        std::abs(first[i].top() - second[i].top()) < 12 &&
                        std::abs(first[i].right() - second[i].right()) < 12 &&
                        std::abs(first[i].bottom() - second[i].bottom()) < 12 &&
                        std::abs(first[i].black() / second[i].black() - 1) < 0.2;
      if (!same) {
        std::fprintf(stderr, "page %zu: %d %d %d %d %f, %d %d %d %d %f\n", i + 1, first[i].left(), first[i].top(),
                     first[i].right(), first[i].bottom(), first[i].black(), second[i].left(), second[i].top(),
                     second[i].right(), second[i].bottom(), second[i].black());
        return false;
      }
    }
    return true;
  });
  if (outcome == InSmallDisk::cannot) GTEST_SKIP() << "no mounts allowed here";
  EXPECT_EQ(outcome, InSmallDisk::good);
}

TEST(Convert, text_becomes_lines_in_every_script) {
  const auto pages = converted(sample("umlauts-cjk-rtl.txt"), "text/plain; charset=utf-8");
  ASSERT_EQ(pages.size(), 2u);  // its form feed begins a page
  EXPECT_GT(pages[0].left(), 80);
  EXPECT_LT(pages[0].right(), 1728 - 80);
  EXPECT_GE(bands(pages[0]), 11);
  EXPECT_EQ(bands(pages[1]), 1);
}

TEST(Convert, right_to_left_text_stands_on_the_right) {
  const TempFolder folder;
  write_file(folder / "rtl.txt", "שלום עולם\n");
  const auto pages = converted(folder / "rtl.txt");
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_GT(pages[0].left(), 1728 / 2);
  EXPECT_GT(pages[0].right(), 1728 - 140);
}

TEST(Convert, long_texts_are_paginated_and_lose_no_line) {
  const TempFolder folder;
  std::string text;
  for (int i = 1; i <= 200; ++i) text += fmt::format("Line {}\n", i);
  write_file(folder / "long.txt", text);
  const auto pages = converted(folder / "long.txt");
  ASSERT_GE(pages.size(), 3u);
  ASSERT_LE(pages.size(), 5u);
  int lines = 0;
  for (const Pixels& page : pages) {
    lines += bands(page);
    EXPECT_GT(page.top(), 60);
    EXPECT_LT(page.bottom(), kA4Fine - 60);
  }
  EXPECT_EQ(lines, 200);
}

TEST(Convert, eighty_columns_fit_a_line_and_a_hundred_wrap) {
  const TempFolder folder;
  write_file(folder / "80.txt", std::string(80, 'M'));
  write_file(folder / "100.txt", std::string(100, 'M'));
  EXPECT_EQ(bands(converted(folder / "80.txt").at(0)), 1);
  EXPECT_EQ(bands(converted(folder / "100.txt").at(0)), 2);
}

TEST(Convert, one_endless_line_wraps_over_pages) {
  const TempFolder folder;
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "word ";
  write_file(folder / "endless.txt", text);
  EXPECT_GT(converted(folder / "endless.txt").size(), 15u);
}

TEST(Convert, the_same_text_in_three_encodings_looks_the_same) {
  const TempFolder folder;
  write_file(folder / "utf8.txt",
             "Stra\xC3\x9F"
             "e, Gr\xC3\xB6\xC3\x9F"
             "e, caf\xC3\xA9, \xE2\x82\xAC 5\n");
  const auto utf8 = converted(folder / "utf8.txt");
  ASSERT_EQ(utf8.size(), 1u);
  EXPECT_EQ(converted(sample("latin1.txt")), utf8);
  EXPECT_GT(converted(sample("utf16.txt")).at(0).black(), 0.0005);
}

TEST(Convert, a_png_is_drawn_at_its_size_on_white) {
  // 200 by 100 pixels at 100 an inch; its left half is transparent.
  const auto pages = converted(sample("half-transparent.png"), "image/png");
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_NEAR(pages[0].right() - pages[0].left() + 1, 204, 3);
  EXPECT_NEAR(pages[0].left(), 1728 / 2, 3);
  EXPECT_NEAR(pages[0].bottom() - pages[0].top() + 1, 196, 3);
  EXPECT_LT(pages[0].length, 300);  // the page ends below it
}

TEST(Convert, a_photograph_keeps_its_shape_and_its_way_up) {
  for (const Resolution resolution : {Resolution::standard, Resolution::fine}) {
    const auto upright = converted(sample("photo.jpg"), "image/jpeg", resolution);
    const auto turned = converted(sample("photo-turned.jpg"), {}, resolution);
    ASSERT_EQ(upright.size(), 1u);
    ASSERT_EQ(turned.size(), 1u);
    const auto shape = [](const Pixels& page) {
      return ((page.right() - page.left()) / 204.0) / ((page.bottom() - page.top()) / static_cast<double>(page.y_dpi));
    };
    EXPECT_NEAR(shape(upright[0]), 4 / 3.0, 0.02);
    EXPECT_NEAR(shape(turned[0]), 3 / 4.0, 0.02);
  }
  EXPECT_GT(converted(sample("cmyk.jpg")).at(0).black(), 0.01);
}

TEST(Convert, parts_of_different_kinds_become_one_document) {
  const TempFolder work;
  auto made = convert_documents({{sample("umlauts-cjk-rtl.txt"), "a", ""},
                                 {chart(1), "b", ""},
                                 {sample("four-pages.pdf"), "c", ""},
                                 {sample("photo.jpg"), "d", ""}},
                                Resolution::fine, work.path(), {});
  ASSERT_TRUE(made.ok()) << made.error().text;
  EXPECT_EQ(made->facts.pages, 2 + 1 + 4 + 1);
  EXPECT_EQ(pixels_of(made->file)[2].rows, pixels_of(chart(1))[0].rows);
}

}  // namespace
}  // namespace caselli
