#include "faxcom/tiff_tags.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <span>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace caselli::faxcom {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::uint64_t kMostTags = 4096;
constexpr std::uint64_t kMostOfValue = 64 << 10;
constexpr std::uint64_t kMostOfAll = 4 << 20;
constexpr int kImageWidth = 256, kImageLength = 257;

// A file at which one can read anywhere, in its byte order.
class TiffFile {
 public:
  explicit TiffFile(std::istream& in) : in_(in) {
    in_.clear();
    in_.seekg(0, std::ios::end);
    const auto end = in_.tellg();
    size_ = in_ && end > 0 ? static_cast<std::uint64_t>(end) : 0;
  }

  std::uint64_t size() const { return size_; }
  bool big_endian = false;

  bool holds(std::uint64_t at, std::uint64_t count) const { return at <= size_ && count <= size_ - at; }
  // Nothing when it does not lie in the file.
  std::optional<Bytes> read(std::uint64_t at, std::uint64_t count) {
    if (!holds(at, count)) return {};
    Bytes bytes(static_cast<std::size_t>(count));
    in_.clear();
    in_.seekg(static_cast<std::streamoff>(at));
    in_.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!in_) return {};
    return bytes;
  }
  std::uint64_t number(std::span<const std::uint8_t> bytes) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) value = value << 8 | bytes[big_endian ? i : bytes.size() - 1 - i];
    return value;
  }

 private:
  std::istream& in_;
  std::uint64_t size_ = 0;
};

// What differs between TIFF 6.0 and BigTIFF.
struct Layout {
  std::uint64_t header, link_at, offset_size, count_size, entry_size;
};
constexpr Layout kClassic{8, 4, 4, 2, 12};
constexpr Layout kBig{16, 8, 8, 8, 20};

// TIFF 6.0 section 2, and the three types of BigTIFF.
enum class Kind { text, natural, whole, natural_ratio, whole_ratio, real, opaque };
struct TypeRow {
  std::uint64_t type;
  std::size_t size;
  Kind kind;
};
constexpr TypeRow kTypes[] = {
    {1, 1, Kind::natural},       {2, 1, Kind::text},         {3, 2, Kind::natural}, {4, 4, Kind::natural},
    {5, 8, Kind::natural_ratio}, {6, 1, Kind::whole},        {7, 1, Kind::opaque},  {8, 2, Kind::whole},
    {9, 4, Kind::whole},         {10, 8, Kind::whole_ratio}, {11, 4, Kind::real},   {12, 8, Kind::real},
    {13, 4, Kind::natural},      {16, 8, Kind::natural},     {17, 8, Kind::whole},  {18, 8, Kind::natural},
};

std::string utf8_of_latin1(std::string_view text) {
  std::string utf8;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      utf8 += c;
    } else {
      utf8 += static_cast<char>(0xC0 | byte >> 6);
      utf8 += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return utf8;
}

std::string text_value(std::span<const std::uint8_t> bytes) {
  std::string text(bytes.begin(), bytes.end());
  text.resize(text.find_last_not_of('\0') + 1);
  std::ranges::replace(text, '\0', '\n');
  return is_valid_utf8(text) ? text : utf8_of_latin1(text);
}

std::int64_t whole(const TiffFile& file, std::span<const std::uint8_t> bytes) {
  const auto unused = 64 - 8 * static_cast<int>(bytes.size());
  return static_cast<std::int64_t>(file.number(bytes) << unused) >> unused;
}

std::string number_value(const TiffFile& file, Kind kind, std::span<const std::uint8_t> bytes) {
  const auto half = bytes.size() / 2;
  switch (kind) {
    case Kind::whole:
      return std::to_string(whole(file, bytes));
    case Kind::natural_ratio:
      return fmt::format("{}/{}", file.number(bytes.first(half)), file.number(bytes.last(half)));
    case Kind::whole_ratio:
      return fmt::format("{}/{}", whole(file, bytes.first(half)), whole(file, bytes.last(half)));
    case Kind::real:
      return bytes.size() == 4 ? fmt::format("{}", std::bit_cast<float>(static_cast<std::uint32_t>(file.number(bytes))))
                               : fmt::format("{}", std::bit_cast<double>(file.number(bytes)));
    default:
      return std::to_string(file.number(bytes));
  }
}

