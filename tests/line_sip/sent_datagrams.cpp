#include "sent_datagrams.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

namespace caselli::test {
namespace {

std::atomic<bool> g_noting = false;
std::mutex g_mutex;
std::vector<SentDatagram> g_noted;

void note_datagram(int socket, const sockaddr* to, socklen_t size, const iovec* parts, std::size_t count) {
  if (!g_noting) return;
  int kind = 0;
  socklen_t length = sizeof kind;
  sockaddr_storage own{}, far{};
  socklen_t own_size = sizeof own, far_size = sizeof far;
  if (::getsockopt(socket, SOL_SOCKET, SO_TYPE, &kind, &length) != 0 || kind != SOCK_DGRAM) return;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&own), &own_size) != 0 || own.ss_family != AF_INET) return;
  if (to == nullptr) {
    if (::getpeername(socket, reinterpret_cast<sockaddr*>(&far), &far_size) != 0) return;
    to = reinterpret_cast<const sockaddr*>(&far);
    size = far_size;
  }
  SentDatagram made;
  made.at = SystemClock{}.now();
  made.from = SocketAddress::from(own, own_size);
  sockaddr_storage target{};
  __builtin_memcpy(&target, to, std::min<std::size_t>(size, sizeof target));
  made.to = SocketAddress::from(target, size);
  for (std::size_t i = 0; i < count; ++i) {
    const auto* begin = static_cast<const std::uint8_t*>(parts[i].iov_base);
    made.bytes.insert(made.bytes.end(), begin, begin + parts[i].iov_len);
  }
  const std::lock_guard lock(g_mutex);
  g_noted.push_back(std::move(made));
}

void note_message(int socket, const msghdr& message) {
  note_datagram(socket, static_cast<const sockaddr*>(message.msg_name), message.msg_namelen, message.msg_iov,
                message.msg_iovlen);
}

}  // namespace

void begin_to_note_datagrams() {
  const std::lock_guard lock(g_mutex);
  g_noted.clear();
  g_noting = true;
}

std::vector<SentDatagram> noted_datagrams() {
  g_noting = false;
  const std::lock_guard lock(g_mutex);
  return std::exchange(g_noted, {});
}

}  // namespace caselli::test

extern "C" {

ssize_t sendto(int socket, const void* bytes, size_t size, int flags, const sockaddr* to, socklen_t to_size) {
  const iovec part{const_cast<void*>(bytes), size};
  caselli::test::note_datagram(socket, to, to_size, &part, 1);
  return ::syscall(SYS_sendto, socket, bytes, size, flags, to, to_size);
}

ssize_t send(int socket, const void* bytes, size_t size, int flags) {
  return sendto(socket, bytes, size, flags, nullptr, 0);
}

ssize_t sendmsg(int socket, const msghdr* message, int flags) {
  caselli::test::note_message(socket, *message);
  return ::syscall(SYS_sendmsg, socket, message, flags);
}

int sendmmsg(int socket, mmsghdr* messages, unsigned count, int flags) {
  for (unsigned i = 0; i < count; ++i) caselli::test::note_message(socket, messages[i].msg_hdr);
  return static_cast<int>(::syscall(SYS_sendmmsg, socket, messages, count, flags));
}

}  // extern "C"
