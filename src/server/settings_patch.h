#pragma once
// Changes of settings, checked against their ranges.

#include "base/result.h"
#include "core/port_settings.h"

namespace caselli {

// The settings after `patch`; invalid_argument names the member and its range.
Result<ServerSettings> patched(ServerSettings settings, const ServerSettingsPatch& patch);

// Ranges of a port's settings, in a server with so many ports.
Status check_patch(const PortSettingsPatch& patch, int ports);

}  // namespace caselli
