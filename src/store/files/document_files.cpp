// DocumentStore as files: FOLDER/documents/KEY.tif, FOLDER/work/PURPOSE.RANDOM/.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/log.h"
#include "base/text.h"
#include "store/document_store.h"
#include "store/files/durable_file.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyBytes = 16;

// Keys come back from databases and clients: nothing else may become part of a path.
bool is_key(std::string_view key) {
  return key.size() == 2 * kKeyBytes &&
         std::ranges::all_of(key, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_purpose(std::string_view purpose) {
  return !purpose.empty() && std::ranges::all_of(purpose, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
  });
}

class DocumentFiles final : public DocumentStore {
 public:
  explicit DocumentFiles(const fs::path& folder) : documents_(folder / "documents"), work_(folder / "work") {}

  Status prepare() {
    for (const auto& folder : {documents_, work_}) {
      if (auto made = make_folder(folder); !made) return made;
      if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0)
        return Error{Errc::storage_failed,
                     fmt::format("could not use the folder {}: {}; check that the data folder may be written",
                                 folder.native(), std::strerror(errno))};
    }
    clean_up();
    return sync_folder(documents_.parent_path());
  }

  Result<std::string> add(const fs::path& file) override {
    const auto key = random_token(kKeyBytes);
    if (auto moved = move_durably(file, path_of(key)); !moved) return moved.error();
    return key;
  }

  Result<fs::path> open(const std::string& key) override {
    std::error_code code;
    if (is_key(key) && fs::is_regular_file(path_of(key), code)) return path_of(key);
    return no_document(key);
  }

  Status remove(const std::string& key) override {
    if (!is_key(key)) return no_document(key);
    std::error_code code;
    const bool removed = fs::remove(path_of(key), code);
    if (code)
      return Error{Errc::storage_failed, fmt::format("could not remove {}: {}", path_of(key).native(), code.message())};
    if (!removed) return no_document(key);
    return sync_folder(documents_);
  }

  Result<fs::path> make_work_folder(const std::string& purpose) override {
    if (!is_purpose(purpose))
      return Error{Errc::invalid_argument, fmt::format("'{}' cannot name a work folder", purpose)};
    auto folder = work_ / fmt::format("{}.{}", purpose, random_token(6));
    if (auto made = make_folder(folder); !made) return made.error();
    // What is received there must be found again after a power cut.
    if (purpose.starts_with(kKeptPurpose))
      if (auto synced = sync_folder(work_); !synced) return synced.error();
    return folder;
  }

  std::vector<WorkFolder> kept_work_folders() override {
    std::vector<WorkFolder> found;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator{work_, code})
      if (const auto name = entry.path().filename().native(); name.starts_with(kKeptPurpose))
        found.push_back({name.substr(0, name.find('.')), entry.path()});
    return found;
  }

 private:
  fs::path path_of(const std::string& key) const { return documents_ / (key + ".tif"); }

  static Error no_document(const std::string& key) {
    return {Errc::not_found, fmt::format("there is no document '{}'", printable_ascii(key, 64))};
  }

  // A server that died left uploads and conversions behind, and copies it had not finished.
  void clean_up() {
    std::error_code code;
    for (const auto& entry : fs::directory_iterator{work_, code})
      if (!entry.path().filename().native().starts_with(kKeptPurpose)) discard(entry.path());
    for (const auto& entry : fs::directory_iterator{documents_, code})
      if (entry.path().extension() == ".part") discard(entry.path());
  }

  static void discard(const fs::path& path) {
    std::error_code code;
    fs::remove_all(path, code);
    if (code) log::warn("store", "could not remove the left-over {}: {}", path.native(), code.message());
  }

  fs::path documents_, work_;
};

}  // namespace

Result<std::unique_ptr<DocumentStore>> open_document_store(const std::filesystem::path& folder) {
  auto store = std::make_unique<DocumentFiles>(folder);
  if (auto prepared = store->prepare(); !prepared) return prepared.error();
  return std::unique_ptr<DocumentStore>{std::move(store)};
}

}  // namespace caselli
