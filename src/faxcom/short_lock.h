#pragma once
// A lock for a few reads or copies: half the price of a std::mutex, which is what a property
// of an object costs. Works with std::lock_guard.

#include <atomic>
#include <thread>

namespace caselli::faxcom {

// Hold it only where nothing waits: who wants it meanwhile gives its time away and tries again.
class ShortLock {
 public:
  void lock() noexcept {
    while (held_.exchange(true, std::memory_order_acquire)) std::this_thread::yield();
  }
  void unlock() noexcept { held_.store(false, std::memory_order_release); }

 private:
  std::atomic<bool> held_{false};
};

}  // namespace caselli::faxcom
