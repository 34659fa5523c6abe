#pragma once
// Which way of sending to begin with: what worked or failed last with each far end. A
// value; time is handed in. Thread: one at a time.

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "core/job.h"

namespace caselli {

// The ways, in the order retries go through them.
enum class FaxMethod { t38, t38_without_ecm, audio, audio_without_v17 };

struct FaxMethodRow {
  FaxMethod method;
  std::string_view name;  // as stored
  bool t38, ecm, v17;     // what the attempt may use
};
const FaxMethodRow& row_of(FaxMethod method);
std::optional<FaxMethod> parse_fax_method(std::string_view name);

// The way of the next attempt when nothing is known of the far end: each failed try goes
// one further, the last stays.
FaxMethod method_after_tries(int tries);

// What an attempt that was asked to go by `asked` tells of ways of sending.
struct MethodLesson {
  FaxMethod method;  // in truth: a T.38 attempt that fell back in the call went in audio
  bool worked;
  bool operator==(const MethodLesson&) const = default;
};
// Nothing: nobody answered, or what ended it would have ended it any way. On a line that
// never does T.38 audio is no news: do not ask.
std::optional<MethodLesson> lesson_of(const Attempt& attempt, FaxMethod asked);

// A far end by a line: another trunk to the same number may well do what this one cannot.
// `number` is its destination_key().
struct MethodPlace {
  std::string line, number;
  auto operator<=>(const MethodPlace&) const = default;
};

// One row to store.
struct MethodEntry {
  MethodPlace place;
  FaxMethod first = FaxMethod::t38;  // begin with this
  Instant learned{};                 // when it took the place of the usual one
  bool operator==(const MethodEntry&) const = default;
};

// Keeps only far ends that need something else than the usual T.38. After `expiry`
// everything is tried again from there, also where the other way went on working:
// machines and gateways get mended, and nobody tells. At most `most` entries; the oldest go.
class MethodMemory {
 public:
  static constexpr std::chrono::days kExpiry{14};
  static constexpr std::size_t kMost = 10'000;
  explicit MethodMemory(std::chrono::seconds expiry = kExpiry, std::size_t most = kMost)
      : expiry_(expiry), most_(most < 1 ? 1 : most) {}

  // The way to begin with; nothing: nothing is known, or no longer.
  std::optional<FaxMethod> first(const MethodPlace& place, Instant now) const;

  // Takes a lesson in. What worked is what to begin with; after what failed comes the next
  // way, and after the last the usual one again. Returns whether the entry of the place
  // changed: then find() has it to be stored, or nothing and its row is to be deleted.
  bool learn(const MethodPlace& place, const MethodLesson& lesson, Instant now);
  std::optional<MethodEntry> find(const MethodPlace& place) const;

  // Begins anew with what was stored, in any order; more than fits: the newest stay.
  void restore(const std::vector<MethodEntry>& entries);
  std::vector<MethodEntry> entries() const;  // by place

 private:
  struct Known {
    FaxMethod first;
    Instant learned;
  };
  bool is_over(const Known& known, Instant now) const { return now - known.learned >= expiry_; }
  void make_room();

  std::chrono::seconds expiry_;
  std::size_t most_;
  std::map<MethodPlace, Known> known_;
};

}  // namespace caselli
