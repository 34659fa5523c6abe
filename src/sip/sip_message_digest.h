#pragma once
// Digest authentication (RFC 7616, RFC 8760, RFC 3261 22): both ends of it, with MD5,
// SHA-256 and SHA-512-256. The SIP library knows MD5 only, and cannot be told otherwise.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "sip/sip_settings.h"

namespace caselli {

enum class DigestAlgorithm { md5, sha_256, sha_512_256 };
std::string_view name_of(DigestAlgorithm algorithm);  // as in headers: `SHA-256`

struct DigestChallenge {
  bool proxy = false;  // 407
  std::string realm;
  std::string nonce;
  std::string opaque;
  DigestAlgorithm algorithm = DigestAlgorithm::md5;
  bool names_algorithm = false;  // it was given; else MD5, and not repeated
  bool qop_auth = false;
  bool stale = false;
};

// `parameters` as they stand in the header: `realm="x"`, `qop="auth,auth-int"`. Nothing for
// another scheme, an algorithm we do not know (-sess among them), or no nonce.
std::optional<DigestChallenge> read_challenge(bool proxy, std::string_view scheme,
                                              std::span<const std::string> parameters);

struct DigestInput {
  DigestAlgorithm algorithm = DigestAlgorithm::md5;
  std::string user, realm, password, method, uri, nonce;
  std::string nc, cnonce;  // with qop=auth
  bool qop_auth = false;
};
std::string digest_response(const DigestInput& input);  // lower-case hex

// Answers challenges with one account, for one call or one registration. Thread: one.
class DigestClient {
 public:
  DigestClient(std::string user, std::string password) : user_(std::move(user)), password_(std::move(password)) {}

  enum class Verdict {
    answer,       // send again, with headers()
    refused,      // it was answered with the password and is asked for again
    unsupported,  // nothing there that we can answer, or we have no password
  };
  // The challenges of one 401 or 407, in order; of each realm the first that we know counts
  // (RFC 8760 2.4). `answered`: nonces this very request was answered with already.
  Verdict take(const std::vector<DigestChallenge>& challenges, std::vector<std::string>& answered);
  // Authorization and Proxy-Authorization lines with their ends; empty before a challenge.
  std::string headers(std::string_view method, std::string_view uri);

 private:
  struct Known {
    DigestChallenge challenge;
    std::uint32_t count = 0;  // nc
  };
  std::string user_;
  std::string password_;
  std::map<std::pair<bool, std::string>, Known> realms_;
};

// The server's side: challenges are made from the time and a secret, so that an unknown
// source costs no memory. Thread: one.
class DigestGuard {
 public:
  explicit DigestGuard(const Clock& clock);  // must outlive it

  // WWW-Authenticate lines, SHA-256 first if at all, then MD5. A nonce is good for `source` only and for 60 s.
  std::string challenges(std::string_view realm, std::string_view source, bool sha256, bool stale) const;

  enum class Verdict { accepted, stale, wrong };
  struct Judged {
    Verdict verdict = Verdict::wrong;
    std::string user;
  };
  // `parameters` of an Authorization header of scheme Digest. An answer counts once.
  Judged judge(std::span<const std::string> parameters, std::string_view method, std::string_view realm,
               std::string_view source, const std::vector<SipUser>& users);

 private:
  std::string nonce(std::int64_t seconds, std::string_view source) const;

  const Clock& clock_;
  std::string secret_;
  std::map<std::string, std::pair<std::int64_t, std::uint32_t>> used_;  // nonce: when made, last nc
};

}  // namespace caselli
