#pragma once
// The built-in letter of `caselli demo`.

#include <string_view>

namespace caselli {

extern const std::string_view kDemoLetter;  // UTF-8, two pages

}  // namespace caselli
