#include "client/sse_parser.h"

#include <utility>

namespace caselli {

void SseParser::feed(std::string_view bytes, const OnEvent& on_event) {
  while (!bytes.empty()) {
    if (std::exchange(skip_lf_, false) && bytes[0] == '\n') {
      bytes.remove_prefix(1);
      continue;
    }
    const auto end = bytes.find_first_of("\r\n");
    const auto piece = bytes.substr(0, end);
    const bool fits = line_.size() + event_.data.size() + piece.size() <= most_bytes_;
    if (!fits) too_long_ = true;
    if (end == bytes.npos) {
      if (fits) line_ += piece;
      return;
    }
    skip_lf_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    if (line_.empty()) {
      take_line(fits ? piece : ":", on_event);  // the usual case: the line lies in one piece
    } else {
      line_ += fits ? piece : std::string_view{};
      take_line(std::exchange(line_, {}), on_event);
    }
  }
}

void SseParser::restart() {
  line_.clear();
  event_.name.clear();
  event_.data.clear();
  event_.has_id = has_data_ = too_long_ = skip_lf_ = false;
  first_line_ = true;
}

void SseParser::take_line(std::string_view line, const OnEvent& on_event) {
  if (std::exchange(first_line_, false) && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  if (line.empty()) return end_event(on_event);
  if (too_long_ || line[0] == ':') return;
  const auto colon = line.find(':');
  auto value = colon == line.npos ? std::string_view{} : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  take_field(line.substr(0, colon), value);
}

void SseParser::take_field(std::string_view name, std::string_view value) {
  if (name == "data") {
    if (has_data_) event_.data += '\n';
    event_.data += value;
    has_data_ = true;
  } else if (name == "event") {
    event_.name = value;
  } else if (name == "id" && value.find('\0') == value.npos) {
    event_.id = value;
    event_.has_id = true;
  }
}

void SseParser::end_event(const OnEvent& on_event) {
  if (!std::exchange(too_long_, false) && has_data_) on_event(event_);
  event_.name.clear();
  event_.data.clear();
  event_.has_id = has_data_ = false;
}

}  // namespace caselli
