#pragma once
// Counts what keeps the library in use: objects, and locks of class factories.

#include <atomic>

namespace caselli::faxcom {

// Number of LiveObjects. Thread: any.
inline std::atomic<long>& live_objects() {
  static std::atomic<long> count{0};
  return count;
}

// A member of each object.
class LiveObject {
 public:
  LiveObject() { live_objects().fetch_add(1, std::memory_order_relaxed); }
  LiveObject(const LiveObject&) = delete;
  LiveObject& operator=(const LiveObject&) = delete;
  ~LiveObject() { live_objects().fetch_sub(1, std::memory_order_release); }
};

}  // namespace caselli::faxcom
