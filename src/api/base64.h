#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace caselli {

// RFC 4648, 4, with padding and nothing between the characters; nothing when it is not.
std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace caselli
