#include "document/tiff_page.h"

#include "document/tiff_directory.h"

namespace caselli {

TiffPageBytes tiff_page_bytes(const PageImage& page, std::uint64_t offset, int index, const FaxTags* tags) {
  TiffPageBytes made;
  made.bytes.reserve(page.t6.size() + 1024);
  made.bytes = page.t6;
  TiffDirectory directory{made.bytes, offset};
  directory.number(254, TiffType::long_, 2);  // NewSubfileType: a page of many
  directory.number(256, TiffType::long_, static_cast<std::uint64_t>(page.width));
  directory.number(257, TiffType::long_, static_cast<std::uint64_t>(page.length));
  directory.number(258, TiffType::short_, 1);                                       // BitsPerSample
  directory.number(259, TiffType::short_, 4);                                       // Compression: T.6
  directory.number(262, TiffType::short_, 0);                                       // Photometric: 0 is white
  directory.number(266, TiffType::short_, 1);                                       // FillOrder: MSB first
  directory.number(273, TiffType::long_, offset);                                   // StripOffsets
  directory.number(274, TiffType::short_, 1);                                       // Orientation: row 0 on top
  directory.number(277, TiffType::short_, 1);                                       // SamplesPerPixel
  directory.number(278, TiffType::long_, static_cast<std::uint64_t>(page.length));  // RowsPerStrip
  directory.number(279, TiffType::long_, page.t6.size());                           // StripByteCounts
  directory.ratio(282, static_cast<std::uint32_t>(page.x_dpi));
  directory.ratio(283, static_cast<std::uint32_t>(page.y_dpi));
  directory.number(293, TiffType::long_, 0);                  // T6Options: no uncompressed mode
  directory.number(296, TiffType::short_, 2);                 // ResolutionUnit: inch
  directory.pair(297, static_cast<std::uint32_t>(index), 0);  // PageNumber; the total is not known yet
  directory.text(kSoftwareTag, kSoftware);
  if (tags) directory.tags(*tags);
  made.directory = directory.finish(0);
  made.link = offset + made.bytes.size() - 4;
  return made;
}

}  // namespace caselli
