#include "document/child/page_sink.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "document/halftone.h"

namespace caselli {

// T.4 counts rows by the millimetre (3.85, 7.7, 15.4); "98, 196, 391 per inch" are rounded.
int rows_of(double inches, int y_dpi) {
  const double per_mm = y_dpi <= 98 ? 3.85 : y_dpi <= 196 ? 7.7 : 15.4;
  return std::max(1, static_cast<int>(std::lround(inches * 25.4 * per_mm)));
}

double inches_of(int pixels, double per_inch) {
  constexpr double kScreen = 72;
  return pixels / (per_inch >= 50 && per_inch <= 2400 ? per_inch : kScreen);
}

Error PageSink::too_many() const {
  return {Errc::too_many_pages,
          fmt::format("makes the fax longer than the {} pages allowed; send it in several faxes", most_)};
}

Status PageSink::add(const PageBits& bits) {
  if (pages_left() <= 0) return too_many();
  auto coded = encode_page(bits);
  if (!coded) return coded.error();
  return writer_.add(*coded);
}

Status PageSink::add_gray(const GrayImage& image) { return add(halftoned(image, y_dpi_)); }

Status PageSink::add_picture(const GrayImage& image, double width_inches, double length_inches) {
  // Most machines leave this much of the paper's edges white.
  constexpr double kEdge = 0.16;
  const double room_across = kPaperInches - 2 * kEdge, room_down = kA4Inches - 2 * kEdge;
  const double shrink = std::min({1.0, room_across / width_inches, room_down / length_inches});
  const int width = std::clamp(static_cast<int>(std::lround(width_inches * shrink * 204)), 1, kPaperWidth);
  const int length = std::max(1, static_cast<int>(std::lround(length_inches * shrink * y_dpi_)));
  const PageBits picture = on_paper(halftoned(scaled(image, width, length), y_dpi_), kPaperWidth);

  // The page ends below the picture: white paper costs line time too.
  const auto edge = static_cast<std::size_t>(rows_of(kEdge, y_dpi_));
  PageBits page = picture;
  page.length = length + 2 * static_cast<int>(edge);
  page.rows.assign(page.row_bytes() * static_cast<std::size_t>(page.length), 0);
  std::copy(picture.rows.begin(), picture.rows.end(),
            page.rows.begin() + static_cast<std::ptrdiff_t>(edge * page.row_bytes()));
  return add(page);
}

}  // namespace caselli