std::string value_text(const TiffFile& file, const TypeRow& type, std::span<const std::uint8_t> bytes) {
  if (type.kind == Kind::text) return text_value(bytes);
  if (type.kind == Kind::opaque) return hex(bytes);
  std::string text;
  for (; !bytes.empty(); bytes = bytes.subspan(type.size)) {
    if (!text.empty()) text += ' ';
    text += number_value(file, type.kind, bytes.first(type.size));
  }
  return text;
}

// The bytes of a value, cut to whole elements within the limit.
std::optional<Bytes> value_bytes(TiffFile& file, const Layout& layout, const TypeRow& type,
                                 std::span<const std::uint8_t> entry) {
  const auto count = file.number(entry.subspan(4, layout.offset_size));
  const auto held = entry.last(layout.offset_size);
  if (count > file.size() / type.size) return {};
  const auto size = count * type.size;
  if (size <= layout.offset_size) return Bytes(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(size));
  const auto at = file.number(held);
  if (!file.holds(at, size)) return {};
  return file.read(at, std::min(size, kMostOfValue));
}

// Nothing when it is no TIFF.
const Layout* read_header(TiffFile& file) {
  const auto head = file.read(0, kClassic.header);
  if (!head) return nullptr;
  const std::string_view order{reinterpret_cast<const char*>(head->data()), 2};
  if (order != "II" && order != "MM") return nullptr;
  file.big_endian = order == "MM";
  const auto version = file.number(std::span{*head}.subspan(2, 2));
  if (version == 42) return &kClassic;
  // BigTIFF: offsets of eight bytes.
  return version == 43 && file.number(std::span{*head}.subspan(4, 2)) == 8 ? &kBig : nullptr;
}

}  // namespace

Result<TiffTags> TiffTags::read(std::istream& in, const std::string& name) {
  const auto damaged = [&](std::string_view why) {
    return Error{Errc::damaged_document, fmt::format("{} is not a usable TIFF: {}", name, why)};
  };
  TiffFile file{in};
  const auto* layout = read_header(file);
  if (!layout) return damaged("it does not begin like one");
  const auto link = file.read(layout->link_at, layout->offset_size);
  if (!link) return damaged("it ends in its header");
  const auto at = file.number(*link);
  const auto counted = file.read(at, layout->count_size);
  if (at < layout->header || !counted) return damaged("the directory of its first page lies outside the file");
  const auto count = file.number(*counted);
  if (count > kMostTags) return damaged(fmt::format("its first page has {} tags", count));
  const auto entries = file.read(at + layout->count_size, count * layout->entry_size);
  if (!entries) return damaged("the directory of its first page is cut off");

  TiffTags tags;
  std::uint64_t total = 0;
  for (std::span<const std::uint8_t> rest{*entries}; !rest.empty(); rest = rest.subspan(layout->entry_size)) {
    const auto entry = rest.first(layout->entry_size);
    const auto* type = std::ranges::find(kTypes, file.number(entry.subspan(2, 2)), &TypeRow::type);
    if (type == std::end(kTypes)) continue;
    const auto bytes = value_bytes(file, *layout, *type, entry);
    if (!bytes) continue;
    total += bytes->size();
    if (total > kMostOfAll) return damaged("the tags of its first page are too large");
    tags.texts_.emplace(static_cast<int>(file.number(entry.first(2))), value_text(file, *type, *bytes));
  }
  if (!tags.text(kImageWidth) || !tags.text(kImageLength)) return damaged("its first page has no size");
  return tags;
}

std::optional<std::string> TiffTags::text(int tag) const {
  const auto found = texts_.find(tag);
  return found == texts_.end() ? std::nullopt : std::optional{found->second};
}

}  // namespace caselli::faxcom
