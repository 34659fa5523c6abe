#pragma once
// Reads a stream of server-sent events (WHATWG HTML 9.2.6) from pieces of any size.

#include <functional>
#include <string>
#include <string_view>

namespace caselli {

struct SseEvent {
  std::string name;  // `event:`; empty: a plain message
  std::string data;
  std::string id;       // the last `id:` of the stream so far, this event's if it has one
  bool has_id = false;  // this event has its own
};

// An event longer than `most_bytes` is skipped as a whole: memory stays bounded whatever
// the server sends. Thread: one at a time.
class SseParser {
 public:
  using OnEvent = std::function<void(const SseEvent&)>;

  explicit SseParser(std::size_t most_bytes = 8u << 20) : most_bytes_(most_bytes) {}

  // Takes the next bytes; `on_event` is called for each event that they complete.
  void feed(std::string_view bytes, const OnEvent& on_event);
  // Forgets a half event: for a new connection. The last id stays.
  void restart();

 private:
  void take_line(std::string_view line, const OnEvent& on_event);
  void take_field(std::string_view name, std::string_view value);
  void end_event(const OnEvent& on_event);

  const std::size_t most_bytes_;
  std::string line_;  // begun, its end not seen yet
  SseEvent event_;
  bool has_data_ = false;
  bool too_long_ = false;  // skip until the blank line
  bool skip_lf_ = false;   // the piece before ended with CR
  bool first_line_ = true;
};

}  // namespace caselli
