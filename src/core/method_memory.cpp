#include "core/method_memory.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

namespace caselli {
namespace {

// In the order of the enum.
constexpr FaxMethodRow kFaxMethods[] = {
    {FaxMethod::t38, "t38", true, true, true},
    {FaxMethod::t38_without_ecm, "t38_without_ecm", true, false, true},
    {FaxMethod::audio, "audio", false, true, true},
    {FaxMethod::audio_without_v17, "audio_without_v17", false, true, false},
};
constexpr auto kLastMethod = static_cast<int>(std::size(kFaxMethods)) - 1;
static_assert(kLastMethod == static_cast<int>(FaxMethod::audio_without_v17));

// Ends that another way of sending may avoid.
constexpr Outcome kBlamedOnMethod[] = {Outcome::cut_off,         Outcome::no_carrier,  Outcome::negotiation_failed,
                                       Outcome::training_failed, Outcome::page_failed, Outcome::protocol_error};

}  // namespace

const FaxMethodRow& row_of(FaxMethod method) { return kFaxMethods[static_cast<std::size_t>(method)]; }

std::optional<FaxMethod> parse_fax_method(std::string_view name) {
  const auto* row = std::ranges::find(kFaxMethods, name, &FaxMethodRow::name);
  if (row == std::end(kFaxMethods)) return {};
  return row->method;
}

FaxMethod method_after_tries(int tries) { return static_cast<FaxMethod>(std::clamp(tries, 0, kLastMethod)); }

std::optional<MethodLesson> lesson_of(const Attempt& attempt, FaxMethod asked) {
  if (!attempt.answered) return {};
  const bool worked = attempt.outcome == Outcome::sent;
  if (!worked && std::ranges::find(kBlamedOnMethod, attempt.outcome) == std::end(kBlamedOnMethod)) return {};
  auto method = asked;
  if (row_of(asked).t38 && attempt.transport == Transport::audio) method = FaxMethod::audio;
  return MethodLesson{method, worked};
}

std::optional<FaxMethod> MethodMemory::first(const MethodPlace& place, Instant now) const {
  const auto found = known_.find(place);
  if (found == known_.end() || is_over(found->second, now)) return {};
  return found->second.first;
}

bool MethodMemory::learn(const MethodPlace& place, const MethodLesson& lesson, Instant now) {
  auto found = known_.find(place);
  bool changed = false;
  if (found != known_.end() && is_over(found->second, now)) {
    known_.erase(found);
    found = known_.end();
    changed = true;
  }
  const int next = static_cast<int>(lesson.method) + (lesson.worked ? 0 : 1);
  const auto first = next > kLastMethod ? FaxMethod::t38 : static_cast<FaxMethod>(next);
  if (found != known_.end() && found->second.first == first) return changed;
  if (first == FaxMethod::t38) return known_.erase(place) > 0 || changed;
  if (found == known_.end()) make_room();
  known_[place] = {first, now};
  return true;
}

std::optional<MethodEntry> MethodMemory::find(const MethodPlace& place) const {
  const auto found = known_.find(place);
  if (found == known_.end()) return {};
  return MethodEntry{place, found->second.first, found->second.learned};
}

void MethodMemory::restore(const std::vector<MethodEntry>& entries) {
  auto newest = entries;
  std::erase_if(newest, [](const MethodEntry& entry) { return entry.first == FaxMethod::t38; });
  std::ranges::stable_sort(newest, std::greater{}, &MethodEntry::learned);
  known_.clear();
  for (const auto& entry : newest) {
    if (known_.size() == most_) break;
    known_.try_emplace(entry.place, Known{entry.first, entry.learned});
  }
}

std::vector<MethodEntry> MethodMemory::entries() const {
  std::vector<MethodEntry> all;
  all.reserve(known_.size());
  for (const auto& [place, known] : known_) all.push_back({place, known.first, known.learned});
  return all;
}

// Several at a time, so that a full memory is not searched for each lesson.
void MethodMemory::make_room() {
  if (known_.size() < most_) return;
  std::vector<std::pair<Instant, MethodPlace>> oldest;
  oldest.reserve(known_.size());
  for (const auto& [place, known] : known_) oldest.emplace_back(known.learned, place);
  const auto count = std::max<std::size_t>(1, most_ / 16);
  std::ranges::nth_element(oldest, oldest.begin() + static_cast<std::ptrdiff_t>(count - 1));
  for (std::size_t i = 0; i < count; ++i) known_.erase(oldest[i].second);
}

}  // namespace caselli
