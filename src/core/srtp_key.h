#pragma once
// What a crypto line of SDP says of the packets its sender sends (RFC 4568). Secret: never in
// a log or trace.

#include <array>
#include <cstdint>

namespace caselli {

// The two suites every machine knows (RFC 4568, 6.2): AES in counter mode with 128 bits,
// HMAC-SHA1 with a tag of 80 or 32 bits on RTP; RTCP always has 80.
enum class SrtpSuite { aes_cm_128_hmac_sha1_80, aes_cm_128_hmac_sha1_32 };

// Master key of 16 octets, then master salt of 14.
using SrtpKey = std::array<std::uint8_t, 30>;

struct SrtpKeys {
  SrtpSuite suite = SrtpSuite::aes_cm_128_hmac_sha1_80;
  SrtpKey master{};
  bool operator==(const SrtpKeys&) const = default;
};

}  // namespace caselli
