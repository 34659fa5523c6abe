#pragma once
// The settings clients may change, kept in memory beside the store. Thread: any.

#include <mutex>

#include "core/port_settings.h"

namespace caselli {

class SettingsHolder {
 public:
  explicit SettingsHolder(ServerSettings settings) : settings_(std::move(settings)) {}
  ServerSettings get() const {
    const std::lock_guard lock(mutex_);
    return settings_;
  }
  void set(ServerSettings settings) {
    const std::lock_guard lock(mutex_);
    settings_ = std::move(settings);
  }

 private:
  mutable std::mutex mutex_;
  ServerSettings settings_;
};

}  // namespace caselli
