#include "media/media_loop.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <map>
#include <mutex>
#include <utility>

#include "base/executor.h"
#include "base/handle.h"

namespace caselli {
namespace {

constexpr int kBeats = 2;                          // a socket's tick comes with one of these
constexpr int kDatagramsAtOnce = 16;               // of one socket, before others have their turn
constexpr std::chrono::seconds kOldestArrival{1};  // a wall clock that was set in between is not believed
constexpr int kRoundsOfArrivals = 4;               // of 256 sockets, at one beat
constexpr std::size_t kMostDatagram = 2048;
constexpr std::uint64_t kClockId = 0, kStopId = 1, kFirstSocketId = 2;

Error last_error(std::string_view doing) {
  return {Errc::unavailable, fmt::format("cannot {}: {}", doing, std::strerror(errno))};
}

// When the kernel had it, by its stamp; we look some milliseconds later.
Monotonic arrival_of(msghdr& message, Monotonic now, std::chrono::nanoseconds wall_now) {
  for (auto* item = CMSG_FIRSTHDR(&message); item != nullptr; item = CMSG_NXTHDR(&message, item)) {
    if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_TIMESTAMPNS) continue;
    timespec stamp{};
    std::memcpy(&stamp, CMSG_DATA(item), sizeof stamp);
    const auto age = wall_now - (std::chrono::seconds{stamp.tv_sec} + std::chrono::nanoseconds{stamp.tv_nsec});
    return now - std::clamp<std::chrono::nanoseconds>(age, std::chrono::nanoseconds{0}, kOldestArrival);
  }
  return now;
}

Monotonic steady_now() { return std::chrono::steady_clock::now().time_since_epoch(); }

struct OpenSocket {
  FileDescriptor fd;
  std::weak_ptr<MediaReceiver> receiver;
};

// Buffers for one recvmmsg, made once.
struct Inbox {
  std::array<std::array<std::uint8_t, kMostDatagram>, kDatagramsAtOnce> bytes;
  std::array<sockaddr_storage, kDatagramsAtOnce> from;
  std::array<iovec, kDatagramsAtOnce> pieces;
  std::array<mmsghdr, kDatagramsAtOnce> messages;
  struct alignas(cmsghdr) Stamp {
    std::array<char, CMSG_SPACE(sizeof(timespec))> bytes;
  };
  std::array<Stamp, kDatagramsAtOnce> stamps;

  Inbox() {
    for (std::size_t i = 0; i < messages.size(); ++i) {
      pieces[i] = {bytes[i].data(), bytes[i].size()};
      messages[i] = {};
      messages[i].msg_hdr.msg_name = &from[i];
      messages[i].msg_hdr.msg_iov = &pieces[i];
      messages[i].msg_hdr.msg_iovlen = 1;
      messages[i].msg_hdr.msg_control = stamps[i].bytes.data();
      renew(i);
    }
  }
  // What the kernel overwrote of a message that was used.
  void renew(std::size_t i) {
    messages[i].msg_hdr.msg_namelen = sizeof from[i];
    messages[i].msg_hdr.msg_controllen = stamps[i].bytes.size();
  }
  int receive(int fd) { return ::recvmmsg(fd, messages.data(), messages.size(), MSG_DONTWAIT, nullptr); }
};

}  // namespace

struct MediaLoop::Impl {
  FileDescriptor epoll, clock, stop;
  FileDescriptor arrivals;  // an epoll of the sockets: looked at with each beat, so that one waking serves many
  std::mutex mutex;
  std::map<std::uint64_t, std::shared_ptr<OpenSocket>> sockets;
  std::array<std::vector<std::shared_ptr<OpenSocket>>, kBeats> beats;  // the same, by whose tick comes together
  std::atomic<std::uint64_t> next_id = kFirstSocketId;
  std::size_t next_beat = 0;

