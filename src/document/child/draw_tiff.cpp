// TIFF. Pages that are fax pages already keep every pixel; all others are drawn like
// pictures. The file is read with libtiff here and written anew, so nothing of its
// structure reaches the fax engine.
#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "document/child/renderers.h"
#include "document/halftone.h"
#include "document/tiff_handle.h"

namespace caselli {
namespace {

// Resolutions that mean a fax mode, with what senders write for it: 200x100, 204x97...
int nominal_y(double x, double y) {
  if (x < 199 || x > 209) return 0;
  if (y >= 96 && y <= 102) return 98;
  if (y >= 190 && y <= 205) return 196;
  if (y >= 380 && y <= 410) return 391;
  return 0;
}

struct Page {
  int width = 0, length = 0;
  std::uint16_t bits = 1, samples = 1, photometric = PHOTOMETRIC_MINISWHITE, planar = PLANARCONFIG_CONTIG,
                compression = COMPRESSION_NONE, orientation = ORIENTATION_TOPLEFT;
  bool tiled = false;
  double x_dpi = 0, y_dpi = 0;  // 0: not said

  bool is_bilevel() const { return bits == 1 && samples == 1 && is_gray() && orientation == ORIENTATION_TOPLEFT; }
  bool is_gray() const {
    return !tiled && (photometric == PHOTOMETRIC_MINISWHITE || photometric == PHOTOMETRIC_MINISBLACK) &&
           (planar == PLANARCONFIG_CONTIG || samples == 1);
  }
  bool is_t4() const { return compression >= COMPRESSION_CCITTRLE && compression <= COMPRESSION_CCITTFAX4; }
};

Error damaged(std::string_view why) { return {Errc::damaged_document, fmt::format("is a damaged TIFF ({})", why)}; }

Result<Page> facts_of(const TiffHandle& tiff) {
  const auto width = tiff.field<std::uint32_t>(TIFFTAG_IMAGEWIDTH);
  const auto length = tiff.field<std::uint32_t>(TIFFTAG_IMAGELENGTH);
  if (width == 0 || length == 0) return damaged("a page without pixels");
  if (width > 65'535 || length > 65'535 || static_cast<std::uint64_t>(width) * length > kMostPixels)
    return Error{Errc::document_too_large, fmt::format("has a page of {}x{} pixels; make it smaller", width, length)};
  Page page;
  page.width = static_cast<int>(width);
  page.length = static_cast<int>(length);
  page.bits = tiff.field<std::uint16_t>(TIFFTAG_BITSPERSAMPLE, 1);
  page.samples = tiff.field<std::uint16_t>(TIFFTAG_SAMPLESPERPIXEL, 1);
  page.compression = tiff.field<std::uint16_t>(TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  page.photometric =
      tiff.field<std::uint16_t>(TIFFTAG_PHOTOMETRIC, page.is_t4() ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_MINISBLACK);
  page.planar = tiff.field<std::uint16_t>(TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  page.orientation = tiff.field<std::uint16_t>(TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  page.tiled = TIFFIsTiled(tiff.get()) != 0;
  const double unit = tiff.field<std::uint16_t>(TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH) == RESUNIT_CENTIMETER ? 2.54 : 1;
  const double x = tiff.field<float>(TIFFTAG_XRESOLUTION) * unit, y = tiff.field<float>(TIFFTAG_YRESOLUTION) * unit;
  if (x > 0 && y > 0 && x < 1e5 && y < 1e5) {
    page.x_dpi = x;
    page.y_dpi = y;
  }
  return page;
}

// The fax mode a page has: y_dpi, or 0 when it is none.
int fax_mode(const Page& page) {
  if (!page.is_bilevel() || !is_fax_width(page.width) || page.length > kMaxPageRows) return 0;
  if (page.x_dpi > 0) return nominal_y(page.x_dpi, page.y_dpi);
  // Nothing is said: an A4 page of standard resolution has 1143 rows, of fine 2287.
  return page.is_t4() ? (page.length <= 1500 ? 98 : page.length <= 3000 ? 196 : 391) : 0;
}

// Complaints that mean lost pixels. Lines of one-dimensional T.4 carry their own ends, so a
// bad one costs itself alone: files of old fax software have some.
bool has_losses(const TiffHandle& tiff, const Page& page) {
  if (!tiff.failure().empty()) return true;
  if (tiff.warning().empty() || !page.is_t4()) return false;
  return page.compression == COMPRESSION_CCITTFAX4 || tiff.warning().find("Premature EOF") != std::string::npos;
}

Error losses(const TiffHandle& tiff) { return damaged(tiff.failure().empty() ? tiff.warning() : tiff.failure()); }

// The first sample of each pixel, row by row.
template <class Row>
Status read_rows(TiffHandle& tiff, const Page& page, Row&& row) {
  const tmsize_t size = TIFFScanlineSize(tiff.get());
  const auto wanted =
      (static_cast<std::uint64_t>(page.width) * page.bits * (page.planar == PLANARCONFIG_CONTIG ? page.samples : 1) +
       7) /
      8;
  if (size <= 0 || static_cast<std::uint64_t>(size) < wanted || static_cast<std::uint64_t>(size) > kMostPixels * 16)
    return damaged("rows of an impossible size");
  std::vector<std::uint8_t> line(static_cast<std::size_t>(size));
  tiff.clear_messages();
  for (int y = 0; y < page.length; ++y) {
    if (TIFFReadScanline(tiff.get(), line.data(), static_cast<std::uint32_t>(y), 0) != 1 || has_losses(tiff, page))
      return losses(tiff);
    row(y, line);
  }
  return Done{};
}

Result<PageBits> read_fax(TiffHandle& tiff, const Page& page, int y_dpi) {
  PageBits bits{page.width, page.length, 204, y_dpi, {}};
  bits.rows.resize(bits.row_bytes() * static_cast<std::size_t>(page.length));
  const std::uint8_t flip = page.photometric == PHOTOMETRIC_MINISBLACK ? 0xFF : 0;
  auto read = read_rows(tiff, page, [&](int y, const std::vector<std::uint8_t>& line) {
    std::uint8_t* to = bits.rows.data() + bits.row_bytes() * static_cast<std::size_t>(y);
    for (std::size_t i = 0; i < bits.row_bytes(); ++i) to[i] = line[i] ^ flip;
  });
  if (!read) return read.error();
  return bits;
}

Result<GrayImage> read_gray(TiffHandle& tiff, const Page& page) {
  GrayImage image{page.width, page.length};
  const bool zero_is_white = page.photometric == PHOTOMETRIC_MINISWHITE;
  const unsigned samples = page.planar == PLANARCONFIG_CONTIG ? page.samples : 1;
  const unsigned most = page.bits >= 8 ? 255 : (1u << page.bits) - 1;
  auto read = read_rows(tiff, page, [&](int y, const std::vector<std::uint8_t>& line) {
    std::uint8_t* to = image.row(y);
    for (int x = 0; x < page.width; ++x) {
      const std::size_t at = static_cast<std::size_t>(x) * samples * page.bits;
      unsigned value = 0;
      if (page.bits == 16) {  // in this machine's order
        value = line[at / 8 + (std::endian::native == std::endian::little ? 1 : 0)];
      } else {
        value = (line[at / 8] >> (8 - page.bits - at % 8) & most) * 255 / most;
      }
      to[x] = static_cast<std::uint8_t>(zero_is_white ? 255 - value : value);
    }
  });
  if (!read) return read.error();
  return image;
}

// Colour, palettes, tiles: libtiff makes RGBA of them.
Result<GrayImage> read_colour(TiffHandle& tiff, const Page& page) {
  char why[1024] = "";
  if (TIFFRGBAImageOK(tiff.get(), why) != 1)
    return Error{Errc::unsupported_document,
                 fmt::format("has a page in a form of TIFF that cannot be drawn ({}); send it as PDF", why)};
  GrayImage image{page.width, page.length};
  std::vector<std::uint32_t> pixels(image.pixels.size());
  tiff.clear_messages();
  if (TIFFReadRGBAImageOriented(tiff.get(), static_cast<std::uint32_t>(page.width),
                                static_cast<std::uint32_t>(page.length), pixels.data(), ORIENTATION_TOPLEFT, 1) != 1 ||
      has_losses(tiff, page))
    return losses(tiff);
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const std::uint32_t p = pixels[i];
    const unsigned ink = TIFFGetR(p) * 299 + TIFFGetG(p) * 587 + TIFFGetB(p) * 114;
    // Colours come multiplied by their opacity; below them is white paper.
    image.pixels[i] = static_cast<std::uint8_t>(std::min(255u, ink / 1000 + 255 - TIFFGetA(p)));
  }
  return image;
}

Status draw_page(TiffHandle& tiff, PageSink& sink) {
  auto page = facts_of(tiff);
  if (!page) return page.error();
  if (const int y_dpi = fax_mode(*page)) {
    auto bits = read_fax(tiff, *page, y_dpi);
    if (!bits) return bits.error();
    return sink.add(*bits);
  }
  const bool plain =
      page->is_gray() && (page->bits == 1 || page->bits == 2 || page->bits == 4 || page->bits == 8 || page->bits == 16);
  auto image = plain ? read_gray(tiff, *page) : read_colour(tiff, *page);
  if (!image) return image.error();
  if (page->orientation == ORIENTATION_RIGHTTOP || page->orientation == ORIENTATION_LEFTBOT) {
    // Turned by a scanner's driver: RIGHTTOP is shown after a quarter turn right.
    const int turns = page->orientation == ORIENTATION_RIGHTTOP ? 1 : 3;
    for (int i = 0; i < turns; ++i) *image = turned_right(*image);
    std::swap(page->x_dpi, page->y_dpi);
  }
  return sink.add_picture(*image, inches_of(image->width, page->x_dpi), inches_of(image->length, page->y_dpi));
}

}  // namespace

Status draw_tiff(const std::filesystem::path& file, PageSink& sink) {
  auto tiff = TiffHandle::open_file(file);
  if (!tiff) return damaged("it has no readable directory");
  do {
    if (!(*tiff)->failure().empty()) return damaged((*tiff)->failure());
    if (sink.pages_left() <= 0) return sink.too_many();
    if (auto drawn = draw_page(**tiff, sink); !drawn) return drawn;
    (*tiff)->clear_messages();
  } while (TIFFReadDirectory((*tiff)->get()) == 1);
  if (!(*tiff)->failure().empty()) return damaged((*tiff)->failure());
  if (TIFFLastDirectory((*tiff)->get()) == 0) return damaged("a page cannot be found");
  return Done{};
}

}  // namespace caselli
