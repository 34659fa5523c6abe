#include "document/tiff_page.h"

#include <fmt/chrono.h>
#include <fmt/core.h>

#include <algorithm>

#include "base/text.h"

namespace caselli {
namespace {

constexpr std::size_t kTextLimit = 500;

enum Type : std::uint16_t { ascii = 2, short_ = 3, long_ = 4, rational = 5 };

void put16(std::vector<std::uint8_t>& to, std::uint32_t value) {
  to.push_back(static_cast<std::uint8_t>(value));
  to.push_back(static_cast<std::uint8_t>(value >> 8));
}
void put32(std::vector<std::uint8_t>& to, std::uint64_t value) {
  put16(to, static_cast<std::uint32_t>(value & 0xFFFF));
  put16(to, static_cast<std::uint32_t>(value >> 16 & 0xFFFF));
}

// The entries of one directory: values of up to four bytes lie in the entry, longer ones
// before the directory.
class Directory {
 public:
  Directory(std::vector<std::uint8_t>& bytes, std::uint64_t offset) : bytes_(bytes), offset_(offset) {}

  void number(std::uint16_t tag, Type type, std::uint64_t value) { entry(tag, type, 1, value); }
  void pair(std::uint16_t tag, std::uint32_t first, std::uint32_t second) {
    entry(tag, short_, 2, first | second << 16);
  }
  void ratio(std::uint16_t tag, std::uint32_t value) {
    const std::uint64_t at = here();
    put32(bytes_, value);
    put32(bytes_, 1);
    entry(tag, rational, 1, at);
  }
  void text(std::uint16_t tag, std::string_view value) {
    std::string kept{value.substr(0, value.find('\0'))};
    if (kept.size() > kTextLimit) {
      std::size_t end = kTextLimit;
      while (end > 0 && (static_cast<unsigned char>(kept[end]) & 0xC0) == 0x80) --end;  // whole characters
      kept.resize(end);
    }
    if (kept.empty()) return;
    kept.push_back('\0');
    if (kept.size() <= 4) {
      std::uint64_t inside = 0;
      for (std::size_t i = 0; i < kept.size(); ++i)
        inside |= static_cast<std::uint64_t>(static_cast<unsigned char>(kept[i])) << (8 * i);
      entry(tag, ascii, static_cast<std::uint32_t>(kept.size()), inside);
      return;
    }
    const std::uint64_t at = here();
    bytes_.insert(bytes_.end(), kept.begin(), kept.end());
    entry(tag, ascii, static_cast<std::uint32_t>(kept.size()), at);
  }

  // Writes the entries, sorted as TIFF asks, and an empty link.
  void finish(TiffPageBytes& page) {
    page.directory = here();
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.tag < b.tag; });
    put16(bytes_, static_cast<std::uint32_t>(entries_.size()));
    for (const Entry& e : entries_) {
      put16(bytes_, e.tag);
      put16(bytes_, e.type);
      put32(bytes_, e.count);
      put32(bytes_, e.value);
    }
    page.link = offset_ + bytes_.size();
    put32(bytes_, 0);
  }

 private:
  struct Entry {
    std::uint16_t tag, type;
    std::uint32_t count;
    std::uint64_t value;
  };
  void entry(std::uint16_t tag, std::uint16_t type, std::uint32_t count, std::uint64_t value) {
    entries_.push_back({tag, type, count, value});
  }
  // The next even offset (TIFF wants values on word boundaries).
  std::uint64_t here() {
    if (bytes_.size() % 2 != 0) bytes_.push_back(0);
    return offset_ + bytes_.size();
  }

  std::vector<std::uint8_t>& bytes_;
  std::uint64_t offset_;
  std::vector<Entry> entries_;
};

// The fields without a tag of their own.
constexpr std::pair<std::string_view, std::string FaxTags::*> kDescribed[] = {
    {"csid", &FaxTags::csid},
    {"callerId", &FaxTags::caller_id},
    {"recipientName", &FaxTags::recipient_name},
    {"recipientNumber", &FaxTags::recipient_number},
};

}  // namespace

std::string description_of(const FaxTags& tags) {
  std::string lines;
  for (const auto& [name, member] : kDescribed) {
    std::string value = tags.*member;
    if (value.empty()) continue;
    std::replace_if(
        value.begin(), value.end(), [](unsigned char c) { return c < 0x20; }, ' ');
    lines += fmt::format("{}: {}\n", name, std::string_view{value}.substr(0, 100));
  }
  if (!lines.empty()) lines.pop_back();
  return lines;
}

void read_description(std::string_view description, FaxTags& into) {
  for (const std::string& line : split(description, '\n'))
    for (const auto& [name, member] : kDescribed)
      if (line.starts_with(name) && line.substr(name.size()).starts_with(": "))
        into.*member = line.substr(name.size() + 2);
}

TiffPageBytes tiff_page_bytes(const PageImage& page, std::uint64_t offset, int index, const FaxTags* tags) {
  TiffPageBytes made;
  made.bytes.reserve(page.t6.size() + 1024);
  made.bytes = page.t6;
  Directory directory{made.bytes, offset};
  directory.number(254, long_, 2);  // NewSubfileType: a page of many
  directory.number(256, long_, static_cast<std::uint64_t>(page.width));
  directory.number(257, long_, static_cast<std::uint64_t>(page.length));
  directory.number(258, short_, 1);                                       // BitsPerSample
  directory.number(259, short_, 4);                                       // Compression: T.6
  directory.number(262, short_, 0);                                       // Photometric: 0 is white
  directory.number(266, short_, 1);                                       // FillOrder: MSB first
  directory.number(273, long_, offset);                                   // StripOffsets
  directory.number(274, short_, 1);                                       // Orientation: row 0 on top
  directory.number(277, short_, 1);                                       // SamplesPerPixel
  directory.number(278, long_, static_cast<std::uint64_t>(page.length));  // RowsPerStrip
  directory.number(279, long_, page.t6.size());                           // StripByteCounts
  directory.ratio(282, static_cast<std::uint32_t>(page.x_dpi));
  directory.ratio(283, static_cast<std::uint32_t>(page.y_dpi));
  directory.number(293, long_, 0);                            // T6Options: no uncompressed mode
  directory.number(296, short_, 2);                           // ResolutionUnit: inch
  directory.pair(297, static_cast<std::uint32_t>(index), 0);  // PageNumber; the total is not known yet
  directory.text(305, "Caselli");
  if (tags) {
    directory.text(269, tags->document_name);
    directory.text(270, description_of(*tags));
    if (tags->time != Instant{})
      directory.text(
          306, fmt::format("{:%Y:%m:%d %H:%M:%S}", fmt::gmtime(std::chrono::floor<std::chrono::seconds>(tags->time))));
    directory.text(315, tags->sender_name);
    directory.text(316, tags->tsid);
    directory.text(34909, tags->routing);
  }
  directory.finish(made);
  return made;
}

}  // namespace caselli
