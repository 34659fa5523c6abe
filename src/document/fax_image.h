#pragma once
// Fax documents as TIFF Class F: canonical files only, written by us: one bit a pixel,
// Group 4, one strip a page, MSB first, 204x98/196/391, widths 1728/2048/2432. What others
// send is made canonical by document/convert.h in a confined child first.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "core/job.h"
#include "core/page_image.h"

namespace caselli {

// Text tags written into a stored fax (FaxTiff reads them): numbers in docs/store.
struct FaxTags {
  std::string document_name;  // 269
  std::string tsid, csid, caller_id, routing, recipient_name, recipient_number, sender_name;
  Instant time{};             // DateTime 306, FaxRecvTime
};

// Writes a canonical file page by page; each add() leaves a readable file behind (for
// received pages: durable when it returns). Out of space is storage_full.
class FaxImageWriter {
 public:
  static Result<FaxImageWriter> create(const std::filesystem::path& file, const FaxTags& tags);
  FaxImageWriter(FaxImageWriter&&) noexcept;
  FaxImageWriter& operator=(FaxImageWriter&&) noexcept;
  ~FaxImageWriter();
  Status add(const PageImage& page);
  int pages() const;

 private:
  struct Impl;
  explicit FaxImageWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Facts of a canonical file; codes each page in MH, MR and MMR to find the shortest when
// `weigh` is set. Fails with damaged_document on files that are not canonical.
Result<DocumentFacts> inspect_document(const std::filesystem::path& file, bool weigh);

Result<PageImage> read_page(const std::filesystem::path& file, int page);  // from 1

// Pixels, for comparing and showing: 1 bit each, MSB first, 1 is black, rows padded to bytes.
struct PageBits {
  int width = 0, length = 0, x_dpi = 204, y_dpi = 196;
  std::vector<std::uint8_t> rows;
  bool operator==(const PageBits&) const = default;
};
Result<PageBits> decode_page(const PageImage& page);
Result<PageImage> encode_page(const PageBits& bits);

// Whether page `page` of both files shows the same pixels (T.4 end-of-page rows aside).
Result<bool> same_pixels(const std::filesystem::path& a, const std::filesystem::path& b, int page);

}  // namespace caselli
