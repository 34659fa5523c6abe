#pragma once
// Three things the SIP library does not do with TLS: give back the state of connections that
// have closed (it never frees an SSL, some 70 kB each, also for strangers who just connect);
// tell when a handshake fails (it waits for the time-out of the request, 32 s); and compare
// the name in a certificate as it should (no wildcards, no addresses). All are done by
// OpenSSL's own hooks. Internal to this folder; on the SIP thread.

#include <openssl/ssl.h>

#include <functional>
#include <map>
#include <string>

namespace caselli {

// Exists once on the SIP thread, as long as the library's agents do.
class TlsWatch {
 public:
  TlsWatch();
  ~TlsWatch();  // frees what is left; no agent may exist any more
  TlsWatch(const TlsWatch&) = delete;
  TlsWatch& operator=(const TlsWatch&) = delete;
  static TlsWatch* current();  // of this thread; may be null

  // The context made last on this thread: that of the address just opened. `on_problem` is
  // told why a connection of ours failed, from inside OpenSSL: post what follows. `names`
  // says whether a certificate is for whom we call; null: nothing is verified.
  using OnProblem = std::function<void(const std::string& text)>;
  using Names = std::function<bool(X509* certificate)>;
  SSL_CTX* watch_last_context(Names names, OnProblem on_problem);
  void forget(SSL_CTX* context) { contexts_.erase(context); }

  std::size_t connections() const { return connections_.size(); }

  // From OpenSSL.
  void on_context(SSL_CTX* context) { last_context_ = context; }
  void on_socket(BIO* bio) { last_socket_ = bio; }
  void on_connection(SSL* ssl);
  void on_handshake(SSL* ssl, int where, int value);

 private:
  struct Context {
    Names names;
    OnProblem on_problem;
  };
  static void free_closed(SSL* ssl);

  SSL_CTX* last_context_ = nullptr;
  BIO* last_socket_ = nullptr;
  std::map<SSL_CTX*, Context> contexts_;
  std::map<int, SSL*> connections_;  // by descriptor
};

}  // namespace caselli
