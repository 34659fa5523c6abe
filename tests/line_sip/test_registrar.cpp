#include "test_registrar.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "base/text.h"

namespace caselli::test {
namespace {

std::string hash(const std::string& algorithm, const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> octets{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), octets.data(), &size, algorithm == "MD5" ? EVP_md5() : EVP_sha256(), nullptr);
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += "0123456789abcdef"[octets[i] >> 4];
    out += "0123456789abcdef"[octets[i] & 15];
  }
  return out;
}

// `NAME=value` or `NAME="value"` within a header.
std::string parameter(const std::string& header, const std::string& name) {
  for (const char* before : {" ", ",", ";"}) {
    auto at = header.find(before + name + "=");
    if (at == std::string::npos) continue;
    at += name.size() + 2;
    if (header[at] == '"') return header.substr(at + 1, header.find('"', at + 1) - at - 1);
    return header.substr(at, header.find_first_of(",; >", at) - at);
  }
  return {};
}

std::string uri_within(const std::string& header) {
  const auto open = header.find('<');
  return open == std::string::npos ? header : header.substr(open + 1, header.find('>', open) - open - 1);
}
std::string user_of(const std::string& uri) { return uri.substr(4, uri.find('@') - 4); }
std::string host_of(const std::string& uri) {
  const auto at = uri.find('@');
  const std::string rest = uri.substr(at == std::string::npos ? 4 : at + 1);
  return rest.substr(0, rest.find_first_of(";>"));
}

}  // namespace

struct TestRegistrar::Message {
  std::string start, body;
  std::vector<std::pair<std::string, std::string>> headers;

  explicit Message(const std::string& text) {
    const auto blank = text.find("\r\n\r\n");
    body = blank == std::string::npos ? "" : text.substr(blank + 4);
    for (const auto& each : split(text.substr(0, blank), '\n')) {
      const std::string line{trimmed(each)};
      if (start.empty())
        start = line;
      else if (const auto colon = line.find(':'); colon != std::string::npos)
        headers.emplace_back(line.substr(0, colon), std::string{trimmed(line.substr(colon + 1))});
    }
  }
  std::string get(const std::string& name) const {
    for (const auto& [key, value] : headers)
      if (lower_ascii(key) == lower_ascii(name)) return value;
    return {};
  }
  void remove_first(const std::string& name) {
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&](const auto& one) { return lower_ascii(one.first) == lower_ascii(name); });
    if (found != headers.end()) headers.erase(found);
  }
  std::string method() const { return start.substr(0, start.find(' ')); }
  std::string uri() const { return start.substr(method().size() + 1, start.rfind(' ') - method().size() - 1); }
  bool is_response() const { return start.starts_with("SIP/2.0"); }
  int status() const { return std::stoi(start.substr(8)); }
  std::string text() const {
    std::string out = start + "\r\n";
    for (const auto& [key, value] : headers) out += key + ": " + value + "\r\n";
    return out + "\r\n" + body;
  }
  std::string answer(const std::string& status, const std::string& lines) const {
    std::string out = "SIP/2.0 " + status + "\r\n";
    for (const auto& [key, value] : headers)
      if (key == "Via" || key == "From" || key == "Call-ID" || key == "CSeq") out += key + ": " + value + "\r\n";
    const auto to = get("To");
    return out + "To: " + to + (parameter(to, "tag").empty() ? ";tag=proxy" : "") + "\r\n" + lines +
           "Content-Length: 0\r\n\r\n";
  }
};

TestRegistrar::TestRegistrar(std::map<std::string, Account> accounts)
    : accounts_(std::move(accounts)), socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in own{};
  own.sin_family = AF_INET;
  own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&own), sizeof own), 0);
  socklen_t size = sizeof own;
  ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&own), &size);
  port_ = ntohs(own.sin_port);
  thread_ = std::thread([this] { run(); });
}

TestRegistrar::~TestRegistrar() {
  stopping_ = true;
  thread_.join();
}

TestRegistrar::Counts TestRegistrar::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

void TestRegistrar::run() {
  std::array<char, 65536> buffer;
  while (!stopping_) {
    pollfd ready{socket_.get(), POLLIN, 0};
    if (::poll(&ready, 1, 50) <= 0) continue;
    const auto got = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
    if (got < 8) continue;  // a keep-alive
    Message message{std::string(buffer.data(), static_cast<std::size_t>(got))};
    const std::lock_guard lock(mutex_);
    note(message);
    if (message.is_response())
      take_response(std::move(message));
    else
      take_request(std::move(message));
    changed_.notify_all();
  }
}

