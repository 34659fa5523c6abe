#include "document/tiff_directory.h"

#include <algorithm>
#include <string>

namespace caselli {
namespace {

constexpr std::size_t kTextLimit = 500;

void put16(std::vector<std::uint8_t>& to, std::uint32_t value) {
  to.push_back(static_cast<std::uint8_t>(value));
  to.push_back(static_cast<std::uint8_t>(value >> 8));
}
void put32(std::vector<std::uint8_t>& to, std::uint64_t value) {
  put16(to, static_cast<std::uint32_t>(value & 0xFFFF));
  put16(to, static_cast<std::uint32_t>(value >> 16 & 0xFFFF));
}

}  // namespace

void TiffDirectory::ratio(int tag, std::uint32_t value) {
  const std::uint64_t at = here();
  put32(bytes_, value);
  put32(bytes_, 1);
  entry(tag, TiffType::rational, 1, at);
}

void TiffDirectory::text(int tag, std::string_view value) {
  std::string kept{whole_characters(value.substr(0, value.find('\0')), kTextLimit)};
  if (kept.empty()) return;
  kept.push_back('\0');
  std::uint64_t where = 0;
  if (kept.size() <= 4) {
    for (std::size_t i = 0; i < kept.size(); ++i)
      where |= static_cast<std::uint64_t>(static_cast<unsigned char>(kept[i])) << (8 * i);
  } else {
    where = here();
    bytes_.insert(bytes_.end(), kept.begin(), kept.end());
  }
  entry(tag, TiffType::ascii, static_cast<std::uint32_t>(kept.size()), where);
}

void TiffDirectory::tags(const FaxTags& tags) {
  text(kDocumentNameTag, tags.document_name);
  text(kImageDescriptionTag, description_of(tags));
  text(kDateTimeTag, tiff_time(tags.time));
  text(kArtistTag, tags.sender_name);
  text(kHostComputerTag, tags.tsid);
  text(kFaxSubAddressTag, tags.routing);
  if (tags.seconds > 0) number(kFaxReceiveTimeTag, TiffType::long_, static_cast<std::uint64_t>(tags.seconds));
}

void TiffDirectory::entry(int tag, TiffType type, std::uint32_t count, std::uint64_t value) {
  entries_.push_back({tag, type, count, value});
}

std::uint64_t TiffDirectory::finish(std::uint64_t link) {
  const std::uint64_t at = here();
  std::ranges::sort(entries_, {}, &Entry::tag);
  put16(bytes_, static_cast<std::uint32_t>(entries_.size()));
  for (const Entry& e : entries_) {
    put16(bytes_, static_cast<std::uint32_t>(e.tag));
    put16(bytes_, static_cast<std::uint32_t>(e.type));
    put32(bytes_, e.count);
    put32(bytes_, e.value);
  }
  put32(bytes_, link);
  return at;
}

std::uint64_t TiffDirectory::here() {
  if (bytes_.size() % 2 != 0) bytes_.push_back(0);
  return offset_ + bytes_.size();
}

}  // namespace caselli
