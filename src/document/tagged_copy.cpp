#include "document/tagged_copy.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "document/tiff_directory.h"
#include "document/tiff_page.h"

namespace caselli {
namespace {

constexpr std::uint64_t kEntrySize = 12;
constexpr int kRetagged[] = {kDocumentNameTag, kImageDescriptionTag, kDateTimeTag,      kArtistTag,
                             kHostComputerTag, kFaxSubAddressTag,    kFaxReceiveTimeTag};

// A number of `size` bytes; nothing outside the file.
std::optional<std::uint64_t> number_at(const std::string& file, std::uint64_t at, std::uint64_t size) {
  if (at > file.size() || size > file.size() - at) return {};
  std::uint64_t value = 0;
  for (std::uint64_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(file[at + i]);
  return value;
}

}  // namespace

Result<std::string> tagged_copy(std::string file, const FaxTags& tags) {
  const Error damaged{Errc::damaged_document, "the stored document is not a fax file of this program"};
  if (file.compare(0, kFirstLink, reinterpret_cast<const char*>(kTiffHeader), kFirstLink) != 0) return damaged;
  const auto first = number_at(file, kFirstLink, 4);
  const auto entries = first ? number_at(file, *first, 2) : std::nullopt;
  if (!entries || *first == 0) return damaged;
  const auto link = number_at(file, *first + 2 + *entries * kEntrySize, 4);
  if (!link) return damaged;

  if (file.size() % 2 != 0) file.push_back('\0');
  std::vector<std::uint8_t> added;
  TiffDirectory directory{added, file.size()};
  for (std::uint64_t at = *first + 2, i = 0; i < *entries; ++i, at += kEntrySize) {
    const auto tag = static_cast<int>(*number_at(file, at, 2));
    if (std::ranges::find(kRetagged, tag) == std::end(kRetagged))
      directory.entry(tag, static_cast<TiffType>(*number_at(file, at + 2, 2)),
                      static_cast<std::uint32_t>(*number_at(file, at + 4, 4)), *number_at(file, at + 8, 4));
  }
  directory.tags(tags);
  const auto at = directory.finish(*link);
  if (file.size() + added.size() > std::numeric_limits<std::uint32_t>::max())
    return Error{Errc::document_too_large, "the document is too large to be given out as TIFF"};
  file.append(added.begin(), added.end());
  for (std::uint64_t i = 0; i < 4; ++i) file[kFirstLink + i] = static_cast<char>(at >> (8 * i));
  return file;
}

}  // namespace caselli
