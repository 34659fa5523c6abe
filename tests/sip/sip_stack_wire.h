#pragma once
// A far end made of a bare UDP socket: reads whole messages and sends what a test writes,
// right or wrong.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <string>
#include <string_view>

#include "base/handle.h"
#include "base/text.h"

namespace caselli::sip_kit {

class WirePeer {
 public:
  explicit WirePeer(const char* address = "127.0.0.1") : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in own{};
    own.sin_family = AF_INET;
    inet_pton(AF_INET, address, &own.sin_addr);
    EXPECT_EQ(bind(socket_.get(), reinterpret_cast<sockaddr*>(&own), sizeof own), 0);
    socklen_t size = sizeof own;
    getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&own), &size);
    port_ = ntohs(own.sin_port);
  }

  int port() const { return port_; }

  // The next message that is not a 100 and begins with `begin`; empty, and the test failed,
  // when none comes.
  std::string receive(std::string_view begin = {}) {
    for (;;) {
      const std::string message = receive_any(15'000);
      if (message.empty()) ADD_FAILURE() << "nothing came that begins with `" << begin << "`";
      if (message.empty() || message.starts_with(begin)) return message;
    }
  }
  // Whether anything comes within `ms`: for what must not come.
  std::string receive_any(int ms) {
    pollfd ready{socket_.get(), POLLIN, 0};
    if (poll(&ready, 1, ms) <= 0) return {};
    char buffer[65536];
    socklen_t size = sizeof far_;
    const auto got = recvfrom(socket_.get(), buffer, sizeof buffer, 0, reinterpret_cast<sockaddr*>(&far_), &size);
    return got > 0 ? std::string(buffer, static_cast<std::size_t>(got)) : std::string{};
  }
  void send_to(int port, const std::string& message) {
    far_.sin_family = AF_INET;
    inet_pton(AF_INET, "127.0.0.1", &far_.sin_addr);
    far_.sin_port = htons(static_cast<std::uint16_t>(port));
    send(message);
  }
  void send(const std::string& message) {
    sendto(socket_.get(), message.data(), message.size(), 0, reinterpret_cast<const sockaddr*>(&far_), sizeof far_);
  }

  static std::string header(const std::string& message, const std::string& name) {
    for (const auto& line : split(message, '\n')) {
      if (trimmed(line).empty()) break;
      const std::size_t colon = line.find(':');
      if (colon != std::string::npos && lower_ascii(trimmed(line.substr(0, colon))) == lower_ascii(name))
        return std::string{trimmed(line.substr(colon + 1))};
    }
    return {};
  }
  static std::string body(const std::string& message) {
    const std::size_t blank = message.find("\r\n\r\n");
    return blank == std::string::npos ? std::string{} : message.substr(blank + 4);
  }

  // `status` as `180 Ringing`; `lines` with their ends.
  void reply(const std::string& request, const std::string& status, const std::string& tag,
             const std::string& lines = {}, const std::string& sdp = {}) {
    std::string to = header(request, "To");
    if (to.find(";tag=") == std::string::npos && !tag.empty()) to += ";tag=" + tag;
    send("SIP/2.0 " + status + "\r\nVia: " + header(request, "Via") + "\r\nFrom: " + header(request, "From") +
         "\r\nTo: " + to + "\r\nCall-ID: " + header(request, "Call-ID") + "\r\nCSeq: " + header(request, "CSeq") +
         "\r\n" + contact() + lines + end(sdp));
  }
  std::string contact() const { return "Contact: <sip:wire@127.0.0.1:" + std::to_string(port_) + ">\r\n"; }
  static std::string end(const std::string& sdp) {
    std::string out;
    if (!sdp.empty()) out = "Content-Type: application/sdp\r\n";
    return out + "Content-Length: " + std::to_string(sdp.size()) + "\r\n\r\n" + sdp;
  }
  // A request outside a dialog, or inside one with `to_tag`.
  std::string request(const std::string& method, const std::string& call_id, int cseq, const std::string& to_tag = {},
                      const std::string& lines = {}, const std::string& sdp = {}, const std::string& user = "bob") {
    const std::string ours = "127.0.0.1:" + std::to_string(port_);
    return method + " sip:" + user + "@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP " + ours + ";branch=z9hG4bK" + call_id +
           method + std::to_string(cseq) + ";rport\r\nFrom: \"Wire\" <sip:wire@" + ours +
           ">;tag=w1\r\nTo: <sip:" + user + "@127.0.0.1>" + (to_tag.empty() ? "" : ";tag=" + to_tag) +
           "\r\nCall-ID: " + call_id + "\r\nCSeq: " + std::to_string(cseq) + " " + method + "\r\nMax-Forwards: 70\r\n" +
           contact() + lines + end(sdp);
  }

 private:
  FileDescriptor socket_;
  int port_ = 0;
  sockaddr_in far_{};
};

inline std::string tag_of(const std::string& header) {
  const std::size_t at = header.find(";tag=");
  return at == std::string::npos ? std::string{} : header.substr(at + 5, header.find_first_of("; ", at + 5) - at - 5);
}

}  // namespace caselli::sip_kit
