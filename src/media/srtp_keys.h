#pragma once
// Keys of SRTP as they stand in SDP's crypto lines (RFC 4568). Thread: any.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace caselli {

// The two every machine knows (RFC 4568, 6.2): AES in counter mode with 128 bits, HMAC-SHA1
// with a tag of 80 or 32 bits on RTP (RTCP always has 80).
enum class SrtpSuite { aes_cm_128_hmac_sha1_80, aes_cm_128_hmac_sha1_32 };

struct SrtpKeys {
  SrtpSuite suite = SrtpSuite::aes_cm_128_hmac_sha1_80;
  std::array<std::uint8_t, 30> master{};  // key of 16 octets, then salt of 14
  bool operator==(const SrtpKeys&) const = default;
};

std::string_view srtp_suite_name(SrtpSuite suite);  // `AES_CM_128_HMAC_SHA1_80`

// From the parts of a crypto line: `a=crypto:1 SUITE KEYS PARAMETERS`. A lifetime and WSH are
// allowed and change nothing. unavailable: another suite, several keys, a master key index,
// or a session parameter that would change the packets; take the next crypto line then.
// invalid_argument: malformed. The text of an error never shows the key.
Result<SrtpKeys> parse_srtp_keys(std::string_view suite, std::string_view keys, std::string_view parameters);

// `inline:` and the key; goes with srtp_suite_name().
std::string srtp_inline(const SrtpKeys& keys);

}  // namespace caselli
