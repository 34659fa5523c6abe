#include "document/fax_image.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <tuple>

#include "document/tiff_handle.h"
#include "document/tiff_page.h"

namespace caselli {
namespace {

Error damaged(const std::filesystem::path& file, int page, std::string_view why) {
  return {Errc::damaged_document,
          fmt::format("page {} of {} is not a canonical fax page: {}", page, file.string(), why)};
}

// The page of the present directory. `with_strip`: its coded bytes too.
Result<PageImage> read_directory(const TiffHandle& tiff, const std::filesystem::path& file, int page, bool with_strip) {
  // Each field with the only value a canonical page has.
  struct Row {
    std::uint32_t tag;
    std::uint16_t value, otherwise;
    const char* why;
  };
  static constexpr Row kFixed[] = {
      {TIFFTAG_BITSPERSAMPLE, 1, 1, "not one bit a sample"},
      {TIFFTAG_SAMPLESPERPIXEL, 1, 1, "not one sample a pixel"},
      {TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4, 1, "not coded in Group 4"},
      {TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE, 99, "0 is not white"},
      {TIFFTAG_FILLORDER, FILLORDER_MSB2LSB, 1, "not MSB first"},
      {TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT, 1, "turned"},
      {TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG, 1, "in planes"},
      {TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH, 2, "resolution not per inch"},
  };
  for (const Row& row : kFixed)
    if (tiff.field<std::uint16_t>(row.tag, row.otherwise) != row.value) return damaged(file, page, row.why);
  if (tiff.field<std::uint32_t>(TIFFTAG_GROUP4OPTIONS) != 0) return damaged(file, page, "uses uncompressed mode");
  if (TIFFIsTiled(tiff.get()) || TIFFNumberOfStrips(tiff.get()) != 1) return damaged(file, page, "not one strip");

  const auto width = tiff.field<std::uint32_t>(TIFFTAG_IMAGEWIDTH);
  const auto length = tiff.field<std::uint32_t>(TIFFTAG_IMAGELENGTH);
  PageImage image;
  image.width = width > 0xFFFF ? 0 : static_cast<int>(width);
  if (!is_fax_width(image.width)) return damaged(file, page, fmt::format("{} pixels wide", width));
  if (length < 1 || length > static_cast<std::uint32_t>(kMaxPageRows))
    return damaged(file, page, fmt::format("{} rows long", length));
  image.length = static_cast<int>(length);
  const float x = tiff.field<float>(TIFFTAG_XRESOLUTION);
  const float y = tiff.field<float>(TIFFTAG_YRESOLUTION);
  image.x_dpi = x > 0 && x < 10'000 ? static_cast<int>(std::lround(x)) : 0;
  image.y_dpi = y > 0 && y < 10'000 ? static_cast<int>(std::lround(y)) : 0;
  if (!is_fax_resolution(image.x_dpi, image.y_dpi)) return damaged(file, page, fmt::format("{}x{} dpi", x, y));

  const auto size = static_cast<std::uint64_t>(TIFFRawStripSize64(tiff.get(), 0));
  // Group 4 never needs more than this (each pixel a vertical or horizontal mode).
  const std::uint64_t most = 64 + 2 * static_cast<std::uint64_t>(width) * length;
  if (size == 0 || size > most) return damaged(file, page, fmt::format("a strip of {} bytes", size));
  const std::uint64_t offset = TIFFGetStrileOffset(tiff.get(), 0);
  if (offset > tiff.size() || size > tiff.size() - offset)
    return damaged(file, page, "its strip lies outside the file");
  if (!with_strip) return image;
  image.t6.resize(size);
  if (TIFFReadRawStrip(tiff.get(), 0, image.t6.data(), static_cast<tmsize_t>(size)) != static_cast<tmsize_t>(size))
    return damaged(file, page, tiff.failure().empty() ? "its strip cannot be read" : tiff.failure());
  return image;
}

// A picture as one strip of `bits` in libtiff's terms.
void set_page(TIFF* tiff, const PageBits& bits, std::uint16_t compression) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(bits.width));
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(bits.length));
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, compression);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField(tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(bits.length));
  // The MR parameter K follows from the vertical resolution (T.4 4.2.1).
  TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  TIFFSetField(tiff, TIFFTAG_XRESOLUTION, static_cast<double>(bits.x_dpi));
  TIFFSetField(tiff, TIFFTAG_YRESOLUTION, static_cast<double>(bits.y_dpi));
}

