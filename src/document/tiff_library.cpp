#include "document/tiff_library.h"

#include <tiffio.h>

namespace caselli {

// Its first line; the others name its authors.
std::string tiff_library_name() {
  const std::string text = TIFFGetVersion();
  return text.substr(0, text.find('\n'));
}

}  // namespace caselli
