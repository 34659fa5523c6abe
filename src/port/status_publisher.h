#pragma once
// Publishes one port's status: news at once, moving counters at most 5 times a second,
// the last values always, and nothing twice.
// Thread: the port's executor.

#include <functional>
#include <memory>
#include <optional>

#include "base/executor.h"
#include "core/port_status.h"
#include "status/status_board.h"

namespace caselli::port {

inline constexpr std::chrono::milliseconds kCounterPause{200};

class StatusPublisher : public std::enable_shared_from_this<StatusPublisher> {
 public:
  // `current` makes the status to show; it is asked only when one is to be published, and
  // says nothing when the port has gone.
  using Current = std::function<std::optional<PortStatus>()>;
  StatusPublisher(StatusBoard& board, std::shared_ptr<Executor> executor, Current current)
      : board_(board), executor_(std::move(executor)), current_(std::move(current)) {}

  void at_once();
  void soon() {
    if (open_)
      at_once();
    else
      wanted_ = true;
  }

 private:
  void open();

  StatusBoard& board_;
  const std::shared_ptr<Executor> executor_;
  const Current current_;
  bool open_ = true;     // counters may go now
  bool wanted_ = false;  // they moved while they might not
  std::optional<PortStatus> last_;
  Timer timer_;
};

}  // namespace caselli::port
