#include "sip/sip_stack_tls_watch.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/x509.h>

#include <mutex>
#include <utility>

namespace caselli {
namespace {

thread_local TlsWatch* watch_of_thread = nullptr;

void on_new_context(void* parent, void*, CRYPTO_EX_DATA*, int, long, void*) {
  if (watch_of_thread) watch_of_thread->on_context(static_cast<SSL_CTX*>(parent));
}
void on_new_bio(void* parent, void*, CRYPTO_EX_DATA*, int, long, void*) {
  if (watch_of_thread) watch_of_thread->on_socket(static_cast<BIO*>(parent));
}
void on_new_ssl(void* parent, void*, CRYPTO_EX_DATA*, int, long, void*) {
  if (watch_of_thread) watch_of_thread->on_connection(static_cast<SSL*>(parent));
}
void on_info(const SSL* ssl, int where, int value) {
  if (watch_of_thread) watch_of_thread->on_handshake(const_cast<SSL*>(ssl), where, value);
}

}  // namespace

TlsWatch::TlsWatch() {
  static std::once_flag once;
  std::call_once(once, [] {
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL_CTX, 0, nullptr, on_new_context, nullptr, nullptr);
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_BIO, 0, nullptr, on_new_bio, nullptr, nullptr);
    CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL, 0, nullptr, on_new_ssl, nullptr, nullptr);
  });
  watch_of_thread = this;
}

TlsWatch::~TlsWatch() {
  watch_of_thread = nullptr;
  for (const auto& [descriptor, ssl] : connections_) free_closed(ssl);
}

TlsWatch* TlsWatch::current() { return watch_of_thread; }

// The library gives up what it never held: one of the two shares of the BIO that the SSL
// has (as its reader and its writer), and the SSL's share of the context, which
// on_connection() replaced.
void TlsWatch::free_closed(SSL* ssl) {
  BIO_up_ref(SSL_get_rbio(ssl));
  SSL_free(ssl);
}

// The library makes the BIO of a socket and then the SSL. That a descriptor comes again
// shows that the connection which had it is closed.
void TlsWatch::on_connection(SSL* ssl) {
  int descriptor = -1;
  BIO* const socket = std::exchange(last_socket_, nullptr);
  if (!socket || BIO_method_type(socket) != BIO_TYPE_SOCKET || BIO_get_fd(socket, &descriptor) < 0) return;
  SSL_CTX_up_ref(SSL_get_SSL_CTX(ssl));
  const auto [at, fresh] = connections_.try_emplace(descriptor, ssl);
  if (fresh) return;
  free_closed(at->second);
  at->second = ssl;
}

SSL_CTX* TlsWatch::watch_last_context(Names names, OnProblem on_problem) {
  SSL_CTX* const context = std::exchange(last_context_, nullptr);
  if (!context) return nullptr;
  SSL_CTX_set_info_callback(context, on_info);
  contexts_[context] = {std::move(names), std::move(on_problem)};
  return context;
}

void TlsWatch::on_handshake(SSL* ssl, int where, int value) {
  const auto found = contexts_.find(SSL_get_SSL_CTX(ssl));
  if (found == contexts_.end() || SSL_is_server(ssl)) return;
  const Context& context = found->second;
  if ((where & SSL_CB_HANDSHAKE_DONE) != 0 && context.names) {
    // The library asks for this verdict next, and closes when it is bad.
    X509* certificate = SSL_get0_peer_certificate(ssl);
    if (SSL_get_verify_result(ssl) == X509_V_OK && (!certificate || !context.names(certificate)))
      SSL_set_verify_result(ssl, X509_V_ERR_HOSTNAME_MISMATCH);
    if (const long verdict = SSL_get_verify_result(ssl); verdict != X509_V_OK)
      context.on_problem(std::string{"its certificate is not trusted: "} + X509_verify_cert_error_string(verdict));
  }
  constexpr int kFatal = 2;
  if ((where & SSL_CB_ALERT) != 0 && (value >> 8) == kFatal && SSL_in_init(ssl))
    context.on_problem(std::string{"the TLS handshake failed: "} + SSL_alert_desc_string_long(value));
}

}  // namespace caselli