// The picture coded by libtiff; `mr` chooses two-dimensional T.4.
Result<std::vector<std::uint8_t>> code(const PageBits& bits, std::uint16_t compression, bool mr) {
  if (bits.width < 1 || bits.width > 0xFFFF || bits.length < 1 || bits.length > kMaxPageRows ||
      bits.rows.size() != bits.row_bytes() * static_cast<std::size_t>(bits.length))
    return Error{Errc::invalid_argument, fmt::format("a picture of {}x{} pixels in {} bytes cannot be coded",
                                                     bits.width, bits.length, bits.rows.size())};
  std::vector<std::uint8_t> file;
  const auto tiff = TiffHandle::write_memory(file);
  if (!tiff) return Error{Errc::internal, "cannot code a page: out of memory"};
  set_page(tiff->get(), bits, compression);
  if (compression == COMPRESSION_CCITTFAX3)
    TIFFSetField(tiff->get(), TIFFTAG_GROUP3OPTIONS, static_cast<std::uint32_t>(mr ? GROUP3OPT_2DENCODING : 0));
  // libtiff takes a non-const buffer but changes it only for the other fill order.
  auto* rows = const_cast<std::uint8_t*>(bits.rows.data());
  if (TIFFWriteEncodedStrip(tiff->get(), 0, rows, static_cast<tmsize_t>(bits.rows.size())) < 0 ||
      TIFFFlushData(tiff->get()) != 1)
    return Error{Errc::internal, "cannot code a page: " + tiff->failure()};
  const std::uint64_t at = TIFFGetStrileOffset(tiff->get(), 0);
  const std::uint64_t size = TIFFGetStrileByteCount(tiff->get(), 0);
  if (size == 0 || at + size > file.size()) return Error{Errc::internal, "cannot code a page: no strip was made"};
  return std::vector<std::uint8_t>(file.begin() + static_cast<std::ptrdiff_t>(at),
                                   file.begin() + static_cast<std::ptrdiff_t>(at + size));
}

