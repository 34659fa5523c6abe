#pragma once
// The document a session is to send, looked at before SpanDSP sees it. SpanDSP 0.0.6
// overflows its heap on TIFFs that are not one bit a pixel, so anything but the canonical
// form (document/fax_image.h) is refused here.

#include <cstdint>
#include <string>
#include <vector>

#include "base/handle.h"
#include "base/result.h"

namespace caselli::fax {

struct SentPage {
  int width = 0;
  int length = 0;
  int y_dpi = 0;
  std::int64_t t6_bytes = 0;  // as stored; what MMR needs on the line, and a measure for MH and MR
};

struct SentDocument {
  FileDescriptor file;          // kept open: SpanDSP opens it by number, so long names are no matter
  std::vector<SentPage> pages;  // first_page to last_page of the order
  std::string path() const;
};

// Pages count from 1; `last_page` 0 is the last one. `page_count` is our own count of the
// document's pages; 0 takes what the file says.
Result<SentDocument> open_sent_document(const std::string& path, int first_page, int last_page, int page_count);

}  // namespace caselli::fax
