#pragma once
// SRTP and SRTCP (RFC 3711) for one call: our packets sealed, the far end's opened. Sees
// libsrtp2; nobody else does. Thread: one at a time.

#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "core/srtp_key.h"

namespace caselli {

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
