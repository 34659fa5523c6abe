#pragma once
// What the tests of documents share. Pictures are decoded here by libtiff from the file,
// not by the code under test.

#include <string>
#include <vector>

#include "document/convert.h"
#include "document/fax_image.h"
#include "support/temp_folder.h"

namespace caselli::test {

std::filesystem::path chart(int number);
std::filesystem::path sample(const std::string& name);  // tests/data/documents

// One page as libtiff reads it: row by row, 1 is black.
struct Pixels {
  int width = 0, length = 0;
  float x_dpi = 0, y_dpi = 0;
  std::vector<std::string> rows;  // '0' and '1'
  bool operator==(const Pixels&) const = default;
  double black() const;  // share of black pixels
  // The first and last rows and columns with a black pixel; -1: none.
  int top() const, bottom() const, left() const, right() const;
};
std::vector<Pixels> pixels_of(const std::filesystem::path& tiff);

// Runs a shell command; its standard output, and its exit status in `status`.
std::string output_of(const std::string& command, int* status = nullptr);

Result<ConvertedDocument> convert_one(const std::filesystem::path& file, const TempFolder& work,
                                      const std::string& media_type = {}, Resolution resolution = Resolution::fine,
                                      const ConversionLimits& limits = {});

// Runs `body` in a forked process that has `folder` as a file system of so many bytes; its
// answer must be true. Skips the test when the kernel allows no mounts.
enum class InSmallDisk { good, bad, cannot };
InSmallDisk in_small_disk(const std::filesystem::path& folder, std::size_t bytes,
                          bool (*body)(const std::filesystem::path&));

// Process ids of this program's children; empty: none.
std::string child_processes();

void write_file(const std::filesystem::path& file, std::string_view bytes);
std::string read_file(const std::filesystem::path& file);

}  // namespace caselli::test
