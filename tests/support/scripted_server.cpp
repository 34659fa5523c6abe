#include "support/scripted_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <stdexcept>

namespace caselli {
namespace {

using namespace std::chrono_literals;

constexpr auto kNever = 60s;

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

FileDescriptor listen_somewhere(int& port) {
  FileDescriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket.get(), generic, size) != 0 || ::listen(socket.get(), 64) != 0 ||
      ::getsockname(socket.get(), generic, &size) != 0)
    throw std::runtime_error("could not listen on 127.0.0.1");
  port = ntohs(address.sin_port);
  return socket;
}

}  // namespace

bool ScriptedConnection::fill() {
  char bytes[16 * 1024];
  const auto got = ::recv(socket_.get(), bytes, sizeof bytes, 0);
  if (got <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(got));
  return true;
}

std::optional<ScriptedRequest> ScriptedConnection::read() {
  std::size_t head_end;
  while ((head_end = buffer_.find("\r\n\r\n")) == buffer_.npos)
    if (!fill()) return {};
  ScriptedRequest request;
  std::size_t at = buffer_.find("\r\n");
  const auto line = buffer_.substr(0, at);
  const auto blank = line.find(' ');
  request.method = line.substr(0, blank);
  request.path = line.substr(blank + 1, line.rfind(' ') - blank - 1);
  while (at < head_end) {
    const auto next = buffer_.find("\r\n", at + 2);
    const auto header = buffer_.substr(at + 2, next - at - 2);
    const auto colon = header.find(": ");
    if (colon != header.npos) request.headers[lower(header.substr(0, colon))] = header.substr(colon + 2);
    at = next;
  }
  buffer_.erase(0, head_end + 4);
  if (request.headers.contains("expect")) send("HTTP/1.1 100 Continue\r\n\r\n");
  const auto length = request.headers.find("content-length");
  if (length != request.headers.end()) {
    const auto size = std::stoul(length->second);
    while (buffer_.size() < size)
      if (!fill()) return {};
    request.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
  }
  return request;
}

bool ScriptedConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool ScriptedConnection::answer(int status, std::string_view headers, std::string_view body) {
  std::string text = "HTTP/1.1 " + std::to_string(status) + " Scripted\r\n" + std::string{headers};
  if (status != 304 && status != 204) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return send(text + "\r\n" + std::string{body});
}

bool ScriptedConnection::wait_closed(int most_ms) {
  for (;;) {
    pollfd waiting{socket_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, most_ms) == 0) return false;
    if (!fill()) return true;
  }
}

ScriptedServer::ScriptedServer(Script script) : script_(std::move(script)), listener_(listen_somewhere(port_)) {
  accepting_ = std::thread([this] { accept_all(); });
}

ScriptedServer::ScriptedServer(Answers answers)
    : ScriptedServer(Script{[this, answers = std::move(answers)](ScriptedConnection& connection) {
        while (auto request = connection.read()) {
          {
            const std::lock_guard lock{mutex_};
            requests_.push_back(*request);
          }
          answers(connection, *request);
        }
      }}) {}

ScriptedServer::~ScriptedServer() {
  stopping_ = true;
  ::shutdown(listener_.get(), SHUT_RDWR);
  accepting_.join();
  std::vector<std::thread> threads;
  {
    const std::lock_guard lock{mutex_};
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
    threads.swap(threads_);
  }
  for (auto& thread : threads) thread.join();
}

std::vector<ScriptedRequest> ScriptedServer::requests() const {
  const std::lock_guard lock{mutex_};
  return requests_;
}

void ScriptedServer::accept_all() {
  for (;;) {
    FileDescriptor socket{::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)};
    if (!socket || stopping_) return;
    ++connections_;
    const std::lock_guard lock{mutex_};
    open_.push_back(socket.get());
    threads_.emplace_back([this, connection = ScriptedConnection{std::move(socket)}]() mutable {
      const int fd = connection.fd();
      script_(connection);
      const std::lock_guard held{mutex_};
      std::erase(open_, fd);
      ::shutdown(fd, SHUT_RDWR);
      connection = ScriptedConnection{FileDescriptor{}};  // closed before its number can be shut down again
    });
  }
}

int closed_port() {
  int port = 0;
  listen_somewhere(port);
  return port;
}

bool Gate::wait(const std::function<bool()>& done) {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, kNever, done);
}

}  // namespace caselli
