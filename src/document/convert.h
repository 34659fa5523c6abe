#pragma once
// Documents from outside (TIFF, PDF, PostScript, text, PNG, JPEG) made into one canonical
// fax document, in a confined child process: limits of time, memory, output and pages, no
// network, nothing writable but its folder.

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "core/job.h"

namespace caselli {

struct DocumentPart {
  std::filesystem::path file;  // its content decides what it is
  std::string name;            // shown in messages
  std::string media_type;      // as the sender said; empty or application/octet-stream: not said
};

struct ConversionLimits {
  std::chrono::seconds time{120};
  std::uint64_t memory = 1ull << 30;        // bytes of address space of the child
  std::uint64_t output = 256ull << 20;      // bytes written
  int pages = 500;
};

struct ConvertedDocument {
  std::filesystem::path file;  // canonical, in `work_folder`
  DocumentFacts facts;         // weighed
};

// Blocks until done; runs in a worker. Parts become pages in their order. Errors name the
// part: empty_document, unsupported_document (also when the content is not what
// `media_type` says), damaged_document, protected_document, too_many_pages,
// document_too_large, conversion_timeout, storage_full.
Result<ConvertedDocument> convert_documents(const std::vector<DocumentPart>& parts, Resolution resolution,
                                            const std::filesystem::path& work_folder, const ConversionLimits& limits);

// Canonical documents given out. `page` counts from 1; `width` 0: as it is.
Result<std::string> document_as_pdf(const std::filesystem::path& canonical);
Result<std::string> page_as_png(const std::filesystem::path& canonical, int page, int width);

}  // namespace caselli
