#pragma once
// Machines in virtual time with a bad network between them: each is a MediaNetwork of its
// own, with a clock of its own that may run too fast. The same seed makes the same run.

#include <memory>
#include <string>

#include "base/virtual_time.h"
#include "media/media_network.h"
#include "support/impairment.h"

namespace caselli::test {

class ImpairedNetwork {
 public:
  // One machine: sockets on its address, which tick every kMediaTick of its own clock, each
  // somewhere else in the 20 ms.
  class Host : public MediaNetwork {
   public:
    virtual const Clock& clock() const = 0;
    virtual const std::string& address() const = 0;
    // What happens from now on to packets that leave here, whatever their socket.
    virtual void impair(const Impairment& impairment) = 0;
    virtual const ImpairedCounters& counters() const = 0;
  };

  // `time` outlives it; `seed` decides everything that is left to chance.
  ImpairedNetwork(VirtualTime& time, std::uint64_t seed);
  ~ImpairedNetwork();
  // A machine with that numeric address, whose clock runs `ppm` millionths faster than
  // virtual time. Lives as long as the network.
  Host& add_host(const std::string& address, double ppm = 0);

  struct Impl;

 private:
  std::shared_ptr<Impl> impl_;
};

}  // namespace caselli::test