void TestRegistrar::send(const std::string& text, const std::string& host_and_port) {
  const auto colon = host_and_port.find(':');
  sockaddr_in to{};
  to.sin_family = AF_INET;
  inet_pton(AF_INET, host_and_port.substr(0, colon).c_str(), &to.sin_addr);
  to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(host_and_port.substr(colon + 1))));
  ::sendto(socket_.get(), text.data(), text.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

std::string TestRegistrar::via(const std::string& branch) const {
  return "SIP/2.0/UDP 127.0.0.1:" + std::to_string(port_) + ";branch=" + branch;
}

// Whether the request has the right digest (RFC 7616 3.4); if not, it was answered.
bool TestRegistrar::admit(const Message& message, bool proxy) {
  const auto given = message.get(proxy ? "Proxy-Authorization" : "Authorization");
  const auto user = user_of(uri_within(message.get("From")));
  const auto account = accounts_.find(user);
  const auto back = message.get("Via");
  const auto towards = back.substr(12, back.find(';') - 12);
  if (account == accounts_.end()) {
    send(message.answer("403 Forbidden", {}), towards);
    return false;
  }
  const auto& algorithm = account->second.algorithm;
  const std::string nonce = "n" + hash("MD5", message.get("Call-ID") + message.get("To"));
  if (!given.empty() && parameter(given, "nonce") == nonce) {
    const auto secret = hash(algorithm, user + ":test:" + account->second.password);
    const auto what = hash(algorithm, message.method() + ":" + parameter(given, "uri"));
    const auto right = hash(algorithm, secret + ":" + nonce + ":" + parameter(given, "nc") + ":" +
                                           parameter(given, "cnonce") + ":auth:" + what);
    if (parameter(given, "response") == right) return true;
    ++counts_.wrong;
  }
  refused_.insert(parameter(back, "branch"));
  const std::string challenge =
      "Digest realm=\"test\", nonce=\"" + nonce + "\", algorithm=" + algorithm + ", qop=\"auth\"\r\n";
  send(message.answer(proxy ? "407 Proxy Authentication Required" : "401 Unauthorized",
                      (proxy ? "Proxy-Authenticate: " : "WWW-Authenticate: ") + challenge),
       towards);
  return false;
}

void TestRegistrar::take_request(Message message) {
  const auto method = message.method();
  const auto branch = parameter(message.get("Via"), "branch");
  const bool inside = !parameter(message.get("To"), "tag").empty();
  if (method == "REGISTER") {
    if (!admit(message, false)) return;
    const auto back = message.get("Via");
    contacts_[user_of(uri_within(message.get("To")))] = uri_within(message.get("Contact"));
    if (parameter(message.get("Contact"), "expires") != "0" && message.get("Expires") != "0") ++counts_.registered;
    return send(message.answer("200 OK", "Contact: " + message.get("Contact") + "\r\n"),
                back.substr(12, back.find(';') - 12));
  }
  if (method == "ACK" && refused_.contains(branch)) return;
  if (method == "INVITE") {
    if (!admit(message, true)) return;
    ++(inside ? counts_.reinvites : counts_.invites);
  }
  std::string target = message.uri();
  if (!inside) {
    if (const auto found = contacts_.find(user_of(target)); found != contacts_.end()) target = found->second;
    message.start = method + " " + target + " SIP/2.0";
  }
  message.remove_first("Route");
  if (method == "INVITE")
    message.headers.insert(message.headers.begin(),
                           {"Record-Route", "<sip:127.0.0.1:" + std::to_string(port_) + ";lr>"});
  message.headers.insert(message.headers.begin(), {"Via", via("z9hG4bKproxy" + branch)});
  send(message.text(), host_of(target));
}

void TestRegistrar::take_response(Message message) {
  message.remove_first("Via");
  const auto next = message.get("Via");
  if (!next.empty()) return send(message.text(), next.substr(12, next.find(';') - 12));
  if (message.status() < 200) return;  // to a request of our own
  injected_ = message.text();
  const bool taken = message.status() < 300;
  send("ACK " + caller_contact_ + " SIP/2.0\r\nVia: " + via(taken ? "z9hG4bKinjectedack" : "z9hG4bKinjected") +
           "\r\nMax-Forwards: 70\r\nFrom: " + callee_ + "\r\nTo: " + message.get("To") + "\r\nCall-ID: " + call_id_ +
           "\r\nCSeq: " + std::to_string(callee_cseq_) + " ACK\r\nContent-Length: 0\r\n\r\n",
       host_of(caller_contact_));
}

void TestRegistrar::note(const Message& message) {
  if (!message.get("CSeq").ends_with(" INVITE") || message.get("Call-ID").empty()) return;
  const auto& speaks = message.is_response() ? message.get("To") : message.get("From");
  if (!message.body.empty()) described_[parameter(speaks, "tag")] = message.body;
  if (!message.is_response() && message.get("From") == callee_) callee_cseq_ = std::stoul(message.get("CSeq"));
  if (message.is_response() || !parameter(message.get("To"), "tag").empty()) {
    if (!message.is_response() || message.status() != 200 || !callee_.empty()) return;
    callee_ = message.get("To");
    callee_contact_ = uri_within(message.get("Contact"));
    return;
  }
  call_id_ = message.get("Call-ID");
  caller_ = message.get("From");
  caller_contact_ = uri_within(message.get("Contact"));
  callee_.clear();
  callee_cseq_ = 0;
}

std::string TestRegistrar::reinvite_caller(const std::string& sdp) {
  std::unique_lock lock(mutex_);
  injected_.clear();
  const auto body = sdp.empty() ? described_[parameter(callee_, "tag")] : sdp;
  send("INVITE " + caller_contact_ + " SIP/2.0\r\nVia: " + via("z9hG4bKinjected") + "\r\nMax-Forwards: 70\r\nFrom: " +
           callee_ + "\r\nTo: " + caller_ + "\r\nCall-ID: " + call_id_ + "\r\nCSeq: " + std::to_string(++callee_cseq_) +
           " INVITE\r\nContact: <sip:odd@127.0.0.1:" + std::to_string(port_) +
           ">\r\nContent-Type: application/sdp\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body,
       host_of(caller_contact_));
  EXPECT_TRUE(changed_.wait_for(lock, std::chrono::seconds{15}, [&] { return !injected_.empty(); }));
  return injected_;
}

}  // namespace caselli::test
