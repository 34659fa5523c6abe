#pragma once
// Where FaxServer.Connect goes for the names clients give.

#include <string>
#include <string_view>

#include "faxcom/connection.h"

namespace caselli::faxcom {

// The address for "" (this machine, or where CASELLI_URL points), `host`, `host:port`,
// `\\host`, `\\host\share`, an IPv4 or IPv6 address, or http(s)://host:port. This machine's
// own name is as good as "". Without a port it is 8329. Anything else: invalid_argument.
Result<std::string> server_url(std::string_view name, std::string_view name_of_this_machine);

// Talks REST to the address, with the token the command line would use. A server that does
// not answer, or does not know the token, is an error; missing rights show later, where
// they are missed.
Result<std::shared_ptr<FaxService>> connect_by_name(const std::string& name);

}  // namespace caselli::faxcom
