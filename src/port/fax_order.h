#pragma once
// What the fax session is told, from what the port was told. Pure.

#include <string>

#include "fax/fax_session.h"
#include "port/port.h"

namespace caselli::port {

inline constexpr std::size_t kIdentityLength = 20;  // T.30 5.3.6.2.4

// The settings with identities a far end can be told: printable ASCII of that length.
PortSettings as_sent(PortSettings settings);

// To send. Of the codings only the best for this document is allowed, and those below it:
// the engine would take the highest both ends know, which for screened pictures is not
// the shortest.
fax::FaxOrder fax_order(const SendOrder& order, const FaxLimits& limits, Transport kind, const std::string& local_id,
                        Instant started);
// To receive: whatever the far end likes within the limits.
fax::FaxOrder fax_order(const FaxLimits& limits, Transport kind, const std::string& local_id, Instant started);

}  // namespace caselli::port
