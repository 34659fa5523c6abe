#pragma once
#include "base/clock.h"

namespace caselli {

inline constexpr Instant kNoon{std::chrono::seconds{1'795'348'800}};  // 2026-11-22T12:00:00Z

}  // namespace caselli
