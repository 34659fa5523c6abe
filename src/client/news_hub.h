#pragma once
// The subscriptions to a far server's news: the stream runs while there is one.

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "client/news_stream.h"

namespace caselli {

// Held by shared_ptr; subscriptions keep it. Thread: any.
class NewsHub : public std::enable_shared_from_this<NewsHub> {
 public:
  explicit NewsHub(std::shared_ptr<HttpClient> http) : http_(std::move(http)) {}

  std::unique_ptr<Subscription> subscribe(std::function<void()> wake);
  Changes changes(Revision after) const;
  LinkState link() const;

 private:
  struct Subscriber;
  class Held;

  std::shared_ptr<NewsStream> stream() const;
  void wake_all();
  void remove(const std::shared_ptr<Subscriber>& subscriber);

  const std::shared_ptr<HttpClient> http_;
  mutable std::mutex mutex_;
  std::vector<std::shared_ptr<Subscriber>> subscribers_;
  std::shared_ptr<NewsStream> stream_;
};

}  // namespace caselli
