#pragma once
// Reads server-sent events off a RawHttp connection, line by line as the standard says.

#include <optional>
#include <string>

#include "base/json.h"
#include "support/raw_http.h"

namespace caselli::test {

struct ReadEvent {
  std::string name, id, data;
  Json json() const { return parse_json(data).ok() ? *parse_json(data) : Json{}; }
};

class SseReader {
 public:
  // Sends `request` and demands a stream.
  SseReader(std::uint16_t port, const std::string& request, int receive_buffer = 0) : http_(port, receive_buffer) {
    http_.send(request);
    head = http_.read_head();
  }

  // The next event; comments are counted on the way. Nothing: the stream has ended.
  std::optional<ReadEvent> next() {
    ReadEvent event;
    while (true) {
      const std::string line = http_.read_until("\n");
      if (line.empty()) return {};
      if (line == "\n") {
        if (event.data.empty()) continue;
        event.id = last_id_;
        return event;
      }
      if (line.starts_with(":")) ++comments;
      if (line.starts_with("event: ")) event.name = line.substr(7, line.size() - 8);
      if (line.starts_with("id: ")) last_id_ = line.substr(4, line.size() - 5);
      if (line.starts_with("data: ")) event.data += line.substr(6, line.size() - 7);
    }
  }
  void read_comments(int count) {
    while (comments < count)
      if (http_.read_until("\n").starts_with(":")) ++comments;
  }
  bool is_ended() { return http_.is_ended(); }

  RawResponse head;
  int comments = 0;

 private:
  RawHttp http_;
  std::string last_id_;
};

}  // namespace caselli::test
