#pragma once
// Media types in headers (RFC 9110, 8.3.1) and what a client accepts (12.5.1).

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caselli {

// A value with parameters: `multipart/form-data; boundary=x`, `form-data; name="fax"`.
struct HeaderValue {
  std::string value;                                            // lower case
  std::vector<std::pair<std::string, std::string>> parameters;  // names in lower case

  const std::string* parameter(std::string_view name) const;
};

// Nothing when it cannot be read. Quoted values may contain \" and \\.
std::optional<HeaderValue> parse_header_value(std::string_view text);

// The place in `offers` (media types, best first) of the one the client likes most; -1
// when it accepts none. An empty `accept` accepts everything.
int best_offer(std::string_view accept, const std::vector<std::string_view>& offers);

}  // namespace caselli
