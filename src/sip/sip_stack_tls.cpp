#include "sip/sip_stack_tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>

#include "base/handle.h"
#include "base/text.h"

namespace caselli {
namespace {

using PemFile = Handle<BIO, &BIO_free>;
using Certificate = Handle<X509, &X509_free>;
using PrivateKey = Handle<EVP_PKEY, &EVP_PKEY_free>;

constexpr const char* kSystemAuthorities = "/etc/ssl/certs/ca-certificates.crt";

Error bad_tls_file(const std::string& what, const std::string& file, const std::string& why) {
  ERR_clear_error();
  return Error{Errc::bad_config, what + " `" + file + "` " + why};
}

Result<std::string> text_of_file(const std::string& what, const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) return bad_tls_file(what, file, "cannot be read");
  return text.str();
}

const std::string& key_file_of(const SipTlsSettings& settings) {
  return settings.key_file.empty() ? settings.certificate_file : settings.key_file;
}

Instant instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  return Instant{std::chrono::seconds{timegm(&parts)}};
}

}  // namespace

Status check_certificate(const SipTlsSettings& settings, Instant now) {
  if (!settings.authorities_file.empty())
    if (const auto text = text_of_file("the file of certificate authorities", settings.authorities_file); !text)
      return text.error();
  if (settings.certificate_file.empty()) return Done{};  // for calls out only
  const PemFile certificate_file{BIO_new_file(settings.certificate_file.c_str(), "r")};
  if (!certificate_file) return bad_tls_file("the certificate", settings.certificate_file, "cannot be read");
  const Certificate certificate{PEM_read_bio_X509(certificate_file.get(), nullptr, nullptr, nullptr)};
  if (!certificate)
    return bad_tls_file("the certificate", settings.certificate_file, "holds no certificate in PEM form");
  const auto& key_name = key_file_of(settings);
  const PemFile key_file{BIO_new_file(key_name.c_str(), "r")};
  if (!key_file) return bad_tls_file("the private key", key_name, "cannot be read");
  char no_passphrase[] = "";
  const PrivateKey key{PEM_read_bio_PrivateKey(key_file.get(), nullptr, nullptr, no_passphrase)};
  if (!key) return bad_tls_file("the private key", key_name, "holds no private key without a passphrase in PEM form");
  if (X509_check_private_key(certificate.get(), key.get()) != 1)
    return bad_tls_file("the private key", key_name, "does not belong to the certificate");
  const Instant from = instant_of(X509_get0_notBefore(certificate.get()));
  const Instant until = instant_of(X509_get0_notAfter(certificate.get()));
  if (now > until)
    return bad_tls_file("the certificate", settings.certificate_file, "expired on " + rfc3339(until).substr(0, 10));
  if (now < from)
    return bad_tls_file("the certificate", settings.certificate_file, "is not valid before " + rfc3339(from));
  return Done{};
}

Status renew_certificate(SSL_CTX* context, const SipTlsSettings& settings, Instant now) {
  if (!context || settings.certificate_file.empty()) return Done{};
  Status files = check_certificate(settings, now);
  // A key that does not fit the certificate is what one sees in the middle of their replacement.
  if (files && SSL_CTX_use_certificate_chain_file(context, settings.certificate_file.c_str()) == 1 &&
      SSL_CTX_use_PrivateKey_file(context, key_file_of(settings).c_str(), SSL_FILETYPE_PEM) == 1)
    return Done{};
  ERR_clear_error();
  const X509* used = SSL_CTX_get0_certificate(context);
  if (files || !used || now <= instant_of(X509_get0_notAfter(used))) return Done{};
  return files;
}

Result<CertificateDirectory> CertificateDirectory::make(const SipTlsSettings& settings) {
  std::string name = (std::filesystem::temp_directory_path() / "caselli-sip-XXXXXX").string();
  if (!mkdtemp(name.data())) return Error{Errc::storage_failed, "cannot make the directory `" + name + "`"};
  CertificateDirectory out{name};
  const auto write = [&](const char* file, const std::string& text) -> Status {
    std::ofstream to(out.path() / file, std::ios::binary);
    chmod((out.path() / file).c_str(), S_IRUSR | S_IWUSR);
    if (!(to << text) || !to.flush())
      return Error{Errc::storage_failed, "cannot write `" + (out.path() / file).string() + "`"};
    return Done{};
  };
  if (!settings.certificate_file.empty()) {
    auto certificate = text_of_file("the certificate", settings.certificate_file);
    if (!certificate) return certificate.error();
    auto key = text_of_file("the private key", key_file_of(settings));
    if (!key) return key.error();
    if (const Status done = write("agent.pem", *certificate + "\n" + *key); !done) return done.error();
  }
  const std::string authorities =
      settings.authorities_file.empty() ? std::string{kSystemAuthorities} : settings.authorities_file;
  if (auto text = text_of_file("the file of certificate authorities", authorities)) {
    if (const Status done = write("cafile.pem", *text); !done) return done.error();
  } else if (settings.verify) {
    return text.error();
  }
  return out;
}

CertificateDirectory::~CertificateDirectory() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace caselli