  static bool watch(const FileDescriptor& by, int fd, std::uint64_t id) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = id;
    return ::epoll_ctl(by.get(), EPOLL_CTL_ADD, fd, &event) == 0;
  }
  void add(std::uint64_t id, std::shared_ptr<OpenSocket> socket) {
    const auto receiver = socket->receiver.lock();
    const std::lock_guard lock(mutex);
    if (receiver && receiver->takes_ticks()) beats[next_beat++ % kBeats].push_back(socket);
    sockets[id] = std::move(socket);
  }
  void remove(std::uint64_t id) {
    const std::lock_guard lock(mutex);
    const auto found = sockets.find(id);
    if (found == sockets.end()) return;
    for (auto& beat : beats) std::erase(beat, found->second);
    sockets.erase(found);
  }
  std::shared_ptr<OpenSocket> find(std::uint64_t id) {
    const std::lock_guard lock(mutex);
    const auto found = sockets.find(id);
    return found == sockets.end() ? nullptr : found->second;
  }

  void run() {
    std::array<epoll_event, 2> events{};
    const auto inbox = std::make_unique<Inbox>();
    int beat = 0;
    for (;;) {
      const int ready = ::epoll_wait(epoll.get(), events.data(), events.size(), -1);
      for (int i = 0; i < ready; ++i) {
        if (events[static_cast<std::size_t>(i)].data.u64 == kStopId) return;
        take_arrivals(*inbox);
        tell_time(beat);
      }
    }
  }

  // What came since the last beat; a socket that is flooded has its turn again with the next one.
  void take_arrivals(Inbox& inbox) {
    std::array<epoll_event, 256> events{};
    for (int round = 0; round < kRoundsOfArrivals; ++round) {
      const int ready = ::epoll_wait(arrivals.get(), events.data(), events.size(), 0);
      for (int i = 0; i < ready; ++i)
        if (const auto socket = find(events[static_cast<std::size_t>(i)].data.u64)) deliver(*socket, inbox);
      if (ready < static_cast<int>(events.size())) return;
    }
  }

  static void deliver(OpenSocket& socket, Inbox& inbox) {
    const int got = inbox.receive(socket.fd.get());
    const auto receiver = socket.receiver.lock();
    const auto now = steady_now();
    const auto wall_now = std::chrono::system_clock::now().time_since_epoch();
    for (std::size_t i = 0; got > 0 && i < static_cast<std::size_t>(got); ++i) {
      auto& message = inbox.messages[i];
      const bool whole = (message.msg_hdr.msg_flags & MSG_TRUNC) == 0;  // else larger than any of ours may be
      if (receiver && whole)
        receiver->on_datagram(SocketAddress::from(inbox.from[i], message.msg_hdr.msg_namelen),
                              {inbox.bytes[i].data(), message.msg_len}, arrival_of(message.msg_hdr, now, wall_now));
      inbox.renew(i);
    }
  }

  // After a delay of the machine the beats that were missed come at once, each one time:
  // who hears of a tick looks at the time.
  void tell_time(int& beat) {
    std::uint64_t passed = 0;
    if (::read(clock.get(), &passed, sizeof passed) != sizeof passed) return;
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(passed, kBeats); ++i) {
      beat = (beat + 1) % kBeats;
      std::vector<std::shared_ptr<OpenSocket>> due;
      {
        const std::lock_guard lock(mutex);
        due = beats[static_cast<std::size_t>(beat)];
      }
      const auto now = steady_now();
      const PostBatch together;  // one tick of a call is little work
      for (const auto& socket : due)
        if (const auto receiver = socket->receiver.lock()) receiver->on_tick(now);
    }
  }
};

namespace {

class LoopSocket final : public MediaSocket {
 public:
  LoopSocket(std::shared_ptr<MediaLoop::Impl> loop, std::uint64_t id, std::shared_ptr<OpenSocket> socket,
             std::uint16_t port)
      : loop_(std::move(loop)), id_(id), socket_(std::move(socket)), port_(port) {}
  ~LoopSocket() override {
    ::epoll_ctl(loop_->arrivals.get(), EPOLL_CTL_DEL, socket_->fd.get(), nullptr);
    loop_->remove(id_);
  }
  std::uint16_t port() const override { return port_; }

  void send(const SocketAddress& to, std::span<const Datagram> datagrams) override {
    std::array<iovec, kDatagramsAtOnce> pieces{};
    std::array<mmsghdr, kDatagramsAtOnce> messages{};
    while (!datagrams.empty()) {
      const auto now = std::min<std::size_t>(datagrams.size(), messages.size());
      for (std::size_t i = 0; i < now; ++i) {
        pieces[i] = {const_cast<std::uint8_t*>(datagrams[i].data()), datagrams[i].size()};
        messages[i].msg_hdr.msg_name = const_cast<sockaddr*>(to.get());
        messages[i].msg_hdr.msg_namelen = to.length();
        messages[i].msg_hdr.msg_iov = &pieces[i];
        messages[i].msg_hdr.msg_iovlen = 1;
      }
      const int sent = ::sendmmsg(socket_->fd.get(), messages.data(), static_cast<unsigned>(now), MSG_DONTWAIT);
      // An error left behind by an earlier datagram (ECONNREFUSED) is told once; go on.
      datagrams = datagrams.subspan(sent > 0 ? static_cast<std::size_t>(sent) : 1);
    }
  }

