#include "port/status_publisher.h"

namespace caselli::port {

void StatusPublisher::at_once() {
  wanted_ = false;
  auto status = current_();
  if (!status || status == last_) return;
  board_.publish(*status);
  last_ = std::move(status);
  open_ = false;
  timer_ = executor_->after(kCounterPause, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->open();
  });
}

void StatusPublisher::open() {
  open_ = true;
  if (wanted_) at_once();
}

}  // namespace caselli::port
