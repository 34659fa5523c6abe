#pragma once
// Server-sent events (WHATWG HTML, 9.2): how one is written, and how an endless answer
// is fed. A stream asks its reader for more only when the socket has taken what came
// before, so that a slow client holds one batch and never a backlog.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/http_message.h"

namespace caselli {

// One event; `data` is cut at line ends as the format demands. `name` and `id` must not
// contain line ends.
std::string sse_event(std::string_view name, std::string_view id, std::string_view data);

// The stream's end of an open answer. Thread: http.
class EventStream {
 public:
  virtual ~EventStream() = default;
  // There may be something new: asks the reader now, or as soon as the socket is free.
  virtual void wake() = 0;
  virtual void close() = 0;
};

// Feeds one stream. Thread: http, all calls.
class EventReader {
 public:
  virtual ~EventReader() = default;
  // The first call. `stream` lives until on_closed().
  virtual void on_open(EventStream& stream) = 0;
  // What to write next, in whole events; empty: nothing until wake().
  virtual std::vector<SharedText> next() = 0;
  // The last call: the client left, or the server stops.
  virtual void on_closed() = 0;
};

}  // namespace caselli
