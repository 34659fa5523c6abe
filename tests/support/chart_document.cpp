#include "support/chart_document.h"

#include <gtest/gtest.h>
#include <tiffio.h>

#include <string>

#include "base/handle.h"
#include "support/page_tiff.h"

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
  describe_page(to, static_cast<int>(width), static_cast<int>(length));
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
