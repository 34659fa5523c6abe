#pragma once
// A client of plain bytes, for what a proper HTTP library would never send. Waits at most
// `kPatience` for anything: a test that hangs fails instead.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/handle.h"
#include "base/text.h"

namespace caselli::test {

struct RawResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class RawHttp {
 public:
  static constexpr int kPatience = 20;  // seconds

  // `receive_buffer`: bytes the kernel may hold for us; 0: as many as it likes.
  explicit RawHttp(std::uint16_t port, int receive_buffer = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (receive_buffer > 0) ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const timeval patience{kPatience, 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
      throw std::runtime_error("cannot connect");
  }

  // False when the other side has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  // Everything up to and with `mark`; what came when the connection ended before.
  std::string read_until(std::string_view mark) {
    std::size_t searched = 0;
    while (true) {
      const std::size_t found = held_.find(mark, searched);
      if (found != std::string::npos) return take(found + mark.size());
      searched = held_.size() > mark.size() ? held_.size() - mark.size() : 0;
      if (!fill()) return take(held_.size());
    }
  }
  std::string read_bytes(std::size_t count) {
    while (held_.size() < count && fill()) {
    }
    return take(std::min(count, held_.size()));
  }
  std::string read_to_end() {
    while (fill()) {
    }
    return take(held_.size());
  }

  // One answer with Content-Length (or without a body). Status 0: there was none.
  RawResponse read_response(bool has_body = true) {
    RawResponse response = read_head();
    const auto length = response.headers.find("content-length");
    if (has_body && length != response.headers.end())
      response.body = read_bytes(std::strtoull(length->second.c_str(), nullptr, 10));
    return response;
  }
  RawResponse read_head() {
    RawResponse response;
    const auto lines = split(read_until("\r\n\r\n"), '\n');
    if (lines.empty() || !lines[0].starts_with("HTTP/1.1 ")) return response;
    response.status = std::atoi(lines[0].c_str() + 9);
    for (std::size_t i = 1; i < lines.size(); ++i)
      if (const std::size_t colon = lines[i].find(':'); colon != std::string::npos)
        response.headers[lower_ascii(lines[i].substr(0, colon))] = trimmed(lines[i].substr(colon + 1));
    return response;
  }

  // Whether the server has ended the connection, once all was read.
  bool is_ended() { return held_.empty() && !fill(); }
  void finish_sending() { ::shutdown(socket_.get(), SHUT_WR); }

 private:
  bool fill() {
    char piece[16384];
    const ssize_t got = ::recv(socket_.get(), piece, sizeof piece, 0);
    if (got < 0 && errno == EAGAIN) throw std::runtime_error("the server kept silent");
    if (got <= 0) return false;
    held_.append(piece, static_cast<std::size_t>(got));
    return true;
  }
  std::string take(std::size_t count) {
    std::string taken = held_.substr(0, count);
    held_.erase(0, count);
    return taken;
  }

  FileDescriptor socket_;
  std::string held_;
};

}  // namespace caselli::test
