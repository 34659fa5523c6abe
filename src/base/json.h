#pragma once
// The JSON value used everywhere: nlohmann's, with members in the order given.

#include <nlohmann/json.hpp>

#include <string_view>

#include "base/result.h"

namespace caselli {

using Json = nlohmann::ordered_json;

// Parses one JSON text. Depth and size are bounded by the caller's limits on the input.
// Errors are invalid_argument and name the place.
Result<Json> parse_json(std::string_view text);
// Writes compactly; text that is not UTF-8 is replaced, never an exception.
std::string to_text(const Json& value);

}  // namespace caselli
