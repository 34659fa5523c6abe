#include "http/sse.h"

namespace caselli {

std::string sse_event(std::string_view name, std::string_view id, std::string_view data) {
  std::string text;
  text.reserve(name.size() + id.size() + data.size() + 32);
  text.append("event: ").append(name).append("\n");
  if (!id.empty()) text.append("id: ").append(id).append("\n");
  // CR, LF and CRLF each end a line of the stream: every line of data gets its own field.
  while (true) {
    const std::size_t end = data.find_first_of("\r\n");
    text.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == std::string_view::npos) break;
    data.remove_prefix(end + (data.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return text.append("\n");
}

}  // namespace caselli
