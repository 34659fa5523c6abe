#include "client/news_hub.h"

#include <algorithm>

namespace caselli {

// The mutex is held while `wake` runs, so that ending waits for a call on another thread;
// recursive, because a wake may end its own subscription.
struct NewsHub::Subscriber {
  std::recursive_mutex mutex;
  std::function<void()> wake;
  bool ended = false;
};

class NewsHub::Held final : public Subscription {
 public:
  Held(std::shared_ptr<NewsHub> hub, std::shared_ptr<Subscriber> subscriber)
      : hub_(std::move(hub)), subscriber_(std::move(subscriber)) {}
  ~Held() override { hub_->remove(subscriber_); }

 private:
  const std::shared_ptr<NewsHub> hub_;
  const std::shared_ptr<Subscriber> subscriber_;
};

std::unique_ptr<Subscription> NewsHub::subscribe(std::function<void()> wake) {
  auto subscriber = std::make_shared<Subscriber>();
  subscriber->wake = std::move(wake);
  const std::lock_guard lock{mutex_};
  subscribers_.push_back(subscriber);
  if (!stream_)
    stream_ = std::make_shared<NewsStream>(http_, [weak = weak_from_this()] {
      if (const auto hub = weak.lock()) hub->wake_all();
    });
  return std::make_unique<Held>(shared_from_this(), std::move(subscriber));
}

void NewsHub::remove(const std::shared_ptr<Subscriber>& subscriber) {
  {
    const std::lock_guard lock{subscriber->mutex};
    subscriber->ended = true;
  }
  std::shared_ptr<NewsStream> last;
  {
    const std::lock_guard lock{mutex_};
    std::erase(subscribers_, subscriber);
    if (subscribers_.empty()) last.swap(stream_);
  }
  if (last) last->stop();
}

void NewsHub::wake_all() {
  std::vector<std::shared_ptr<Subscriber>> all;
  {
    const std::lock_guard lock{mutex_};
    all = subscribers_;
  }
  for (const auto& subscriber : all) {
    const std::lock_guard lock{subscriber->mutex};
    if (!subscriber->ended) subscriber->wake();
  }
}

std::shared_ptr<NewsStream> NewsHub::stream() const {
  const std::lock_guard lock{mutex_};
  return stream_;
}

Changes NewsHub::changes(Revision after) const {
  const auto now = stream();
  return now ? now->changes(after) : Changes{};
}

LinkState NewsHub::link() const {
  const auto now = stream();
  return now ? now->link() : LinkState{false, "nobody follows the news of this server"};
}

}  // namespace caselli
