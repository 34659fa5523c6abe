#pragma once
// One function a kind of document: draws `file` into `sink`. Error texts go after the
// part's name ("is damaged: ...").

#include <filesystem>

#include "document/child/page_sink.h"

namespace caselli {

Status draw_tiff(const std::filesystem::path& file, PageSink& sink);
Status draw_pdf(const std::filesystem::path& file, PageSink& sink);
Status draw_postscript(const std::filesystem::path& file, PageSink& sink);
Status draw_text(const std::filesystem::path& file, PageSink& sink);
Status draw_png(const std::filesystem::path& file, PageSink& sink);
Status draw_jpeg(const std::filesystem::path& file, PageSink& sink);

}  // namespace caselli
