#include "queue/spooled_fax.h"

namespace caselli {

Status SpooledFax::add(const PageImage& page) {
  if (!writer_) {
    auto made = FaxImageWriter::create(spool_file(folder_), tags_());
    if (!made) return made.error();
    writer_.emplace(*std::move(made));
  }
  if (auto added = writer_->add(page); !added) return added;
  on_page_(writer_->pages());
  return Done{};
}

}  // namespace caselli
