#pragma once
// The attributes of an image line with T.38 over UDPTL (T.38 Annex D, D.2.3), as values.
// Pure; any thread.

#include <optional>
#include <string_view>
#include <vector>

#include "sip/sdp.h"

namespace caselli {

enum class T38RateManagement { transferred_tcf, local_tcf };  // methods 2 and 1 of T.38 8.1, 8.2
enum class T38ErrorCorrection { none, redundancy, fec };      // T.38 9.1
std::string_view name_of(T38RateManagement value);            // `transferredTCF`
std::string_view name_of(T38ErrorCorrection value);           // `t38UDPRedundancy`

// What one side says of itself, or asks for. The values here are those the standard gives
// to a description without the attribute.
struct T38Terms {
  int version = 0;
  int max_bit_rate = 14400;  // bit/s
  bool fill_bit_removal = false;
  bool transcoding_mmr = false;
  bool transcoding_jbig = false;
  T38RateManagement rate_management = T38RateManagement::transferred_tcf;
  std::optional<int> max_buffer{};    // bytes its sender can hold
  std::optional<int> max_datagram{};  // bytes of UDPTL its sender can take in one packet
  // What its sender can do, in the order named (ours: in order of liking). Empty: not said.
  std::vector<T38ErrorCorrection> error_correction{};
  bool operator==(const T38Terms&) const = default;
};

// The terms of an image line, read with tolerance for what is found in the field (the list
// is in docs/wire/t38.md). Values that make no sense count as not said.
T38Terms read_t38_terms(const SdpMedia& media);

// The attributes that say `terms`, in the standard's order and spelling.
std::vector<SdpAttribute> t38_attributes(const T38Terms& terms);

// The answer to `offered` by a side that can do `ours` (T.38 D.2.3: version and bit rate
// no higher than offered, options only when both have them, transferred TCF over UDP,
// buffer and datagram each side's own, one error correction).
T38Terms answer_terms(const T38Terms& offered, const T38Terms& ours);

// What holds after `answer` to an offer of `ours`: the lower version and rate, options that
// both named, and one error correction for what we send. Buffer and datagram are the far
// end's.
T38Terms agreed_terms(const T38Terms& ours, const T38Terms& answer);

}  // namespace caselli
