#pragma once
// Where renderers put their pages: counts them against the limit and writes the file.

#include <filesystem>
#include <memory>

#include "base/result.h"
#include "document/fax_image.h"
#include "document/gray_image.h"

namespace caselli {

// A page of paper as fax machines have it, in pixels of a line 1728 wide.
inline constexpr int kPaperWidth = 1728;
inline constexpr double kPaperInches = 1728 / 204.0;  // 215.15 mm
inline constexpr double kA4Inches = 297 / 25.4;
inline constexpr double kLetterInches = 11;
int rows_of(double inches, int y_dpi);

// A picture of more pixels is refused: no fax needs it, and it would fill the memory.
inline constexpr std::uint64_t kMostPixels = 100'000'000;

class PageSink {
 public:
  PageSink(FaxImageWriter& writer, int y_dpi, int most_pages) : writer_(writer), y_dpi_(y_dpi), most_(most_pages) {}

  int y_dpi() const { return y_dpi_; }
  int pages() const { return writer_.pages(); }
  int pages_left() const { return most_ - pages(); }
  Error too_many() const;

  Status add(const PageBits& bits);         // any fax width and resolution
  Status add_gray(const GrayImage& image);  // kPaperWidth wide, at y_dpi(); becomes dots
  // A picture of any size that is so many inches wide and high: shrunk to fit the paper,
  // centred on it.
  Status add_picture(const GrayImage& image, double width_inches, double length_inches);

 private:
  FaxImageWriter& writer_;
  int y_dpi_;
  int most_;
};

// Size of a picture in inches from what it says of itself; without a believable density
// its pixels are as large as a screen's (72 an inch).
double inches_of(int pixels, double per_inch);

}  // namespace caselli
