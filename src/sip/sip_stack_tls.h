#pragma once
// Certificates as the SIP library wants them: one directory with agent.pem and cafile.pem,
// read once at binding. The own one is read again later by ourselves, since it expires.

#include <openssl/ssl.h>

#include <filesystem>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "sip/sip_settings.h"

namespace caselli {

// Whether the files can be read, key and certificate fit and the certificate is valid at
// `now`; otherwise bad_config with the reason.
Status check_certificate(const SipTlsSettings& settings, Instant now);

// Gives connections from now on the certificate that the files hold now, if that is valid;
// otherwise they keep the one they have. An Error as above, once that one has expired too.
Status renew_certificate(SSL_CTX* context, const SipTlsSettings& settings, Instant now);

// A directory only we can read, with the files in it; gone with this object.
class CertificateDirectory {
 public:
  static Result<CertificateDirectory> make(const SipTlsSettings& settings);
  CertificateDirectory(CertificateDirectory&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  CertificateDirectory& operator=(CertificateDirectory&&) = delete;
  ~CertificateDirectory();
  const std::filesystem::path& path() const { return path_; }

 private:
  explicit CertificateDirectory(std::filesystem::path path) : path_(std::move(path)) {}
  std::filesystem::path path_;
};

}  // namespace caselli
