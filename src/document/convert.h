#pragma once
// Documents from outside (TIFF, PDF, PostScript, text, PNG, JPEG) made into one canonical
// fax document, in a confined child process: limits of time, memory, output and pages, no
// network, nothing writable but its folder.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "core/job.h"
#include "document/document_out.h"  // document_as_pdf, page_as_png

namespace caselli {

struct DocumentPart {
  std::filesystem::path file;  // its content decides what it is
  std::string name;            // shown in messages
  std::string media_type;      // as the sender said; empty or application/octet-stream: not said
};

struct ConversionLimits {
  std::chrono::seconds time{120};
  std::uint64_t memory = 1ull << 30;    // bytes of address space of each process of the child
  std::uint64_t output = 256ull << 20;  // bytes written
  int pages = 500;
};

struct ConvertedDocument {
  std::filesystem::path file;  // canonical, in `work_folder`
  DocumentFacts facts;         // weighed
};

// Blocks until done; runs in a worker. Parts become pages in their order. A TIFF that is a
// fax already keeps its pixels and its resolution; everything else is drawn at `resolution`.
// Errors name the part: empty_document, unsupported_document (also when the content is not
// what `media_type` says), damaged_document, protected_document, too_many_pages,
// document_too_large, conversion_timeout, storage_full; unavailable when the converter or
// the means to confine it are missing. When this returns nothing of it runs any more, and
// `work_folder` holds nothing new but the document.
Result<ConvertedDocument> convert_documents(const std::vector<DocumentPart>& parts, Resolution resolution,
                                            const std::filesystem::path& work_folder, const ConversionLimits& limits);

// How the child is kept from the rest of the machine.
enum class Confinement {
  best,      // a sandbox of its own (bubblewrap) and Landlock; without the former the latter alone
  sandbox,   // only with bubblewrap
  landlock,  // without bubblewrap: Landlock and a filter of system calls
};

// Where the converter program is and how it is confined. Without a call: CASELLI_CONVERT
// when set, else `caselli-convert` beside this program, in ../libexec, or in
// ../libexec/caselli. For tests and packagers; before the first conversion.
void set_converter(const std::filesystem::path& program, Confinement confinement);
// Whether documents can be converted here: finds the program and starts it confined. Its
// error says what to install or enable. (For start-up checks and `doctor`.)
Result<Confinement> check_converter();

}  // namespace caselli
