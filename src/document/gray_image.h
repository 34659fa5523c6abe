#pragma once
// Grey pictures on their way to a fax page.

#include <cstdint>
#include <vector>

#include "document/fax_image.h"

namespace caselli {

struct GrayImage {
  int width = 0;
  int length = 0;
  std::vector<std::uint8_t> pixels;  // 0 black, 255 white, no padding

  GrayImage() = default;
  GrayImage(int w, int l, std::uint8_t fill = 255)
      : width(w), length(l), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(l), fill) {}
  std::uint8_t* row(int y) { return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width); }
  const std::uint8_t* row(int y) const {
    return pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
  }
};

// The picture at another size: means over areas where it shrinks, straight lines between
// pixels where it grows. Sizes are at least 1.
GrayImage scaled(const GrayImage& image, int width, int length);

// A quarter turn: the top goes to the right.
GrayImage turned_right(const GrayImage& image);

GrayImage to_gray(const PageBits& bits);

}  // namespace caselli
