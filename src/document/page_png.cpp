// page_as_png of document_out.h.
#include <fmt/core.h>
#include <png.h>

#include <algorithm>
#include <cmath>

#include "base/handle.h"
#include "document/document_out.h"
#include "document/gray_image.h"

namespace caselli {
namespace {

constexpr int kLeastWidth = 16, kMostWidth = 4096;
constexpr int kMostLength = 65'000;

Result<std::string> coded(const GrayImage& image) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  png.width = static_cast<png_uint_32>(image.width);
  png.height = static_cast<png_uint_32>(image.length);
  png.format = PNG_FORMAT_GRAY;
  // A page in a browser is drawn while its reader waits: speed before the last kilobyte.
  png.flags = PNG_IMAGE_FLAG_FAST;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(png);
  std::string bytes(size, '\0');
  const bool made = png_image_write_to_memory(&png, bytes.data(), &size, 0, image.pixels.data(), 0, nullptr) != 0;
  if (!made) {
    const Error error{Errc::internal, fmt::format("cannot make a PNG: {}", png.message)};
    png_image_free(&png);
    return error;
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace

Result<std::string> page_as_png(const std::filesystem::path& canonical, int page, int width) {
  if (width != 0 && (width < kLeastWidth || width > kMostWidth))
    return Error{Errc::invalid_argument,
                 fmt::format("cannot show a page {} pixels wide: give 0 or {} to {}", width, kLeastWidth, kMostWidth)};
  auto image = read_page(canonical, page);
  if (!image) return image.error();
  auto bits = decode_page(*image);
  if (!bits) return bits.error();
  if (width == 0) width = bits->width;
  // The rows of a fax are seldom as dense as its columns: make pixels square.
  const double length = static_cast<double>(bits->length) * bits->x_dpi / bits->y_dpi * width / bits->width;
  return coded(scaled(to_gray(*bits), width, std::clamp(static_cast<int>(std::lround(length)), 1, kMostLength)));
}

}  // namespace caselli
