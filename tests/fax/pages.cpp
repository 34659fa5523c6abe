#include "pages.h"

#include <tiffio.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

#include "support/page_tiff.h"

namespace caselli::test {
namespace {

std::size_t stride(int width) { return static_cast<std::size_t>(width + 7) / 8; }

Bits read_first(TIFF* tiff) {
  if (tiff == nullptr) throw std::runtime_error("no TIFF");
  std::uint32_t width = 0, length = 0;
  float y = 196;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &length);
  TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &y);
  Bits bits{static_cast<int>(width), static_cast<int>(length), static_cast<int>(y), {}};
  bits.rows.resize(stride(bits.width) * length);
  for (std::uint32_t row = 0; row < length; ++row)
    if (TIFFReadScanline(tiff, bits.rows.data() + row * stride(bits.width), row) < 0)
      throw std::runtime_error("undecodable row");
  TIFFClose(tiff);
  return bits;
}

}  // namespace

Bits chart(int number) {
  return read_first(
      TIFFOpen((std::string{CASELLI_TEST_DATA} + "/charts/itu" + std::to_string(number) + ".tif").c_str(), "r"));
}

Bits widened(const Bits& page, int width) {
  Bits wide{width, page.length, page.y_dpi, {}};
  wide.rows.resize(stride(width) * static_cast<std::size_t>(page.length));
  for (int row = 0; row < page.length; ++row)
    std::copy_n(page.rows.begin() + static_cast<std::ptrdiff_t>(stride(page.width)) * row, stride(page.width),
                wide.rows.begin() + static_cast<std::ptrdiff_t>(stride(width)) * row);
  return wide;
}

Bits with_resolution(Bits page, int y_dpi) {
  page.y_dpi = y_dpi;
  return page;
}

Bits with_rows(Bits page, int rows) {
  page.length = rows;
  page.rows.resize(stride(page.width) * static_cast<std::size_t>(rows));
  return page;
}

Bits dithered(int width, int length) {
  Bits bits{width, length, 196, {}};
  std::uint32_t noise = 12345;
  for (std::size_t i = 0; i < stride(width) * static_cast<std::size_t>(length); ++i) {
    noise = noise * 1664525 + 1013904223;
    bits.rows.push_back(static_cast<std::uint8_t>(noise >> 24 & 0x55));
  }
  return bits;
}

Bits bits_of(const PageImage& page) {
  char name[] = "/tmp/caselli-page-XXXXXX";
  const int fd = ::mkstemp(name);
  TIFF* tiff = TIFFFdOpen(fd, name, "w");
  describe_page(tiff, page.width, page.length, page.y_dpi);
  auto copy = page.t6;
  TIFFWriteRawStrip(tiff, 0, copy.data(), static_cast<tmsize_t>(copy.size()));
  TIFFClose(tiff);
  tiff = TIFFOpen(name, "r");
  ::unlink(name);
  auto bits = read_first(tiff);
  bits.y_dpi = page.y_dpi;
  return bits;
}

void write_document(const std::filesystem::path& file, const std::vector<Bits>& pages) {
  TIFF* tiff = TIFFOpen(file.c_str(), "w");
  if (tiff == nullptr) throw std::runtime_error("cannot write " + file.string());
  for (const auto& page : pages) {
    describe_page(tiff, page.width, page.length, page.y_dpi);
    auto rows = page.rows;
    TIFFWriteEncodedStrip(tiff, 0, rows.data(), static_cast<tmsize_t>(rows.size()));
    TIFFWriteDirectory(tiff);
  }
  TIFFClose(tiff);
}

}  // namespace caselli::test
