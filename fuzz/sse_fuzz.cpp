// A server's stream of events, as a client reads it: cut into pieces of any size it gives
// the same events, and the copy of the server's state takes whatever they say.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "client/news_mirror.h"
#include "client/sse_parser.h"

namespace {

using namespace caselli;

constexpr std::size_t kMostBytes = 4096;

std::string told(std::string_view stream, std::size_t piece, NewsMirror* mirror) {
  SseParser parser{kMostBytes};
  std::string out;
  while (!stream.empty()) {
    const auto size = std::min(piece, stream.size());
    parser.feed(stream.substr(0, size), [&](const SseEvent& event) {
      if (event.data.size() > kMostBytes) std::abort();
      out += event.name + '\1' + event.id + '\1' + event.data + '\2';
      if (mirror) mirror->apply(event);
    });
    stream.remove_prefix(size);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view stream{reinterpret_cast<const char*>(data) + 1, size - 1};
  NewsMirror mirror;
  const auto whole = told(stream, std::max<std::size_t>(stream.size(), 1), &mirror);
  // Which event is too long may depend on the pieces only for streams that are.
  if (stream.size() <= kMostBytes && told(stream, data[0] % 16 + 1u, nullptr) != whole) std::abort();
  const auto all = mirror.changes(0);
  if (all.ports.size() + all.jobs.size() > size) std::abort();
  return 0;
}
