#pragma once
// What this machine and its user have set for all clients. Each system has its own file.

#include <filesystem>
#include <string>

namespace caselli {

std::string environment(const char* name);  // UTF-8; empty when it is not set
std::string machine_name();                 // this host's; empty when it has none
std::filesystem::path home_folder();        // empty when there is none
std::filesystem::path shared_data_folder();

// What an administrator set for all programs: `Url` and `Token` below Software\Caselli of
// the registry, first the user's, then the machine's. Elsewhere there is no such place.
std::string configured(const char* name);

}  // namespace caselli
