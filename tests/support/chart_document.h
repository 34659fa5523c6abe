#pragma once
// Canonical documents (Group 4, one strip a page) made of the ITU charts.

#include <filesystem>
#include <vector>

#include "core/job.h"

namespace caselli::test {

// Writes the charts (1, 2, 5 or 7) as the pages of `file`; tells its facts.
DocumentFacts write_charts(const std::filesystem::path& file, const std::vector<int>& charts);

}  // namespace caselli::test
