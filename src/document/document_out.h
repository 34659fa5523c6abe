#pragma once
// Canonical documents given out to people: as PDF and as pictures of pages. Both read
// only files we wrote, so they run in the server itself.

#include <filesystem>
#include <string>

#include "base/result.h"

namespace caselli {

// All pages, bit for bit as they were coded, at their physical size.
Result<std::string> document_as_pdf(const std::filesystem::path& canonical);

// Page `page` (from 1) as a grey PNG with square pixels, `width` pixels wide (16 to 4096);
// 0: as many as the page has. Fails with not_found when there is no such page.
Result<std::string> page_as_png(const std::filesystem::path& canonical, int page, int width);

}  // namespace caselli
