#pragma once
// A multipart form as its parts: small ones in memory, larger ones in files.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/multipart.h"
#include "http/temp_file.h"

namespace caselli {

struct FormPart {
  MultipartHead head;
  std::string content;             // of a small part
  std::shared_ptr<TempFile> file;  // of a larger one, else null
};

// Collects the parts of one body. Thread: one at a time; on_data() may wait for the disk.
class FormCollector final : public MultipartListener {
 public:
  static constexpr std::size_t kMostInMemory = 1u << 20;  // bytes of a part: a broadcast to 20 000 numbers

  // Larger parts become files in `folder`.
  explicit FormCollector(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Status on_part(const MultipartHead& head) override;
  Status on_data(std::string_view bytes) override;
  Status on_part_end() override;

  const std::vector<FormPart>& parts() const { return parts_; }

 private:
  std::filesystem::path folder_;
  std::vector<FormPart> parts_;
};

}  // namespace caselli
