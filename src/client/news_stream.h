#pragma once
// Follows a server's events on a thread of its own, through lost connections and
// restarts of the server, into a NewsMirror.

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "client/news_mirror.h"
#include "http/http_client.h"
#include "service/fax_service.h"

namespace caselli {

struct NewsTiming {
  std::chrono::milliseconds silence{3000};     // the server writes at least each second (interfaces.md 4)
  std::chrono::milliseconds first_pause{100};  // before it connects again; doubled each time
  std::chrono::milliseconds longest_pause{2000};
};

// Times are real ones, as those of the HTTP client under it.
class NewsStream {
 public:
  // `on_news` is called on the stream's thread after something changed, or the link did.
  NewsStream(std::shared_ptr<HttpClient> http, std::function<void()> on_news, NewsTiming timing = {});
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
