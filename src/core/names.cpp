// Names of the small enumerations, as JSON and the command line spell them. Each list is
// in the order of its enum.

#include <algorithm>
#include <iterator>

#include "core/job.h"
#include "core/job_state.h"
#include "core/media.h"

namespace caselli {
namespace {

constexpr std::string_view kDirections[] = {"none", "send", "receive"};
constexpr std::string_view kTransports[] = {"none", "audio", "t38"};
constexpr std::string_view kPriorities[] = {"high", "normal", "low"};
constexpr std::string_view kResolutions[] = {"standard", "fine", "superfine"};
constexpr std::string_view kCompressions[] = {"MH", "MR", "MMR"};
constexpr std::string_view kJobStates[] = {"preparing", "queued", "waiting",   "held",      "sending",
                                           "sent",      "failed", "cancelled", "receiving", "received"};

template <class Enum, std::size_t N>
std::string_view spell(const std::string_view (&names)[N], Enum value) {
  return names[static_cast<std::size_t>(value)];
}

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::string_view (&names)[N], std::string_view name) {
  const auto at = std::ranges::find(names, name);
  if (at == std::end(names)) return {};
  return static_cast<Enum>(at - std::begin(names));
}

}  // namespace

std::string_view name_of(Direction value) { return spell(kDirections, value); }
std::string_view name_of(Transport value) { return spell(kTransports, value); }
std::string_view name_of(Priority value) { return spell(kPriorities, value); }
std::string_view name_of(Resolution value) { return spell(kResolutions, value); }
std::string_view name_of(Compression value) { return spell(kCompressions, value); }
std::string_view name_of(JobState value) { return spell(kJobStates, value); }

std::optional<Direction> parse_direction(std::string_view name) { return find<Direction>(kDirections, name); }
std::optional<Transport> parse_transport(std::string_view name) { return find<Transport>(kTransports, name); }
std::optional<Priority> parse_priority(std::string_view name) { return find<Priority>(kPriorities, name); }
std::optional<Resolution> parse_resolution(std::string_view name) { return find<Resolution>(kResolutions, name); }
std::optional<Compression> parse_compression(std::string_view name) { return find<Compression>(kCompressions, name); }
std::optional<JobState> parse_job_state(std::string_view name) { return find<JobState>(kJobStates, name); }

}  // namespace caselli
