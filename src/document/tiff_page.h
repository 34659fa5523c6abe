#pragma once
// One canonical page as the bytes a TIFF file holds for it: strip, values, directory
// (TIFF 6.0 section 2; profile F of RFC 2301). Pure.

#include <cstdint>
#include <vector>

#include "core/page_image.h"
#include "document/fax_image.h"

namespace caselli {

// What a file begins with: little endian, version 42, no directory yet.
inline constexpr std::uint8_t kTiffHeader[8] = {'I', 'I', 42, 0, 0, 0, 0, 0};
// Where the header keeps the offset of the first directory.
inline constexpr std::uint64_t kFirstLink = 4;

struct TiffPageBytes {
  std::vector<std::uint8_t> bytes;  // to be put at `offset`
  std::uint64_t directory = 0;      // file offset: goes into the link of the page before
  std::uint64_t link = 0;           // file offset of this page's own link, now 0: no further page
};

// `offset` is where the bytes will lie (even); `index` counts pages from 0; `tags` may be
// null: none are written.
TiffPageBytes tiff_page_bytes(const PageImage& page, std::uint64_t offset, int index, const FaxTags* tags);

}  // namespace caselli
