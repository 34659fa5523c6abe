#pragma once
// Follows a server's events on a thread of its own, through lost connections and
// restarts of the server, into a NewsMirror.

#include <functional>
#include <memory>
#include <string>

#include "client/news_mirror.h"
#include "http/http_client.h"
#include "service/fax_service.h"

namespace caselli {

class NewsStream {
 public:
  // `on_news` is called on the stream's thread after something changed, or the link did.
  NewsStream(std::shared_ptr<HttpClient> http, std::function<void()> on_news);
  ~NewsStream();
  NewsStream(const NewsStream&) = delete;

  // Ends soon, whatever the network does. `on_news` is not called after this returned,
  // unless it was called inside `on_news`. Thread: any.
  void stop();
  Changes changes(Revision after) const;  // Thread: any.
  LinkState link() const;                 // Thread: any.

 private:
  struct State;
  std::shared_ptr<State> state_;  // the thread's too: it may outlive us by its last steps
};

}  // namespace caselli
