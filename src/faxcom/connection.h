#pragma once
// A FaxServer's way to its server, shared with every object that came from it: they keep
// it alive, and Disconnect cuts all of them off at once.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "base/clock.h"
#include "faxcom/com_method.h"
#include "service/fax_service.h"

namespace caselli::faxcom {

// Finds the server a client names (Connect's argument, as UTF-8) and makes sure it answers.
using Connector = std::function<Result<std::shared_ptr<FaxService>>(const std::string& server_name)>;

// Thread: any.
class Connection {
 public:
  Connection(std::shared_ptr<FaxService> service, std::shared_ptr<const Clock> clock)
      : service_(std::move(service)), clock_(std::move(clock)) {}

  // What is asked from now on fails; what is under way ends as it would have.
  void close() {
    std::shared_ptr<FaxService> former;  // goes after the lock: its end may take a while
    const std::lock_guard lock(mutex_);
    former.swap(service_);
  }

  // Runs `question(FaxService&)`, which returns a ComStatus; kNotConnected after close().
  template <class Question>
  ComStatus ask(Question&& question) const {
    const std::shared_ptr<FaxService> service = open_service();
    return service ? question(*service) : not_connected();
  }

  Instant now() const { return clock_->now(); }

  static ComStatus not_connected() {
    return {kNotConnected, "there is no connection to a fax server: call FaxServer.Connect"};
  }

 private:
  std::shared_ptr<FaxService> open_service() const {
    const std::lock_guard lock(mutex_);
    return service_;
  }

  mutable std::mutex mutex_;
  std::shared_ptr<FaxService> service_;  // null once closed
  const std::shared_ptr<const Clock> clock_;
};

}  // namespace caselli::faxcom
