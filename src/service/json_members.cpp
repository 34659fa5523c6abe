#include "service/json_members.h"

namespace caselli {
namespace {

constexpr std::size_t kMostShown = 40;

// A value as an error shows it: its beginning.
std::string shown(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  auto text = to_text(value);
  if (text.size() <= kMostShown) return text;
  auto end = kMostShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a character
  return text.substr(0, end) + "...";
}

}  // namespace

MemberReader::MemberReader(const Json& json, Reading reading, std::string path)
    : json_(json), reading_(reading), path_(std::move(path)) {
  if (!json_.is_object())
    error_ = Error{Errc::invalid_argument, fmt::format("{} must be an object, not {}",
                                                       path_.empty() ? "the JSON" : '`' + path_ + '`', shown(json_))};
}

const Json* MemberReader::find(std::string_view name) {
  if (error_ && !json_.is_object()) return nullptr;
  if (std::find(known_.begin(), known_.end(), name) == known_.end()) known_.push_back(name);
  const auto found = json_.find(name);
  if (found == json_.end() || (reading_ == Reading::lenient && found->is_null())) return nullptr;
  return &*found;
}

void MemberReader::fail(Error error) {
  if (!error_) error_ = std::move(error);
}

void MemberReader::fail_type(std::string_view name, std::string_view expected, const Json& found) {
  fail({Errc::invalid_argument, fmt::format("`{}` must be {}, not {}", path_of(name), expected, shown(found))});
}

std::string MemberReader::path_of(std::string_view name) const {
  return path_.empty() ? std::string{name} : fmt::format("{}.{}", path_, name);
}

Status MemberReader::finish() {
  if (error_ || reading_ == Reading::lenient) return error_ ? Status{*error_} : Status{Done{}};
  for (const auto& [name, value] : json_.items())
    if (std::find(known_.begin(), known_.end(), name) == known_.end())
      return Error{Errc::unknown_field, fmt::format("unknown member `{}`; known here: {}",
                                                    path_of(name.substr(0, kMostShown)), fmt::join(known_, ", "))};
  return Done{};
}

}  // namespace caselli
