#include "document/child/graymap_stream.h"

#include "document/child/page_sink.h"

namespace caselli {
namespace {

const Error kBroken{Errc::damaged_document, "cannot be drawn: the renderer's output is broken"};

// The next number of the header, after blanks and `#` comments; -1: there is none. Takes
// the one character behind it.
long next_number(RunningTool& tool) {
  char c = 0;
  bool comment = false;
  constexpr int kLongestHeader = 1000;
  for (int i = 0;; ++i) {
    if (i > kLongestHeader || tool.read(&c, 1) != 1) return -1;
    if (c == '#') comment = true;
    if (comment) {
      comment = c != '\n';
      continue;
    }
    if (c >= '0' && c <= '9') break;
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') return -1;
  }
  long number = 0;
  for (int digits = 0; c >= '0' && c <= '9'; ++digits) {
    if (digits > 8) return -1;
    number = number * 10 + (c - '0');
    if (tool.read(&c, 1) != 1) return -1;
  }
  return number;
}

}  // namespace

Result<std::optional<GrayImage>> next_graymap(RunningTool& tool) {
  char magic[2];
  const std::size_t got = tool.read(magic, sizeof magic);
  if (got == 0) return std::optional<GrayImage>{};
  if (got != sizeof magic || magic[0] != 'P' || magic[1] != '5') return kBroken;
  const long width = next_number(tool), length = next_number(tool), most = next_number(tool);
  if (width < 1 || length < 1 || most != 255) return kBroken;
  if (static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(length) > kMostPixels)
    return Error{Errc::document_too_large, "has a page that is too large to be drawn"};
  GrayImage image{static_cast<int>(width), static_cast<int>(length)};
  if (tool.read(image.pixels.data(), image.pixels.size()) != image.pixels.size()) return kBroken;
  return std::optional<GrayImage>{std::move(image)};
}

}  // namespace caselli