 private:
  std::shared_ptr<MediaLoop::Impl> loop_;
  std::uint64_t id_;
  std::shared_ptr<OpenSocket> socket_;
  std::uint16_t port_;
};

Result<FileDescriptor> make_udp(const SocketAddress& address) {
  FileDescriptor fd{::socket(address.get()->sa_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
  if (!fd) return last_error("make a UDP socket");
  const int on = 1;
  ::setsockopt(fd.get(), SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  if (address.is_ipv6()) ::setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (::bind(fd.get(), address.get(), address.length()) != 0)
    return last_error(fmt::format("open UDP {}", address.text()));
  return fd;
}

std::uint16_t port_of(int fd) {
  sockaddr_storage own{};
  socklen_t length = sizeof own;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&own), &length) != 0) return 0;
  return SocketAddress::from(own, length).port();
}

}  // namespace

MediaLoop::MediaLoop(std::shared_ptr<Impl> impl) : impl_(std::move(impl)), thread_([impl = impl_] { impl->run(); }) {}

Result<std::unique_ptr<MediaLoop>> MediaLoop::start() {
  auto impl = std::make_shared<Impl>();
  impl->epoll.reset(::epoll_create1(EPOLL_CLOEXEC));
  impl->arrivals.reset(::epoll_create1(EPOLL_CLOEXEC));
  impl->clock.reset(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
  impl->stop.reset(::eventfd(0, EFD_CLOEXEC));
  itimerspec beats{};
  beats.it_interval.tv_nsec = beats.it_value.tv_nsec = std::chrono::nanoseconds{kMediaTick}.count() / kBeats;
  if (!impl->epoll || !impl->arrivals || !impl->clock || !impl->stop ||
      ::timerfd_settime(impl->clock.get(), 0, &beats, nullptr) != 0 ||
      !Impl::watch(impl->epoll, impl->clock.get(), kClockId) || !Impl::watch(impl->epoll, impl->stop.get(), kStopId))
    return last_error("start the media loop");
  return std::unique_ptr<MediaLoop>(new MediaLoop(std::move(impl)));
}

MediaLoop::~MediaLoop() {
  const std::uint64_t one = 1;
  static_cast<void>(!::write(impl_->stop.get(), &one, sizeof one));
  thread_.join();
}

Result<std::unique_ptr<MediaSocket>> MediaLoop::open(const std::string& address, PortRange range,
                                                     std::weak_ptr<MediaReceiver> receiver) {
  const auto id = impl_->next_id++;

  // Each call begins to look at another place: a port that was closed rests for a while.
  const bool one_port = range.first == range.last;
  const int first = one_port ? range.first : range.first + range.first % 2;
  const int pairs = one_port ? 1 : std::max((range.last - first + 1) / 2, 1);
  auto fd = Result<FileDescriptor>(Error{Errc::unavailable, ""});
  for (int i = 0; i < pairs && !fd; ++i) {
    const int port =
        first + 2 * static_cast<int>((id + static_cast<std::uint64_t>(i)) % static_cast<std::uint64_t>(pairs));
    const auto local = SocketAddress::parse(address, static_cast<std::uint16_t>(port));
    if (!local) return local.error();
    fd = make_udp(*local);
    if (!fd && errno != EADDRINUSE) return fd.error();
  }
  if (!fd)
    return Error{Errc::unavailable,
                 fmt::format("no media port from {} to {} is free on {}: give the line a larger range", range.first,
                             range.last, address)};
  const auto port = port_of(fd->get());
  auto socket = std::make_shared<OpenSocket>();
  socket->fd = std::move(*fd);
  socket->receiver = std::move(receiver);
  impl_->add(id, socket);
  if (!Impl::watch(impl_->arrivals, socket->fd.get(), id)) {
    const auto failed = last_error("watch a UDP socket");
    impl_->remove(id);
    return failed;
  }
  return std::unique_ptr<MediaSocket>(std::make_unique<LoopSocket>(impl_, id, std::move(socket), port));
}

}  // namespace caselli
