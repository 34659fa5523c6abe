// Files from anywhere as FaxTiff meets them: the tags of the first page as texts.

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/text.h"
#include "core/fax_tags.h"
#include "faxcom/tiff_tags.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace caselli;
  std::istringstream file(std::string(data, data + size));
  const auto tags = faxcom::TiffTags::read(file, "the file");
  if (!tags.ok()) return tags.error().text.empty() ? (std::abort(), 0) : 0;
  for (int tag = 0; tag <= 0xFFFF; ++tag)
    if (const auto text = tags->text(tag); text && !is_valid_utf8(*text)) std::abort();
  FaxTags known;
  read_description(tags->text(kImageDescriptionTag).value_or(""), known);
  static_cast<void>(parse_tiff_time(tags->text(kDateTimeTag).value_or("")));
  return 0;
}
