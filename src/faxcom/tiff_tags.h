#pragma once
// The tags of a TIFF's first page as texts. A reader of our own, for files from anywhere: the
// same sources are built for Windows, where libtiff cannot be had, and tags need no pixels.

#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"

namespace caselli::faxcom {

// Classic TIFF 6.0 and BigTIFF, both byte orders. Texts are given as they are (several of one
// tag as lines; what is not UTF-8 is taken for Latin-1), numbers in decimal, fractions as
// `204/1`, bytes without a meaning in hex; several values with a blank between.
class TiffTags {
 public:
  // `name` stands in errors. damaged_document says what is wrong; a tag whose value lies
  // outside the file is left out. Limits: 4096 tags, 64 KiB of a value, 4 MiB of all.
  static Result<TiffTags> read(std::istream& file, const std::string& name);

  // Nothing when the page has no such tag.
  std::optional<std::string> text(int tag) const;

 private:
  std::map<int, std::string> texts_;
};

}  // namespace caselli::faxcom
