// Canonical fax files as bytes from anywhere: inspected, read page by page, decoded, coded
// again, given out. Whatever inspect_document takes must decode.

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/handle.h"
#include "document/document_out.h"
#include "document/fax_image.h"
#include "document/tagged_copy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace caselli;
  const FileDescriptor memory{memfd_create("fax", MFD_CLOEXEC)};
  if (!memory || write(memory.get(), data, size) != static_cast<ssize_t>(size)) return 0;
  const std::string file = "/proc/self/fd/" + std::to_string(memory.get());

  const auto tags = read_tags(file);
  const auto facts = inspect_document(file, false);
  const int pages = facts.ok() ? std::min(facts->pages, 3) : 1;
  for (int number = 1; number <= pages; ++number) {
    const auto page = read_page(file, number);
    if (facts.ok() && !page.ok()) std::abort();
    if (!page.ok()) continue;
    const auto bits = decode_page(*page);
    if (!bits.ok()) continue;
    const auto again = encode_page(*bits);
    if (!again.ok() || *decode_page(*again) != *bits) std::abort();
    static_cast<void>(page_as_png(file, number, 64));
  }
  static_cast<void>(inspect_document(file, true));
  static_cast<void>(document_as_pdf(file));
  FaxTags other;
  other.sender_name = "Sender";
  static_cast<void>(tagged_copy(std::string(data, data + size), other));
  return 0;
}
