#pragma once
// Numbers on every loopback line that need no port: machines as they are met in the
// field, for people who write clients and for our own tests.

#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "line/line.h"

namespace caselli::loopback {

enum class Habit {
  takes_faxes,
  busy,
  never_answers,
  drops_after_page_1,  // hangs up when page 2 begins
  refuses_t38,         // takes faxes, in audio
  says_rtn_once,       // without ECM; refuses the first page (T.30 5.3.6.1.7), takes it the next time
  speaks,              // a voice, no fax
};

struct TestNumber {
  std::string_view digits;
  Habit habit;
};

inline constexpr TestNumber kTestNumbers[] = {
    {"1900", Habit::takes_faxes},   {"1901", Habit::busy},
    {"1902", Habit::never_answers}, {"1903", Habit::drops_after_page_1},
    {"1904", Habit::refuses_t38},   {"1905", Habit::says_rtn_once},
    {"1906", Habit::speaks},
};

std::optional<TestNumber> find_test_number(std::string_view digits);

// Callers whose first page was refused and who hung up on it: a fax machine may give up on
// RTN and call again, and is to succeed then. Thread: any.
class RefusedCallers {
 public:
  bool has(const std::string& caller_id) const;
  void put(const std::string& caller_id, bool refused);

 private:
  mutable std::mutex mutex_;
  std::set<std::string> callers_;
};

// The far end of a call to `number`: answers at the first ring and behaves as its habit
// says; pages it receives are thrown away. `call` is its own side.
std::shared_ptr<Call::Listener> make_test_machine(TestNumber number, const std::string& caller_id,
                                                  std::shared_ptr<RefusedCallers> refused, const Clock& clock,
                                                  std::weak_ptr<Call> call);

}  // namespace caselli::loopback
