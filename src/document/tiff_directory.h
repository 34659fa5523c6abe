#pragma once
// A directory of a classic little-endian TIFF in the making (TIFF 6.0 section 2): values of
// up to four bytes lie in their entries, longer ones in front of the directory.

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/fax_tags.h"

namespace caselli {

enum class TiffType : std::uint16_t { ascii = 2, short_ = 3, long_ = 4, rational = 5 };

class TiffDirectory {
 public:
  // Appends to `bytes`, whose first byte will lie at `offset` of the file (even).
  TiffDirectory(std::vector<std::uint8_t>& bytes, std::uint64_t offset) : bytes_(bytes), offset_(offset) {}

  void number(int tag, TiffType type, std::uint64_t value) { entry(tag, type, 1, value); }
  void pair(int tag, std::uint32_t first, std::uint32_t second) {
    entry(tag, TiffType::short_, 2, first | second << 16);
  }
  void ratio(int tag, std::uint32_t value);    // over 1
  void text(int tag, std::string_view value);  // none when it is empty
  // What a fax tells of itself, as core/fax_tags.h maps it.
  void tags(const FaxTags& tags);
  // An entry as another directory of the same file has it.
  void entry(int tag, TiffType type, std::uint32_t count, std::uint64_t value);

  // Writes the entries, sorted as TIFF asks, and the link to the next directory behind them
  // (0: none). Returns where in the file the directory lies.
  std::uint64_t finish(std::uint64_t link);

 private:
  struct Entry {
    int tag;
    TiffType type;
    std::uint32_t count;
    std::uint64_t value;
  };
  // The next even offset (TIFF wants values on word boundaries).
  std::uint64_t here();

  std::vector<std::uint8_t>& bytes_;
  const std::uint64_t offset_;
  std::vector<Entry> entries_;
};

}  // namespace caselli
