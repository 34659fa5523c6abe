#include "fax/library.h"

#include <spandsp.h>
#include <spandsp/version.h>

namespace caselli::fax {

// Releases are told apart by their date: the library names no other version.
std::string library_name() {
  const auto date = std::to_string(SPANDSP_RELEASE_DATE);
  return "SpanDSP of " + date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6);
}

}  // namespace caselli::fax
