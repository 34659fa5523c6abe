#pragma once
// G.711: 16-bit samples to octets and back, by its tables 1a/1b (A-law) and 2a/2b (mu-law).
// A sample between two decision values gets the code of that interval; decoding gives the
// interval's middle, on the 16-bit scale (A-law 4096 and mu-law 8192 both become 32768).
// Thread: any.

#include <cstdint>
#include <span>
#include <vector>

namespace caselli {

enum class G711Law { mu, a };  // RTP payload types 0 and 8 (RFC 3551, 6)

std::uint8_t g711_encode(G711Law law, std::int16_t sample);
std::int16_t g711_decode(G711Law law, std::uint8_t octet);

// Appends one octet for each sample, or one sample for each octet.
void g711_encode(G711Law law, std::span<const std::int16_t> samples, std::vector<std::uint8_t>& octets);
void g711_decode(G711Law law, std::span<const std::uint8_t> octets, std::vector<std::int16_t>& samples);

}  // namespace caselli
