#pragma once
// Keys for SRTP in crypto lines (RFC 4568). Pure; any thread. They are secret: never in a
// log or trace.

#include <array>
#include <cstdint>

#include "base/result.h"
#include "sip/sdp.h"

namespace caselli {

// RFC 4568 6.2: AES in counter mode with 128 bits, tags of 80 or 32 bits. (media/ has its own
// type for it; the folders do not see each other.)
enum class CryptoSuite { aes_cm_128_hmac_sha1_80, aes_cm_128_hmac_sha1_32 };
std::string_view name_of(CryptoSuite suite);  // `AES_CM_128_HMAC_SHA1_80`

// Master key, 16 bytes, and master salt, 14 bytes.
using SrtpKey = std::array<std::uint8_t, 30>;

struct SrtpOffer {
  int tag = 1;
  CryptoSuite suite = CryptoSuite::aes_cm_128_hmac_sha1_80;
  SrtpKey key{};  // with which its sender sends
  bool operator==(const SrtpOffer&) const = default;
};

// What `line` offers. invalid_argument with the reason when it cannot be taken: another
// suite, several keys or a key identifier (RFC 4568 6.1), a parameter of the session that
// changes the coding and must be understood (6.3.7).
Result<SrtpOffer> read_crypto_line(const SdpCrypto& line);
SdpCrypto crypto_line(const SrtpOffer& offer);

}  // namespace caselli
