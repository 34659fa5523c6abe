#pragma once
// Which TIFF library this is, for people.

#include <string>

namespace caselli {

std::string tiff_library_name();  // `LIBTIFF, Version 4.5.0`

}  // namespace caselli
