#pragma once
// Pages for the fax tests: the ITU charts as pixels, documents made of them, and received
// pages decoded by libtiff itself.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/page_image.h"

namespace caselli::test {

struct Bits {
  int width = 0, length = 0;
  int y_dpi = 196;
  std::vector<std::uint8_t> rows;  // 1 is black, MSB first, rows padded to octets
  bool operator==(const Bits&) const = default;
};

Bits chart(int number);                     // 1, 2, 5 or 7: 1728x2376 or so
Bits widened(const Bits& page, int width);  // with white at the right
Bits with_resolution(Bits page, int y_dpi);
Bits with_rows(Bits page, int rows);   // the upper part
Bits dithered(int width, int length);  // a picture: costly in every coding
Bits bits_of(const PageImage& page);

// Writes a canonical document: Group 4, one strip a page, MSB first.
void write_document(const std::filesystem::path& file, const std::vector<Bits>& pages);

}  // namespace caselli::test
