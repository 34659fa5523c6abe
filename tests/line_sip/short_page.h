#pragma once
// A page that is soon sent, and what a page shows.

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/job.h"
#include "core/page_image.h"

namespace caselli::test {

// Some 200 rows of bars, a pattern of its own for each `number`; tells the document's facts.
DocumentFacts write_short_page(const std::filesystem::path& file, int number);

// The pixels, eight to an octet.
std::vector<std::uint8_t> pixels_of(const std::filesystem::path& file);
std::vector<std::uint8_t> pixels_of(const PageImage& page);

}  // namespace caselli::test
