#include <curl/curl.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>

#include "base/handle.h"
#include "http/http_server.h"
#include "support/raw_http.h"
#include "support/temp_folder.h"

namespace caselli {
namespace {

using Key = Handle<EVP_PKEY, &EVP_PKEY_free>;
using Certificate = Handle<X509, &X509_free>;
using File = Handle<std::FILE, &std::fclose>;

// A certificate for 127.0.0.1 that vouches for itself, and its key.
void write_certificate(const std::filesystem::path& cert, const std::filesystem::path& key_file) {
  const Key key{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")};
  const Certificate made{X509_new()};
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
  X509_set_pubkey(made.get(), key.get());
  X509_NAME* name = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  X509_EXTENSION* address = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(made.get(), address, -1);
  X509_EXTENSION_free(address);
  X509_sign(made.get(), key.get(), EVP_sha256());
  const File cert_out{std::fopen(cert.c_str(), "w")};
  PEM_write_X509(cert_out.get(), made.get());
  const File key_out{std::fopen(key_file.c_str(), "w")};
  PEM_write_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

// Says one thing, whole or as events.
class Hello final : public HttpHandler, public HttpExchange, public EventReader {
 public:
  std::variant<HttpResponse, HttpAccepted> begin(HttpRequest request) override {
    events_ = request.path == "/events";
    return HttpAccepted{{this, [](HttpExchange*) {}}, 1u << 20, nullptr};
  }
  HttpResponse refusal(int status, const Error&) override { return {status, {}, nullptr}; }
  Status on_body(std::string_view piece) override {
    size_ += piece.size();
    return Done{};
  }
  void on_complete(Responder responder) override {
    if (events_) return responder.stream({}, {this, [](EventReader*) {}});
    responder.send({200, {}, share("hello " + std::to_string(size_) + std::string(300'000, '.'))});
  }
  void on_open(EventStream& stream) override { stream.wake(); }
  std::vector<SharedText> next() override { return {share(sse_event("hello", "1", "there"))}; }
  void on_closed() override {}

 private:
  bool events_ = false;
  std::size_t size_ = 0;
};

std::size_t append(char* bytes, std::size_t one, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(bytes, one * count);
  // A stream has no end: enough once the event is there.
  return static_cast<std::string*>(body)->find("data: there\n\n") == std::string::npos ? one * count : 0;
}

class TlsServer : public testing::Test {
 protected:
  void SetUp() override {
    options_.tls_cert = folder_ / "cert.pem";
    options_.tls_key = folder_ / "key.pem";
    write_certificate(options_.tls_cert, options_.tls_key);
    server_ = std::make_unique<HttpServer>(options_, handler_);
    const auto bound = server_->start();
    ASSERT_TRUE(bound.ok()) << bound.error().text;
    port_ = bound->port;
  }

  std::string get(const std::string& path, const std::string& body = "") {
    std::string answer;
    CURL* handle = curl_easy_init();
    curl_easy_setopt(handle, CURLOPT_URL, ("https://127.0.0.1:" + std::to_string(port_) + path).c_str());
    curl_easy_setopt(handle, CURLOPT_CAINFO, options_.tls_cert.c_str());
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, 60L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &append);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &answer);
    if (!body.empty()) curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.c_str());
    const CURLcode code = curl_easy_perform(handle);
    curl_easy_cleanup(handle);
    return code == CURLE_OK || code == CURLE_WRITE_ERROR ? answer : curl_easy_strerror(code);
  }

  TempFolder folder_;
  HttpServerOptions options_;
  Hello handler_;
  std::unique_ptr<HttpServer> server_;
  std::uint16_t port_ = 0;
};

TEST_F(TlsServer, requests_are_answered_over_tls) {
  EXPECT_TRUE(get("/", std::string(500'000, 'x')) == "hello 500000" + std::string(300'000, '.'));
}

TEST_F(TlsServer, events_are_streamed_over_tls) { EXPECT_EQ(get("/events"), "event: hello\nid: 1\ndata: there\n\n"); }

TEST_F(TlsServer, a_client_without_tls_is_let_go_and_others_are_still_served) {
  test::RawHttp plain(port_);
  plain.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(plain.read_to_end().find("HTTP/1.1"), std::string::npos);
  EXPECT_TRUE(get("/").starts_with("hello"));
}

TEST_F(TlsServer, a_key_of_another_certificate_is_bad_config) {
  TempFolder other;
  write_certificate(other / "cert.pem", other / "key.pem");
  HttpServerOptions mixed = options_;
  mixed.port = 0;
  mixed.tls_key = other / "key.pem";
  HttpServer server(mixed, handler_);
  const auto bound = server.start();
  ASSERT_FALSE(bound.ok());
  EXPECT_EQ(bound.error().code, Errc::bad_config);
  EXPECT_NE(bound.error().text.find(mixed.tls_key), std::string::npos);
}

}  // namespace
}  // namespace caselli
