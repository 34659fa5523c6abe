#pragma once
// The kinds of lines, by name in the settings.

#include <memory>
#include <vector>

#include "app/server.h"

namespace caselli {

// Makes the line with its ports, in their order. bad_config names a kind that is unknown.
Result<std::shared_ptr<Line>> make_line(const LineSettings& settings, const std::vector<PortId>& ports, Runtime runtime,
                                        IncomingCalls& incoming);

}  // namespace caselli
