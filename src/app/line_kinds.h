#pragma once
// The kinds of lines, by name in the settings.

#include <memory>
#include <string>
#include <vector>

#include "app/server.h"

namespace caselli {

// Makes the line with its ports, in their order. bad_config names a kind that is unknown.
// `sip` holds what SIP lines share; made with the first of them, it outlives the lines.
Result<std::shared_ptr<Line>> make_line(const LineSettings& settings, const std::vector<PortId>& ports,
                                        const Runtime& runtime, IncomingCalls& incoming,
                                        std::unique_ptr<SipLines>& sip);

// What port number `index` (from 1) of the line calls itself when the settings do not say:
// the number it answers at, where the line decides that. Empty: nothing.
std::string default_identity(const LineSettings& settings, int index);

}  // namespace caselli
