#include "core/retry_policy.h"

#include <ctime>

#include "base/text.h"
#include "core/port_settings.h"

namespace caselli {
namespace {

constexpr int kMinutesOfDay = 24 * 60;

int local_minute_of_day(Instant at) {
  const std::tm parts = local_parts(at);
  return parts.tm_hour * 60 + parts.tm_min;
}

}  // namespace

std::optional<Instant> next_try(const Job& job, const Attempt& attempt, const RetryPolicy& policy, Instant now) {
  const auto& row = row_of(attempt.outcome);
  if (row.retry == Retry::no) return {};
  if (row.retry == Retry::try_again && job.tries >= policy.tries) return {};
  if (job.dials >= policy.dials) return {};
  return now + policy.delay.value_or(row.retry_after);
}

Instant first_discount_instant(Instant at, const ServerSettings& settings) {
  const int start = settings.discount_start_hour * 60 + settings.discount_start_minute;
  const int end = settings.discount_end_hour * 60 + settings.discount_end_minute;
  if (start == end) return at;  // no period: any time is cheap
  const int minute = local_minute_of_day(at);
  const bool inside = start < end ? minute >= start && minute < end : minute >= start || minute < end;
  if (inside) return at;
  const int wait = (start - minute + kMinutesOfDay) % kMinutesOfDay;
  return std::chrono::floor<std::chrono::minutes>(at) + std::chrono::minutes{wait};
}

}  // namespace caselli
