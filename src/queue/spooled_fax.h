#pragma once
// A fax while it is received: its pages in a work folder, each on disk before it is
// confirmed to the sender.

#include <filesystem>
#include <functional>
#include <optional>

#include "document/fax_image.h"
#include "port/port.h"

namespace caselli {

// One thread at a time: the port's executor, then the queue's.
class SpooledFax final : public ReceivedFax {
 public:
  // `tags` is asked at the first page, when the far end has told who it is. `on_page` hears
  // how many pages are stored.
  SpooledFax(JobId job, std::filesystem::path folder, std::function<FaxTags()> tags, std::function<void(int)> on_page)
      : job_(job), folder_(std::move(folder)), tags_(std::move(tags)), on_page_(std::move(on_page)) {}

  JobId job() const override { return job_; }
  Status add(const PageImage& page) override;

  const std::filesystem::path& folder() const { return folder_; }
  int pages() const { return writer_ ? writer_->pages() : 0; }

 private:
  const JobId job_;
  const std::filesystem::path folder_;
  const std::function<FaxTags()> tags_;
  const std::function<void(int)> on_page_;
  std::optional<FaxImageWriter> writer_;
};

// The file of the pages in a work folder, also one a server that died left behind.
inline std::filesystem::path spool_file(const std::filesystem::path& folder) { return folder / "fax.tif"; }

}  // namespace caselli
