#pragma once
// As much of IFP packets (T.38 clause 7, Annex A: IFPPacket) as UDPTL needs.

#include <optional>

#include "core/media.h"
#include "media/udptl.h"

namespace caselli {

// t30-indicator: no-signal.
IfpPacket no_signal_packet();

// Length of the IFP packet at the beginning of `octets` when only zeros follow it: parities
// give a packet back with padding. Nothing when there is no IFP packet. Both codings of
// data fields are known: that of 1998 and the one with an extension marker (2002 and later).
std::optional<std::size_t> padded_ifp_length(Octets octets);

}  // namespace caselli
