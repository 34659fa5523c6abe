#pragma once
// Where packets of calls leave and arrive, and the beat they move by. Two makers: MediaLoop
// (sockets and a thread) and, in tests, a network in virtual time that delays and loses.

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "media/socket_address.h"

namespace caselli {

using Datagram = std::vector<std::uint8_t>;

// The beat of a call's media: one exchange of core/media.h's kTick.
inline constexpr std::chrono::milliseconds kMediaTick{20};

// One UDP port of one call. Closes when it goes.
class MediaSocket {
 public:
  virtual ~MediaSocket() = default;
  virtual std::uint16_t port() const = 0;
  // Sends all of them, in this order, in one system call where there is one. Never waits:
  // what the kernel does not take is lost, as it might be on the way. Thread: any.
  virtual void send(const SocketAddress& to, std::span<const Datagram> datagrams) = 0;
};

// Called on the network's thread: takes notes and posts, does no work there. May be called
// once more after its socket went.
class MediaReceiver {
 public:
  virtual ~MediaReceiver() = default;
  virtual void on_datagram(const SocketAddress& from, std::span<const std::uint8_t> bytes, Monotonic at) = 0;
  virtual void on_tick(Monotonic now) = 0;
  // Whether it needs ticks; always the same. A call has several sockets and one beat.
  virtual bool takes_ticks() const { return true; }
};

struct PortRange {
  std::uint16_t first = 0, last = 0;  // both 0: any the kernel gives; both alike: that one
};

class MediaNetwork {
 public:
  virtual ~MediaNetwork() = default;
  // A socket on `address` (numeric) with a free, even port of the range (RFC 3550 11 likes
  // RTP on even ports; UDPTL does not mind). `receiver` gets its datagrams and, if it
  // takes them, a tick every kMediaTick. unavailable: no port of the range is free. Thread: any.
  virtual Result<std::unique_ptr<MediaSocket>> open(const std::string& address, PortRange range,
                                                    std::weak_ptr<MediaReceiver> receiver) = 0;
};

}  // namespace caselli
