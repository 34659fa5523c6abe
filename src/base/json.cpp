#include "base/json.h"

#include <fmt/format.h>

#include <array>

namespace caselli {
namespace {

// nlohmann parses any depth, but copies and writes by recursion, and finds a member of an
// ordered object by looking at all of them: both are bounded before it sees the text.
constexpr std::size_t kMostDepth = 64;
constexpr std::size_t kMostMembers = 4096;
constexpr std::size_t kMostComplaint = 200;

// The words of what is too much in `text`, or nothing. Needs no valid JSON.
std::string excess(std::string_view text) {
  struct Level {
    bool object = false;
    std::size_t members = 0;
  };
  std::array<Level, kMostDepth> levels;
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '[' || c == '{') {
      if (depth == kMostDepth) return fmt::format("values nest deeper than {} at byte {}", kMostDepth, i + 1);
      levels[depth++] = Level{c == '{', 1};
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    } else if (c == ',' && depth > 0 && ++levels[depth - 1].members > kMostMembers && levels[depth - 1].object) {
      return fmt::format("an object has more than {} members at byte {}", kMostMembers, i + 1);
    }
  }
  return {};
}

// Without the library's own prefix, `[json.exception.parse_error.101] parse error at `,
// and never as long as a hostile input.
std::string complaint(std::string_view what) {
  constexpr std::string_view kAt = "parse error at ";
  if (const auto at = what.find(kAt); at != std::string_view::npos) what.remove_prefix(at + kAt.size());
  std::string text{what.substr(0, kMostComplaint)};
  return what.size() > kMostComplaint ? text + "..." : text;
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
  if (auto too_much = excess(text); !too_much.empty())
    return Error{Errc::invalid_argument, "could not read the JSON: " + too_much};
  try {
    return Json::parse(text.begin(), text.end());
  } catch (const Json::exception& error) {
    return Error{Errc::invalid_argument, "could not read the JSON: " + complaint(error.what())};
  }
}

std::string to_text(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace caselli
