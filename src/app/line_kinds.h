#pragma once
// The kinds of lines, by name in the settings.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/server.h"

namespace caselli {

// Makes the line with its ports, in their order. bad_config names a kind that is unknown.
// `sip` holds what SIP lines share; made with the first of them, it outlives the lines.
// Captures of failed calls go to the folder `pcap` of `data`.
Result<std::shared_ptr<Line>> make_line(const LineSettings& settings, const std::vector<PortId>& ports,
                                        const Runtime& runtime, IncomingCalls& incoming, std::unique_ptr<SipLines>& sip,
                                        const std::filesystem::path& data);

// Whether faxes on it may go by T.38, as set.
bool does_t38(const LineSettings& settings);

// What port number `index` (from 1) of the line calls itself when the settings do not say:
// the number it answers at, where the line decides that. Empty: nothing.
std::string default_identity(const LineSettings& settings, int index);

}  // namespace caselli
