#pragma once
// Pages as renderers write them to their standard output: binary PGM, one after another
// (netpbm's pgm(5)). The writer may have been taken over by its document, so every number
// is checked.

#include <optional>

#include "base/result.h"
#include "document/child/run_tool.h"
#include "document/gray_image.h"

namespace caselli {

// The next page; nothing at a clean end. Fails with damaged_document on anything else, and
// with document_too_large on a picture of more than kMostPixels.
Result<std::optional<GrayImage>> next_graymap(RunningTool& tool);

}  // namespace caselli