bool is_white(const std::uint8_t* row, std::size_t size) {
  return std::all_of(row, row + size, [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

bool is_fax_width(int width) { return width == 1728 || width == 2048 || width == 2432; }
bool is_fax_resolution(int x_dpi, int y_dpi) { return x_dpi == 204 && (y_dpi == 98 || y_dpi == 196 || y_dpi == 391); }

Result<DocumentFacts> inspect_document(const std::filesystem::path& file, bool weigh) {
  auto tiff = TiffHandle::open_file(file);
  if (!tiff) {
    std::error_code ignored;
    // A writer that has added nothing yet leaves a header alone, which libtiff refuses.
    if (tiff.error().code == Errc::damaged_document && std::filesystem::file_size(file, ignored) == sizeof kTiffHeader)
      return Error{Errc::empty_document, fmt::format("{} has no pages", file.string())};
    return tiff.error();
  }
  const TiffHandle& in = **tiff;
  DocumentFacts facts;
  std::error_code error;
  facts.bytes = static_cast<std::int64_t>(std::filesystem::file_size(file, error));
  std::vector<std::int64_t> sizes[3];
  bool more = true;
  for (int page = 1; more; ++page) {
    auto image = read_directory(in, file, page, weigh);
    if (!image) return image.error();
    if (weigh) {
      auto bits = decode_page(*image);
      if (!bits) return damaged(file, page, bits.error().text);
      for (const auto coding : {Compression::mh, Compression::mr}) {
        auto size = coded_size(*bits, coding);
        if (!size) return size.error();
        sizes[static_cast<int>(coding)].push_back(*size);
      }
      sizes[static_cast<int>(Compression::mmr)].push_back(static_cast<std::int64_t>(image->t6.size()));
    }
    facts.pages = page;
    facts.width = std::max(facts.width, image->width);
    if (page == 1) facts.resolution = fmt::format("{}x{}", image->x_dpi, image->y_dpi);
    more = TIFFReadDirectory(in.get()) == 1;
    // A page that cannot be read and a link that goes back end the walk as well.
    if (!more && (!in.failure().empty() || TIFFLastDirectory(in.get()) == 0))
      return damaged(file, page + 1, in.failure().empty() ? "its directory cannot be read" : in.failure());
  }
  if (weigh) {
    int best = static_cast<int>(Compression::mmr);  // on a tie: no end-of-line codes to lose
    for (int coding = 0; coding < 3; ++coding) {
      for (const std::int64_t size : sizes[coding]) facts.coded_bytes[coding] += size;
    }
    for (int coding = 0; coding < 3; ++coding)
      if (facts.coded_bytes[coding] < facts.coded_bytes[best]) best = coding;
    facts.best = static_cast<Compression>(best);
    facts.page_bytes = sizes[best];
  }
  return facts;
}

Result<PageImage> read_page(const std::filesystem::path& file, int page) {
  auto tiff = TiffHandle::open_file(file);
  if (!tiff) return tiff.error();
  TIFF* in = (*tiff)->get();
  if (page < 1 || page > 65'535) return Error{Errc::not_found, fmt::format("{} has no page {}", file.string(), page)};
  for (int at = 1; at < page; ++at)
    if (TIFFReadDirectory(in) != 1) {
      if (!(*tiff)->failure().empty()) return damaged(file, at + 1, (*tiff)->failure());
      return Error{Errc::not_found, fmt::format("{} has no page {}, its last is {}", file.string(), page, at)};
    }
  return read_directory(**tiff, file, page, true);
}

Result<FaxTags> read_tags(const std::filesystem::path& file) {
  auto tiff = TiffHandle::open_file(file);
  if (!tiff) return tiff.error();
  const auto text = [&](std::uint32_t tag) {
    char* value = nullptr;
    return TIFFGetField((*tiff)->get(), tag, &value) == 1 && value ? std::string{value} : std::string{};
  };
  FaxTags tags;
  read_description(text(TIFFTAG_IMAGEDESCRIPTION), tags);
  tags.document_name = text(TIFFTAG_DOCUMENTNAME);
  tags.sender_name = text(TIFFTAG_ARTIST);
  tags.tsid = text(TIFFTAG_HOSTCOMPUTER);
  tags.routing = text(TIFFTAG_FAXSUBADDRESS);
  tags.time = parse_tiff_time(text(TIFFTAG_DATETIME));
  tags.seconds = static_cast<int>((*tiff)->field<std::uint32_t>(TIFFTAG_FAXRECVTIME) & 0x7FFFFFFF);
  return tags;
}

Result<PageBits> decode_page(const PageImage& page) {
  if (page.width < 1 || page.width > 0xFFFF || page.length < 1 || page.length > kMaxPageRows || page.t6.empty())
    return Error{Errc::damaged_document,
                 fmt::format("a page of {}x{} pixels in {} bytes", page.width, page.length, page.t6.size())};
  // A file of this one page around the strip: libtiff decodes files only.
  std::vector<std::uint8_t> file(std::begin(kTiffHeader), std::end(kTiffHeader));
  const TiffPageBytes made = tiff_page_bytes(page, file.size(), 0, nullptr);
  file.insert(file.end(), made.bytes.begin(), made.bytes.end());
  for (std::size_t i = 0; i < 4; ++i) file[kFirstLink + i] = static_cast<std::uint8_t>(made.directory >> (8 * i));
  auto tiff = TiffHandle::read_memory(file);
  if (!tiff) return tiff.error();
  PageBits bits{page.width, page.length, page.x_dpi, page.y_dpi, {}};
  bits.rows.resize(bits.row_bytes() * static_cast<std::size_t>(page.length));
  (*tiff)->clear_messages();
  for (int row = 0; row < page.length; ++row) {
    auto* to = bits.rows.data() + bits.row_bytes() * static_cast<std::size_t>(row);
    const bool read = TIFFReadScanline((*tiff)->get(), to, static_cast<std::uint32_t>(row), 0) == 1;
    // libtiff repairs what it can and only warns; a fax page has nothing to repair.
    if (!read || !(*tiff)->failure().empty() || !(*tiff)->warning().empty())
      return Error{Errc::damaged_document,
                   fmt::format("row {} of {} cannot be decoded ({})", row + 1, page.length,
                               !(*tiff)->failure().empty() ? (*tiff)->failure() : (*tiff)->warning())};
  }
  return bits;
}

Result<PageImage> encode_page(const PageBits& bits) {
  auto t6 = code(bits, COMPRESSION_CCITTFAX4, false);
  if (!t6) return t6.error();
  return PageImage{bits.width, bits.length, bits.x_dpi, bits.y_dpi, std::move(*t6)};
}

Result<std::int64_t> coded_size(const PageBits& bits, Compression coding) {
  auto coded =
      code(bits, coding == Compression::mmr ? COMPRESSION_CCITTFAX4 : COMPRESSION_CCITTFAX3, coding == Compression::mr);
  if (!coded) return coded.error();
  return static_cast<std::int64_t>(coded->size());
}

Result<bool> same_pixels(const std::filesystem::path& a, const std::filesystem::path& b, int page) {
  PageBits bits[2];
  for (const int i : {0, 1}) {
    auto image = read_page(i == 0 ? a : b, page);
    if (!image) return image.error();
    auto decoded = decode_page(*image);
    if (!decoded) return damaged(i == 0 ? a : b, page, decoded.error().text);
    bits[i] = std::move(*decoded);
  }
  if (bits[0].width != bits[1].width || bits[0].x_dpi != bits[1].x_dpi || bits[0].y_dpi != bits[1].y_dpi) return false;
  const auto& [shorter, longer] = bits[0].rows.size() <= bits[1].rows.size() ? std::tie(bits[0].rows, bits[1].rows)
                                                                             : std::tie(bits[1].rows, bits[0].rows);
  // A receiver may end a page with rows that only hold the end-of-page codes: white.
  return std::equal(shorter.begin(), shorter.end(), longer.begin()) &&
         is_white(longer.data() + shorter.size(), longer.size() - shorter.size());
}

}  // namespace caselli
