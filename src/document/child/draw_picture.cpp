// PNG and JPEG. Sizes are looked at before any pixel is decoded.
#include <fmt/core.h>
#include <jpeglib.h>
#include <png.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstring>
#include <fstream>

#include "document/child/renderers.h"

// libjpeg's error codes, for JWRN_JPEG_EOF.
#include <jerror.h>

namespace caselli {
namespace {

Error too_large(std::uint64_t width, std::uint64_t length) {
  return {Errc::document_too_large, fmt::format("is a picture of {}x{} pixels; make it smaller", width, length)};
}

// Pixels an inch from a PNG's pHYs chunk, which comes before the picture; 0: not said.
std::pair<double, double> density_of_png(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  in.seekg(8);
  std::array<unsigned char, 8> head{};
  const auto number = [](const unsigned char* at) {
    return static_cast<std::uint32_t>(at[0]) << 24 | at[1] << 16 | at[2] << 8 | at[3];
  };
  for (int chunk = 0; chunk < 50 && in.read(reinterpret_cast<char*>(head.data()), head.size()); ++chunk) {
    const std::uint32_t size = number(head.data());
    const std::string_view type{reinterpret_cast<const char*>(head.data()) + 4, 4};
    if (type == "IDAT") break;
    std::array<unsigned char, 9> data{};
    if (type == "pHYs" && size == data.size() && in.read(reinterpret_cast<char*>(data.data()), data.size())) {
      constexpr double kInch = 0.0254;
      if (data[8] == 1) return {number(data.data()) * kInch, number(data.data() + 4) * kInch};  // 1: by the metre
      return {};
    }
    in.seekg(static_cast<std::streamoff>(size) + 4, std::ios::cur);
  }
  return {};
}

// A JPEG being read. libjpeg reports errors by longjmp, so nothing with a destructor may
// live in the functions that call it: everything is here.
struct Jpeg {
  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  std::jmp_buf back{};
  char message[JMSG_LENGTH_MAX] = "";
  bool cut_short = false;
  std::FILE* in = nullptr;
  GrayImage image;
  std::vector<std::uint8_t> row;

  Jpeg() {
    info.err = jpeg_std_error(&errors);
    info.client_data = this;
    errors.error_exit = [](j_common_ptr jpeg) {
      auto* self = static_cast<Jpeg*>(jpeg->client_data);
      jpeg->err->format_message(jpeg, self->message);
      std::longjmp(self->back, 1);
    };
    errors.emit_message = [](j_common_ptr jpeg, int level) {
      auto* self = static_cast<Jpeg*>(jpeg->client_data);
      if (level < 0 && jpeg->err->msg_code == JWRN_JPEG_EOF) self->cut_short = true;
    };
    errors.output_message = [](j_common_ptr) {};
  }
  ~Jpeg() {
    jpeg_destroy_decompress(&info);
    if (in) std::fclose(in);
  }
  Jpeg(const Jpeg&) = delete;
  Jpeg& operator=(const Jpeg&) = delete;

