#pragma once
// Where documents lie: canonical TIFFs, one file each, never changed after they were
// added. Keys are opaque. Thread: any; may wait for the disk.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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
  // reception). `purpose` (a-z, 0-9 and '-') begins its name. Who asked removes it.
  virtual Result<std::filesystem::path> make_work_folder(const std::string& purpose) = 0;
  // Work folders of an earlier start whose purpose begins with kKeptPurpose (receptions:
  // intake finishes and removes them). Others are removed when opening.
  struct WorkFolder {
    std::string purpose;
    std::filesystem::path path;
  };
  virtual std::vector<WorkFolder> kept_work_folders() = 0;
};

inline constexpr std::string_view kKeptPurpose = "receive-";

// DATA/documents and DATA/work of `folder`; made when missing. storage_failed names what
// cannot be written.
Result<std::unique_ptr<DocumentStore>> open_document_store(const std::filesystem::path& folder);

}  // namespace caselli
