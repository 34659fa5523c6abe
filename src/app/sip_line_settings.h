#pragma once
// A SIP line's settings, from the words of the file to what line/sip takes.

#include "app/settings.h"
#include "line/sip/sip_line_config.h"

namespace caselli {

// bad_config names the line, the key and what was expected. May ask the system for an
// address of this machine; reads `file:` and `env:` secrets.
Result<SipLineConfig> sip_line_config(const LineSettings& settings);

}  // namespace caselli
