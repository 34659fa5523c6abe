// What strangers put into requests: queries, paths, header values and multipart bodies.
// The first byte chooses the parser and how a body is cut into pieces. A body must read
// the same whole and in pieces.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "api/base64.h"
#include "http/http_query.h"
#include "http/media_type.h"
#include "http/multipart.h"

namespace {

using namespace caselli;

struct Record final : MultipartListener {
  Status on_part(const MultipartHead& head) override {
    text += "[" + head.name + "|" + head.file_name + "|" + head.media_type + "]";
    return Done{};
  }
  Status on_data(std::string_view bytes) override {
    text.append(bytes);
    return Done{};
  }
  Status on_part_end() override {
    text += "[end]";
    return Done{};
  }
  std::string text;
};

std::string read_form(std::string_view body, std::size_t size) {
  Record record;
  MultipartReader reader("B", record);
  Status status = Done{};
  while (status && !body.empty()) {
    const std::string_view piece = body.substr(0, size);
    status = reader.feed(piece);
    body.remove_prefix(piece.size());
  }
  if (status) status = reader.finish();
  return status ? record.text : "refused";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text{reinterpret_cast<const char*>(data) + 1, size - 1};
  switch (data[0] % 4) {
    case 0:
      if (read_form(text, text.size()) != read_form(text, data[0] / 4 + 1)) std::abort();
      break;
    case 1:
      static_cast<void>(parse_query(text));
      static_cast<void>(parse_path(text));
      if (percent_decoded(percent_encoded(text)).value_or(std::string{text}) != text) std::abort();
      break;
    case 2:
      static_cast<void>(parse_header_value(text));
      static_cast<void>(multipart_boundary(text));
      static_cast<void>(best_offer(text, {"image/tiff", "application/pdf"}));
      break;
    default:
      static_cast<void>(base64_decoded(text));
  }
  return 0;
}
