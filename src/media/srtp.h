#pragma once
// SRTP and SRTCP (RFC 3711) for one call: our packets sealed, the far end's opened. Sees
// libsrtp2; nobody else does. Thread: one at a time.

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"

namespace caselli {

// The two suites every machine knows (RFC 4568, 6.2): AES in counter mode with 128 bits,
// HMAC-SHA1 with a tag of 80 or 32 bits on RTP; RTCP always has 80.
enum class SrtpSuite { aes_cm_128_hmac_sha1_80, aes_cm_128_hmac_sha1_32 };

// What a crypto line of SDP says of the packets its sender sends.
struct SrtpKeys {
  SrtpSuite suite = SrtpSuite::aes_cm_128_hmac_sha1_80;
  std::array<std::uint8_t, 30> master{};  // key of 16 octets, then salt of 14
  bool operator==(const SrtpKeys&) const = default;
};

class Srtp {
 public:
  // `ours` seals what we send, `theirs` opens what comes: each end's crypto line has its own
  // (RFC 4568, 6.1). internal: the library failed.
  static Result<std::unique_ptr<Srtp>> make(const SrtpKeys& ours, const SrtpKeys& theirs);
  ~Srtp();

  // Seals an RTP or RTCP packet in place; it grows by at most 14 octets.
  Status protect(std::vector<std::uint8_t>& packet, bool rtcp);
  // Opens one in place. unauthenticated: its tag is wrong (another key, or forged or damaged).
  // wrong_state: a replay, or too old to tell. invalid_argument: malformed. `packet` is then
  // of no use.
  Status unprotect(std::vector<std::uint8_t>& packet, bool rtcp);

 private:
  struct Sessions;
  explicit Srtp(std::unique_ptr<Sessions> sessions);
  std::unique_ptr<Sessions> sessions_;
};

}  // namespace caselli