  bool read_header();
  bool read_pixels();
};

bool Jpeg::read_header() {
  if (setjmp(back) != 0) return false;
  jpeg_create_decompress(&info);
  jpeg_stdio_src(&info, in);
  jpeg_save_markers(&info, JPEG_APP0 + 1, 0xFFFF);
  return jpeg_read_header(&info, TRUE) == JPEG_HEADER_OK;
}

bool Jpeg::read_pixels() {
  if (setjmp(back) != 0) return false;
  const bool four = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
  info.out_color_space = four ? JCS_CMYK : JCS_GRAYSCALE;
  // A photograph has more pixels than paper: let the decoder do the first halvings.
  while (info.scale_denom < 8 && info.image_width / (info.scale_denom * 2) >= 2 * kPaperWidth) info.scale_denom *= 2;
  jpeg_start_decompress(&info);
  image = GrayImage{static_cast<int>(info.output_width), static_cast<int>(info.output_height)};
  row.resize(static_cast<std::size_t>(info.output_width) * static_cast<std::size_t>(info.output_components));
  while (info.output_scanline < info.output_height) {
    std::uint8_t* to = image.row(static_cast<int>(info.output_scanline));
    JSAMPROW line = four ? row.data() : to;
    jpeg_read_scanlines(&info, &line, 1);
    if (!four) continue;
    for (int x = 0; x < image.width; ++x) {
      const std::uint8_t* c = row.data() + 4 * static_cast<std::size_t>(x);
      const int flip = info.saw_Adobe_marker ? 0 : 255;  // Adobe stores ink the other way round
      const int ink = (c[0] ^ flip) * 299 + (c[1] ^ flip) * 587 + (c[2] ^ flip) * 114;
      to[x] = static_cast<std::uint8_t>(ink / 1000 * (c[3] ^ flip) / 255);
    }
  }
  return true;
}

// The orientation tag (274) of the first directory of an EXIF block; 1: upright.
int exif_orientation(const jpeg_marker_struct* markers) {
  for (const auto* marker = markers; marker; marker = marker->next) {
    const std::uint8_t* data = marker->data;
    const std::size_t size = marker->data_length;
    if (marker->marker != JPEG_APP0 + 1 || size < 14 || std::memcmp(data, "Exif\0\0", 6) != 0) continue;
    const std::uint8_t* tiff = data + 6;
    const std::size_t room = size - 6;
    const bool little = tiff[0] == 'I';
    const auto get = [&](std::size_t at, int bytes) -> std::uint32_t {
      std::uint32_t value = 0;
      if (at + static_cast<std::size_t>(bytes) > room) return 0;
      for (int i = 0; i < bytes; ++i)
        value |= static_cast<std::uint32_t>(tiff[at + static_cast<std::size_t>(i)]) << 8 * (little ? i : bytes - 1 - i);
      return value;
    };
    const std::size_t directory = get(4, 4);
    for (std::size_t i = 0, count = get(directory, 2); i < count && i < 200; ++i)
      if (const std::size_t entry = directory + 2 + 12 * i; get(entry, 2) == 274) {
        const std::uint32_t value = get(entry + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
      }
  }
  return 1;
}

}  // namespace

Status draw_png(const std::filesystem::path& file, PageSink& sink) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  const auto broken = [&] {
    Error error{Errc::damaged_document, fmt::format("is a damaged PNG picture ({})", png.message)};
    png_image_free(&png);
    return error;
  };
  if (png_image_begin_read_from_file(&png, file.c_str()) == 0) return broken();
  if (static_cast<std::uint64_t>(png.width) * png.height > kMostPixels) {
    const Error error = too_large(png.width, png.height);
    png_image_free(&png);
    return error;
  }
  png.format = PNG_FORMAT_GRAY;
  GrayImage image{static_cast<int>(png.width), static_cast<int>(png.height)};
  const png_color paper{255, 255, 255};  // below what is transparent
  if (png_image_finish_read(&png, &paper, image.pixels.data(), 0, nullptr) == 0) return broken();
  const auto [x, y] = density_of_png(file);
  return sink.add_picture(image, inches_of(image.width, x), inches_of(image.length, y));
}

Status draw_jpeg(const std::filesystem::path& file, PageSink& sink) {
  Jpeg jpeg;
  const auto broken = [&](const char* why) {
    return Error{Errc::damaged_document, fmt::format("is a damaged JPEG picture ({})", why)};
  };
  jpeg.in = std::fopen(file.c_str(), "rbe");
  if (!jpeg.in) return broken("it cannot be opened");
  if (!jpeg.read_header()) return broken(jpeg.message);
  const std::uint64_t width = jpeg.info.image_width, length = jpeg.info.image_height;
  if (width * length > kMostPixels) return too_large(width, length);
  const int turn = exif_orientation(jpeg.info.marker_list);
  const double unit = jpeg.info.density_unit == 2 ? 2.54 : jpeg.info.density_unit == 1 ? 1 : 0;  // 2: by the centimetre
  double across = inches_of(static_cast<int>(width), jpeg.info.X_density * unit);
  double down = inches_of(static_cast<int>(length), jpeg.info.Y_density * unit);
  if (!jpeg.read_pixels()) return broken(jpeg.message);
  if (jpeg.cut_short) return broken("it ends too early");
  GrayImage image = std::move(jpeg.image);
  // Cameras say which way is up: 3 upside down, 6 a quarter turn right, 8 one left; the
  // even ones and 5, 7 are mirrored besides, which no camera does.
  const int turns = turn == 3 ? 2 : turn == 6 ? 1 : turn == 8 ? 3 : 0;
  for (int i = 0; i < turns; ++i) {
    image = turned_right(image);
    std::swap(across, down);
  }
  return sink.add_picture(image, across, down);
}

}  // namespace caselli
