#pragma once
// MediaNetwork on real sockets: one thread for the media of many calls.

#include <atomic>
#include <memory>
#include <thread>

#include "media/media_network.h"

namespace caselli {

// The thread waits for the clock alone, twice in 20 ms, and then takes what came for all
// sockets: a call's datagrams are only heard at its next tick, and waking for each would
// cost more than they do. When they came is the kernel's word. The engine's work is done by
// whom it tells (a port's strand). Ticks of different calls are spread over the 20 ms, so
// that a hundred calls do not ask for the processor in the same moment.
class MediaLoop final : public MediaNetwork {
 public:
  // Errors: the kernel gives no descriptors.
  static Result<std::unique_ptr<MediaLoop>> start();
  ~MediaLoop() override;  // no receiver is called any more when it returns

  Result<std::unique_ptr<MediaSocket>> open(const std::string& address, PortRange range,
                                            std::weak_ptr<MediaReceiver> receiver) override;

  struct Impl;  // shared with sockets, which may outlive the loop

 private:
  explicit MediaLoop(std::shared_ptr<Impl> impl);
  std::shared_ptr<Impl> impl_;
  std::thread thread_;
};

}  // namespace caselli
