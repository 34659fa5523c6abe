#pragma once
// What a port is told for one attempt. Pure.

#include <string>

#include "core/port_settings.h"
#include "port/port.h"
#include "queue/router.h"

namespace caselli {

// `job` was claimed: its last attempt is open. `document` is the path of its TIFF. The way
// of sending varies with the tries that failed (behaviour: T.38, T.38 without ECM, audio,
// audio without V.17).
SendOrder send_order(const Job& job, const Route& route, std::string document, const ServerSettings& settings);

}  // namespace caselli
