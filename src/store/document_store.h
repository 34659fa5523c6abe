#pragma once
// Where documents lie: canonical TIFFs, one file each, never changed after they were
// added. Keys are opaque. Thread: any; may wait for the disk.

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"

namespace caselli {

class DocumentStore {
 public:
  virtual ~DocumentStore() = default;
  // Takes `file` over (moved or copied, then synced with its directory): durable when
  // this returns. storage_full says how much was needed.
  virtual Result<std::string> add(const std::filesystem::path& file) = 0;
  // A local path to read from, valid while the document is kept.
  virtual Result<std::filesystem::path> open(const std::string& key) = 0;  // not_found
  virtual Status remove(const std::string& key) = 0;
  // A new, empty folder on the same disk for work in progress (uploads, conversion,
  // reception). Left-overs are removed at the next start, except folders `keep_partial`
  // found worth keeping (receptions, which intake finishes first).
  virtual Result<std::filesystem::path> make_work_folder(const std::string& purpose) = 0;
};

Result<std::unique_ptr<DocumentStore>> open_document_store(const std::filesystem::path& folder);

}  // namespace caselli
