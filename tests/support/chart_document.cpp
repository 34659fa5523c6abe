#include "support/chart_document.h"

#include <gtest/gtest.h>
#include <tiffio.h>

#include <string>

#include "base/handle.h"

namespace caselli::test {
namespace {

using Tiff = Handle<TIFF, &TIFFClose>;

// The strip is copied as it is coded.
void copy_page(TIFF* from, TIFF* to) {
  std::uint32_t width = 0;
  std::uint32_t length = 0;
  TIFFGetField(from, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(from, TIFFTAG_IMAGELENGTH, &length);
  std::vector<std::uint8_t> strip(static_cast<std::size_t>(TIFFRawStripSize(from, 0)));
  TIFFReadRawStrip(from, 0, strip.data(), static_cast<tmsize_t>(strip.size()));
  TIFFSetField(to, TIFFTAG_SUBFILETYPE, FILETYPE_PAGE);
  TIFFSetField(to, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(to, TIFFTAG_IMAGELENGTH, length);
  TIFFSetField(to, TIFFTAG_ROWSPERSTRIP, length);
  TIFFSetField(to, TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField(to, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(to, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
  TIFFSetField(to, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField(to, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
  TIFFSetField(to, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(to, TIFFTAG_XRESOLUTION, 204.0);
  TIFFSetField(to, TIFFTAG_YRESOLUTION, 196.0);
  TIFFSetField(to, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  TIFFWriteRawStrip(to, 0, strip.data(), static_cast<tmsize_t>(strip.size()));
  TIFFWriteDirectory(to);
}

}  // namespace

DocumentFacts write_charts(const std::filesystem::path& file, const std::vector<int>& charts) {
  {
    const Tiff to(TIFFOpen(file.c_str(), "w"));
    EXPECT_TRUE(to) << file;
    for (const int chart : charts) {
      const auto name = std::string{CASELLI_TEST_DATA} + "/charts/itu" + std::to_string(chart) + ".tif";
      const Tiff from(TIFFOpen(name.c_str(), "r"));
      EXPECT_TRUE(from) << name;
      if (to && from) copy_page(from.get(), to.get());
    }
  }
  DocumentFacts facts;
  facts.id = file.filename();
  facts.bytes = static_cast<std::int64_t>(std::filesystem::file_size(file));
  facts.pages = static_cast<int>(charts.size());
  facts.width = 1728;
  facts.resolution = "204x196";
  return facts;
}

}  // namespace caselli::test
