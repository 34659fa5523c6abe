#pragma once
// For tests of RTP: octets as they are written in books, packets, and a network in virtual
// time.

#include <cstdint>
#include <map>
#include <random>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "core/media.h"
#include "media/rtp_packet.h"

namespace caselli::rtp_testing {

using RtpOctets = std::vector<std::uint8_t>;

// `80 00 12 34`, blanks and line ends anywhere.
inline RtpOctets rtp_octets(std::string_view hex) {
  RtpOctets out;
  int high = -1;
  for (const char c : hex) {
    const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) continue;
    if (high < 0) {
      high = digit;
    } else {
      out.push_back(static_cast<std::uint8_t>(high << 4 | digit));
      high = -1;
    }
  }
  return out;
}

// One way: each datagram takes a time of its own, or never arrives, or does so twice. Later
// ones may overtake. The same seed does the same.
class RtpNetwork {
 public:
  struct Weather {
    Monotonic delay = std::chrono::milliseconds{40};
    Monotonic jitter{};  // from nothing to this on top, evenly
    double loss = 0;     // share of datagrams
    double twice = 0;
  };
  RtpNetwork(Weather weather, std::uint64_t seed) : weather_(weather), random_(seed) {}

  void send(Monotonic now, const RtpOctets& datagram) {
    if (chance_(random_) < weather_.loss) {
      ++lost_;
      return;
    }
    arrive(now, datagram);
    if (chance_(random_) < weather_.twice) arrive(now, datagram);
  }
  // Gives what arrives until `now`, with the time it did: receive(arrival, datagram).
  template <class Receive>
  void deliver(Monotonic now, Receive receive) {
    while (!on_the_way_.empty() && on_the_way_.begin()->first <= now) {
      const auto node = on_the_way_.extract(on_the_way_.begin());
      receive(node.key(), node.mapped());
    }
  }
  Weather& weather() { return weather_; }
  int lost() const { return lost_; }

 private:
  void arrive(Monotonic now, const RtpOctets& datagram) {
    const Monotonic extra{static_cast<std::int64_t>(chance_(random_) * static_cast<double>(weather_.jitter.count()))};
    on_the_way_.emplace(now + weather_.delay + extra, datagram);
  }

  Weather weather_;
  std::mt19937_64 random_;
  std::uniform_real_distribution<double> chance_{0, 1};
  std::multimap<Monotonic, RtpOctets> on_the_way_;
  int lost_ = 0;
};

// An instant of a clock that is wrong by so much, in true time.
inline Monotonic by_clock(Monotonic shown, double ppm) {
  return Monotonic{static_cast<std::int64_t>(static_cast<double>(shown.count()) / (1 + ppm * 1e-6))};
}

}  // namespace caselli::rtp_testing
