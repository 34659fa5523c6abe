#include "short_page.h"

#include <gtest/gtest.h>
#include <tiffio.h>

#include "base/handle.h"
#include "support/page_tiff.h"
#include "support/temp_folder.h"

namespace caselli::test {
namespace {

using ShortTiff = Handle<TIFF, &TIFFClose>;
constexpr int kWidth = 1728;
constexpr int kRows = 200;

}  // namespace

DocumentFacts write_short_page(const std::filesystem::path& file, int number) {
  {
    const ShortTiff to(TIFFOpen(file.c_str(), "w"));
    EXPECT_TRUE(to) << file;
    if (!to) return {};
    describe_page(to.get(), kWidth, kRows);
    for (int row = 0; row < kRows; ++row) {
      std::vector<std::uint8_t> bits(kWidth / 8);
      for (std::size_t i = 0; i < bits.size(); ++i)
        bits[i] = (static_cast<int>(i) / (3 + number) + row / (5 + number)) % 2 != 0 ? 0xF0 : 0;
      TIFFWriteScanline(to.get(), bits.data(), static_cast<std::uint32_t>(row));
    }
  }
  DocumentFacts facts;
  facts.id = file.filename();
  facts.bytes = static_cast<std::int64_t>(std::filesystem::file_size(file));
  facts.pages = 1;
  facts.width = kWidth;
  facts.resolution = "204x196";
  return facts;
}

std::vector<std::uint8_t> pixels_of(const std::filesystem::path& file) {
  const ShortTiff from(TIFFOpen(file.c_str(), "r"));
  if (!from) return {};
  std::uint32_t width = 0, rows = 0;
  TIFFGetField(from.get(), TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(from.get(), TIFFTAG_IMAGELENGTH, &rows);
  std::vector<std::uint8_t> pixels(std::size_t{width / 8} * rows);
  for (std::uint32_t row = 0; row < rows; ++row)
    if (TIFFReadScanline(from.get(), pixels.data() + std::size_t{width / 8} * row, row) < 0) return {};
  return pixels;
}

std::vector<std::uint8_t> pixels_of(const PageImage& page) {
  const TempFolder folder;
  const auto file = folder / "page.tif";
  {
    const ShortTiff to(TIFFOpen(file.c_str(), "w"));
    if (!to) return {};
    describe_page(to.get(), page.width, page.length);
    std::vector<std::uint8_t> strip = page.t6;
    TIFFWriteRawStrip(to.get(), 0, strip.data(), static_cast<tmsize_t>(strip.size()));
  }
  return pixels_of(file);
}

}  // namespace caselli::test
