#pragma once
// Addresses of servers: http(s)://host:port, nothing behind it.

#include <string>
#include <string_view>

#include "base/result.h"

namespace caselli {

// Checks and normalises the address of a server: lower case, without a last slash.
// Refuses other schemes, user names, paths and queries (invalid_argument).
Result<std::string> parse_server_url(std::string_view url);

// Whether `url` (as parse_server_url gives it) names this machine and can name no other:
// localhost and loopback addresses. Other names are looked up in the network.
bool is_this_machine(std::string_view url);

}  // namespace caselli
