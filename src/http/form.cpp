#include "http/form.h"

#include <utility>

namespace caselli {

Status FormCollector::on_part(const MultipartHead& head) {
  parts_.push_back({head, {}, nullptr});
  return Done{};
}

Status FormCollector::on_data(std::string_view bytes) {
  FormPart& part = parts_.back();
  if (!part.file && part.content.size() + bytes.size() <= kMostInMemory) {
    part.content.append(bytes);
    return Done{};
  }
  if (!part.file) {
    auto file = TempFile::make(folder_);
    if (!file) return file.error();
    part.file = std::move(*file);
    if (Status status = part.file->append(std::exchange(part.content, {})); !status) return status;
  }
  return part.file->append(bytes);
}

Status FormCollector::on_part_end() {
  if (parts_.back().file) parts_.back().file->close();
  return Done{};
}

}  // namespace caselli
