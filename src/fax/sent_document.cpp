#include "fax/sent_document.h"

#include <fmt/core.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <mutex>

#include "fax/tiff_handle.h"

namespace caselli::fax {
namespace {

Error damaged(const std::string& path, int page, std::string_view why) {
  return Error{Errc::damaged_document, fmt::format("page {} of {} cannot be sent: {}", page, path, why)};
}

Result<SentPage> look_at_page(TIFF* tiff, const std::string& path, int page) {
  std::uint32_t width = 0, length = 0;
  std::uint16_t bits = 1, samples = 1, coding = COMPRESSION_NONE, photometric = PHOTOMETRIC_MINISWHITE;
  float y_resolution = 0;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &length);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetField(tiff, TIFFTAG_COMPRESSION, &coding);
  TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
  TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &y_resolution);

  if (bits != 1 || samples != 1) return damaged(path, page, "it is not black and white, one bit a pixel");
  if (coding != COMPRESSION_CCITTFAX4) return damaged(path, page, "it is not coded in Group 4");
  if (photometric != PHOTOMETRIC_MINISWHITE) return damaged(path, page, "its black and white are swapped");
  if (width != 1728 && width != 2048 && width != 2432)
    return damaged(path, page, fmt::format("{} pixels is no width of a fax page (1728, 2048, 2432)", width));
  if (length == 0 || length > 65535) return damaged(path, page, fmt::format("it has {} rows", length));
  if (TIFFNumberOfStrips(tiff) != 1) return damaged(path, page, "it is not in one strip");
  const auto bytes = TIFFGetStrileByteCount(tiff, 0);
  if (bytes == 0) return damaged(path, page, "it has no image data");

  const int y_dpi = y_resolution > 300 ? 391 : y_resolution > 150 ? 196 : 98;
  return SentPage{static_cast<int>(width), static_cast<int>(length), y_dpi, static_cast<std::int64_t>(bytes)};
}

}  // namespace

void silence_libtiff() {
  static std::once_flag once;
  std::call_once(once, [] {
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
  });
}

std::string SentDocument::path() const { return fmt::format("/proc/self/fd/{}", file.get()); }

Result<SentDocument> open_sent_document(const std::string& path, int first_page, int last_page, int page_count) {
  SentDocument document;
  document.file.reset(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!document.file)
    return Error{Errc::not_found, fmt::format("the document {} cannot be opened: {}", path, std::strerror(errno))};
  const Tiff tiff = open_tiff(document.path());
  if (!tiff) return Error{Errc::damaged_document, fmt::format("the document {} is not a TIFF file", path)};

  const int in_file = static_cast<int>(TIFFNumberOfDirectories(tiff.get()));
  if (page_count != 0 && page_count != in_file)
    return Error{Errc::damaged_document,
                 fmt::format("the document {} has {} pages instead of {}", path, in_file, page_count)};
  const int last = last_page == 0 ? in_file : last_page;
  if (first_page < 1 || first_page > last || last > in_file)
    return Error{Errc::invalid_argument,
                 fmt::format("pages {} to {} are not in the document {} of {} pages", first_page, last, path, in_file)};

  for (int page = first_page; page <= last; ++page) {
    const bool found = page == first_page ? TIFFSetDirectory(tiff.get(), static_cast<tdir_t>(page - 1)) != 0
                                          : TIFFReadDirectory(tiff.get()) != 0;
    if (!found) return damaged(path, page, "its directory cannot be read");
    auto looked = look_at_page(tiff.get(), path, page);
    if (!looked) return looked.error();
    document.pages.push_back(*looked);
  }
  return document;
}

}  // namespace caselli::fax
