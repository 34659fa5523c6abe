#pragma once
// Fax documents as TIFF Class F: canonical files only, written by us: one bit a pixel,
// Group 4, one strip a page, MSB first, 204x98/196/391, widths 1728/2048/2432. What others
// send is made canonical by document/convert.h in a confined child first.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "core/fax_tags.h"
#include "core/job.h"
#include "core/page_image.h"

namespace caselli {

// Rows a page may have: 1.2 m at superfine, more than any machine takes.
inline constexpr int kMaxPageRows = 32'767;

// Whether a fax line has a mode with this many pixels and rows per inch (T.30 table 2).
bool is_fax_width(int width);                  // 1728, 2048, 2432
bool is_fax_resolution(int x_dpi, int y_dpi);  // 204 by 98, 196 or 391

// Whether add() waits for the disk.
enum class Durability { synced, unsynced };

// Writes a canonical file page by page; each add() leaves a readable file behind (for
// received pages: durable when it returns). Out of space is storage_full, and the pages
// added before stay readable. One thread at a time.
class FaxImageWriter {
 public:
  // Makes `file`, or empties it when it exists. `tags` go to the first page.
  static Result<FaxImageWriter> create(const std::filesystem::path& file, const FaxTags& tags,
                                       Durability durability = Durability::synced);
  FaxImageWriter(FaxImageWriter&&) noexcept;
  FaxImageWriter& operator=(FaxImageWriter&&) noexcept;
  ~FaxImageWriter();
  // Fails with invalid_argument (not a fax page), storage_full, storage_failed, or
  // document_too_large (file size limit of the process or of TIFF).
  Status add(const PageImage& page);
  int pages() const;

 private:
  struct Impl;
  explicit FaxImageWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Facts of a canonical file; with `weigh` set every page is also decoded and coded in MH,
// MR and MMR to find the shortest for the whole document. Fails with damaged_document on
// files that are not canonical, empty_document when there is no page.
Result<DocumentFacts> inspect_document(const std::filesystem::path& file, bool weigh);

Result<PageImage> read_page(const std::filesystem::path& file, int page);  // from 1
Result<FaxTags> read_tags(const std::filesystem::path& file);

// Pixels, for comparing and showing: 1 bit each, MSB first, 1 is black, rows padded to bytes.
struct PageBits {
  int width = 0, length = 0, x_dpi = 204, y_dpi = 196;
  std::vector<std::uint8_t> rows;
  std::size_t row_bytes() const { return (static_cast<std::size_t>(width) + 7) / 8; }
  bool operator==(const PageBits&) const = default;
};
// Every row must decode cleanly; else damaged_document.
Result<PageBits> decode_page(const PageImage& page);
Result<PageImage> encode_page(const PageBits& bits);
// Bytes of the page as `coding` puts it on the line, without fill (T.4, T.6).
Result<std::int64_t> coded_size(const PageBits& bits, Compression coding);

// Whether page `page` of both files shows the same pixels (T.4 end-of-page rows aside).
Result<bool> same_pixels(const std::filesystem::path& a, const std::filesystem::path& b, int page);

}  // namespace caselli
