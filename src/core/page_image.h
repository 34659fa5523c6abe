#pragma once
// One fax page as values: a bilevel picture coded by T.6 (Group 4, MSB first, 0 is
// white), as it lies in a TIFF Class F strip.

#include <cstdint>
#include <vector>

namespace caselli {

struct PageImage {
  int width = 0;   // pixels: 1728 (A4), 2048 (B4), 2432 (A3)
  int length = 0;  // rows
  int x_dpi = 204;
  int y_dpi = 196;  // 98, 196 or 391
  std::vector<std::uint8_t> t6;
};

}  // namespace caselli
