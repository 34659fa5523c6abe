#pragma once
// What a port is told for one attempt. Pure.

#include <string>

#include "core/method_memory.h"
#include "core/port_settings.h"
#include "port/port.h"
#include "queue/router.h"

namespace caselli {

// `job` was claimed: its last attempt is open. `document` is the path of its TIFF.
SendOrder send_order(const Job& job, const Way& way, std::string document, const ServerSettings& settings,
                     FaxMethod by);

// The identity a fax shows by this port: its own, where that is allowed, or the port's.
std::string tsid_shown(const Job& job, const ServerSettings& settings, const PortSettings& port);

}  // namespace caselli
