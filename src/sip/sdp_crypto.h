#pragma once
// Keys for SRTP in crypto lines (RFC 4568). Pure; any thread. They are secret: never in a
// log or trace.

#include <string_view>

#include "base/result.h"
#include "core/srtp_key.h"
#include "sip/sdp.h"

namespace caselli {

std::string_view name_of(SrtpSuite suite);  // `AES_CM_128_HMAC_SHA1_80`

struct SrtpOffer {
  int tag = 1;
  SrtpSuite suite = SrtpSuite::aes_cm_128_hmac_sha1_80;
  SrtpKey key{};  // with which its sender sends
  bool operator==(const SrtpOffer&) const = default;
};

// What `line` offers. invalid_argument with the reason when it cannot be taken: another
// suite, several keys or a key identifier (RFC 4568 6.1), a parameter of the session that
// changes the coding and must be understood (6.3.7).
Result<SrtpOffer> read_crypto_line(const SdpCrypto& line);
SdpCrypto crypto_line(const SrtpOffer& offer);

}  // namespace caselli
