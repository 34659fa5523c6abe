#pragma once
// Times of the queue, and how it names a fax in the log.

#include <chrono>
#include <string>

#include "base/ids.h"

namespace caselli {

inline constexpr std::chrono::seconds kLease{120};
inline constexpr std::chrono::seconds kRenewEvery{40};
inline constexpr std::chrono::seconds kNoPortPause{1};  // a port that looked free took nothing
inline constexpr std::chrono::seconds kDiskPause{5};    // the store failed
inline constexpr std::chrono::hours kLongestSleep{1};   // the wall clock may be set meanwhile

inline std::string where(JobId id) { return "job " + id.text(); }

}  // namespace caselli
