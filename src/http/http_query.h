#pragma once
// The parts of a request target: percent-coding (RFC 3986, 2.1) and queries.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace caselli {

// Nothing when a % is not followed by two hex digits, or a NUL comes out.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank = false);
// All but unreserved characters (RFC 3986, 2.3) as %XX.
std::string percent_encoded(std::string_view text);

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

// `a=1&b=two+words`; a name without `=` has an empty value. Errors: invalid_argument (bad
// coding, text that is not UTF-8, more than 100 parameters).
Result<QueryParameters> parse_query(std::string_view query);

// The decoded segments of an absolute path: `/v1/ports/3` gives v1, ports, 3; `/` gives
// one empty segment. A coded slash stays inside its segment. Errors: invalid_argument.
Result<std::vector<std::string>> parse_path(std::string_view path);

}  // namespace caselli
