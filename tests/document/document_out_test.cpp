// PDF and PNG given out, judged by Poppler's tools and libpng.
#include "document/document_out.h"

#include <fmt/core.h>
#include <gtest/gtest.h>
#include <png.h>

#include "document/fax_image.h"
#include "kit.h"

namespace caselli {
namespace {

using namespace test;

TEST(DocumentPdf, the_pages_hold_the_coded_pixels_at_their_physical_size) {
  const TempFolder folder;
  {
    auto writer = FaxImageWriter::create(folder / "fax.tif", {});
    ASSERT_TRUE(writer->add(*read_page(chart(1), 1)).ok());
    ASSERT_TRUE(writer->add(*read_page(chart(7), 1)).ok());
  }
  auto pdf = document_as_pdf(folder / "fax.tif");
  ASSERT_TRUE(pdf.ok());
  write_file(folder / "fax.pdf", *pdf);
  const std::string file = (folder / "fax.pdf").string();

  int status = -1;
  const std::string check = output_of("qpdf --check " + file + " 2>&1", &status);
  EXPECT_EQ(status, 0) << check;
  const std::string facts = output_of("pdfinfo " + file);
  EXPECT_NE(facts.find("Pages:           2"), std::string::npos) << facts;
  // 1728 / 204 and 2376 / 196 inches, in points.
  EXPECT_NE(facts.find("609.882 x 872.816 pts"), std::string::npos) << facts;
  EXPECT_LT(pdf->size(), read_page(chart(1), 1)->t6.size() + read_page(chart(7), 1)->t6.size() + 4000);

  // The pictures taken out by Poppler, pixel by pixel (PBM: 1 is black).
  output_of(fmt::format("pdfimages {} {}/image", file, folder.path().string()));
  for (const auto& [name, number] : {std::pair{"image-000.pbm", 1}, {"image-001.pbm", 7}}) {
    const std::string image = read_file(folder / name);
    const Pixels expected = pixels_of(chart(number)).front();
    const std::size_t row_bytes = 1728 / 8, rows = image.size() - row_bytes * 2376;
    ASSERT_LT(rows, 100u) << name;
    for (std::size_t y = 0; y < 2376; ++y)
      for (std::size_t x = 0; x < 1728; ++x)
        ASSERT_EQ((image[rows + y * row_bytes + x / 8] >> (7 - x % 8) & 1) != 0, expected.rows[y][x] == '1')
            << name << ' ' << x << ' ' << y;
  }
}

struct Png {
  int width = 0, length = 0;
  std::vector<std::uint8_t> gray;
};

Png read_png(const std::string& bytes) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  Png made;
  EXPECT_NE(png_image_begin_read_from_memory(&png, bytes.data(), bytes.size()), 0) << png.message;
  png.format = PNG_FORMAT_GRAY;
  made.width = static_cast<int>(png.width);
  made.length = static_cast<int>(png.height);
  made.gray.resize(PNG_IMAGE_SIZE(png));
  EXPECT_NE(png_image_finish_read(&png, nullptr, made.gray.data(), 0, nullptr), 0) << png.message;
  return made;
}

TEST(PagePng, pixels_are_square_at_every_resolution) {
  const TempFolder folder;
  auto writer = FaxImageWriter::create(folder / "fax.tif", {});
  for (const int y_dpi : {98, 196, 391}) {
    PageBits bits{1728, 11 * y_dpi, 204, y_dpi, {}};
    bits.rows.assign(bits.row_bytes() * static_cast<std::size_t>(bits.length), 0);
    ASSERT_TRUE(writer->add(*encode_page(bits)).ok());
  }
  for (int page = 1; page <= 3; ++page) {
    const Png png = read_png(*page_as_png(folder / "fax.tif", page, 0));
    EXPECT_EQ(png.width, 1728);
    EXPECT_EQ(png.length, 11 * 204);  // eleven inches at 204 an inch
  }
  const Png small = read_png(*page_as_png(folder / "fax.tif", 2, 432));
  EXPECT_EQ(small.width, 432);
  EXPECT_EQ(small.length, 561);  // 2244 / 4
}

TEST(PagePng, a_small_picture_has_the_mean_of_what_it_stands_for) {
  const TempFolder folder;
  PageBits bits{1728, 196, 204, 196, {}};
  bits.rows.assign(bits.row_bytes() * 196, 0xC0);  // two of eight columns black
  for (std::size_t i = 0; i < bits.row_bytes() * 98; ++i) bits.rows[i] = 0xFF;
  {
    auto writer = FaxImageWriter::create(folder / "fax.tif", {});
    ASSERT_TRUE(writer->add(*encode_page(bits)).ok());
  }
  const Png png = read_png(*page_as_png(folder / "fax.tif", 1, 216));
  const auto at = [&](int x, int y) { return int{png.gray[static_cast<std::size_t>(y * png.width + x)]}; };
  EXPECT_EQ(at(100, 5), 0);
  EXPECT_NEAR(at(100, 20), 255 * 6 / 8, 1);
}

TEST(PagePng, pages_and_widths_that_do_not_exist_are_refused) {
  EXPECT_EQ(page_as_png(chart(1), 2, 0).error().code, Errc::not_found);
  EXPECT_EQ(page_as_png(chart(1), 1, 5).error().code, Errc::invalid_argument);
  EXPECT_EQ(page_as_png(chart(1), 1, 100'000).error().code, Errc::invalid_argument);
  EXPECT_EQ(page_as_png(chart(1), 1, -1).error().code, Errc::invalid_argument);
  EXPECT_EQ(document_as_pdf("/nowhere").error().code, Errc::not_found);
}

}  // namespace
}  // namespace caselli
