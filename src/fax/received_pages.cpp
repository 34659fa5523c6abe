#include "fax/received_pages.h"

#include <fmt/core.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <span>

#include "fax/tiff_handle.h"

namespace caselli::fax {
namespace {

Error not_whole(std::string_view why) {
  return Error{Errc::storage_failed, fmt::format("the received page is not whole in memory: {}", why)};
}

// T.6 ends each page with EOFB: twice eleven zeros and a one, then less than an octet of
// fill. libtiff writes it last, so it is the proof that everything before was written.
bool ends_with_eofb(std::span<const std::uint8_t> t6) {
  std::uint64_t tail = 0;
  const auto from = t6.size() > 5 ? t6.size() - 5 : 0;
  for (auto i = from; i < t6.size(); ++i) tail = tail << 8 | t6[i];
  for (int fill = 0; fill < 16; ++fill)
    if ((tail & ((std::uint64_t{1} << (24 + fill)) - 1)) == std::uint64_t{0x001'001} << fill) return true;
  return false;
}

}  // namespace

Result<ReceivedPages> ReceivedPages::create() {
  FileDescriptor file{::memfd_create("received fax", MFD_CLOEXEC)};
  if (!file)
    return Error{Errc::internal,
                 fmt::format("memory for received pages could not be had (memfd_create: {})", std::strerror(errno))};
  return ReceivedPages{std::move(file)};
}

std::string ReceivedPages::path() const { return fmt::format("/proc/self/fd/{}", file_.get()); }

Result<PageImage> ReceivedPages::take_newest(int width, int length, int y_dpi) {
  const Tiff tiff = open_tiff(path());
  if (!tiff) return not_whole("the file has no readable beginning");
  const auto pages = TIFFNumberOfDirectories(tiff.get());
  if (pages == 0 || TIFFSetDirectory(tiff.get(), static_cast<tdir_t>(pages - 1)) == 0)
    return not_whole("its directory is missing");

  std::uint32_t columns = 0, rows = 0;
  std::uint16_t coding = 0, fill_order = FILLORDER_MSB2LSB;
  TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &columns);
  TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &rows);
  TIFFGetField(tiff.get(), TIFFTAG_COMPRESSION, &coding);
  TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_FILLORDER, &fill_order);
  if (static_cast<int>(columns) != width || static_cast<int>(rows) != length || length <= 0)
    return not_whole(fmt::format("{}x{} pixels instead of {}x{}", columns, rows, width, length));
  if (coding != COMPRESSION_CCITTFAX4 || TIFFNumberOfStrips(tiff.get()) != 1)
    return not_whole("it is not one strip of Group 4");

  PageImage page;
  page.width = width;
  page.length = length;
  page.y_dpi = y_dpi;
  const auto bytes = TIFFGetStrileByteCount(tiff.get(), 0);
  const auto offset = TIFFGetStrileOffset(tiff.get(), 0);
  // T.6 needs at least a bit a row; a wild count is no reason to allocate.
  if (bytes == 0 || bytes > static_cast<std::uint64_t>(length) * 4096) return not_whole("its strip has no sane size");
  page.t6.resize(bytes);
  if (TIFFReadRawStrip(tiff.get(), 0, page.t6.data(), static_cast<tmsize_t>(bytes)) != static_cast<tmsize_t>(bytes))
    return not_whole("its strip ends early");
  if (fill_order == FILLORDER_LSB2MSB) TIFFReverseBits(page.t6.data(), static_cast<tmsize_t>(bytes));
  if (!ends_with_eofb(page.t6)) return not_whole("its coded data has no end");

  // The pixels are ours now; without this a long fax would pile up in memory. Failing
  // costs memory only.
  static_cast<void>(::fallocate(file_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(offset),
                                static_cast<off_t>(bytes)));
  return page;
}

}  // namespace caselli::fax
