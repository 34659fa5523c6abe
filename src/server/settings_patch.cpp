#include "server/settings_patch.h"

#include <fmt/format.h>

namespace caselli {
namespace {

struct Range {
  std::string_view member;
  const std::optional<int>& given;
  int least, most;
};

template <std::size_t N>
Status check(const Range (&ranges)[N]) {
  for (const auto& range : ranges)
    if (range.given && (*range.given < range.least || *range.given > range.most))
      return Error{Errc::invalid_argument,
                   fmt::format("{} is {}: expected {} to {}", range.member, *range.given, range.least, range.most)};
  return Done{};
}

template <class T>
void take(T& member, const std::optional<T>& given) {
  if (given) member = *given;
}

constexpr int kYear = 366;

}  // namespace

Result<ServerSettings> patched(ServerSettings settings, const ServerSettingsPatch& patch) {
  const Range ranges[] = {
      {"retries", patch.retries, 0, 1000},
      {"retryDelay", patch.retry_delay, -1, kYear * 24 * 60},
      {"dirtyDays", patch.dirty_days, -1, 100 * kYear},
      {"discountStartHour", patch.discount_start_hour, 0, 23},
      {"discountStartMinute", patch.discount_start_minute, 0, 59},
      {"discountEndHour", patch.discount_end_hour, 0, 23},
      {"discountEndMinute", patch.discount_end_minute, 0, 59},
  };
  if (auto fine = check(ranges); !fine) return fine.error();
  if (patch.archive_directory && !patch.archive_directory->empty() && patch.archive_directory->front() != '/')
    return Error{Errc::invalid_argument,
                 fmt::format("archiveDirectory is '{}': expected a full path on the server, which begins with /",
                             *patch.archive_directory)};
  take(settings.retries, patch.retries);
  take(settings.retry_delay, patch.retry_delay);
  take(settings.dirty_days, patch.dirty_days);
  take(settings.branding, patch.branding);
  take(settings.use_device_tsid, patch.use_device_tsid);
  take(settings.server_coverpage, patch.server_coverpage);
  take(settings.pause_server_queue, patch.pause_server_queue);
  take(settings.archive_outbound_faxes, patch.archive_outbound_faxes);
  take(settings.archive_directory, patch.archive_directory);
  take(settings.server_mapi_profile, patch.server_mapi_profile);
  take(settings.discount_start_hour, patch.discount_start_hour);
  take(settings.discount_start_minute, patch.discount_start_minute);
  take(settings.discount_end_hour, patch.discount_end_hour);
  take(settings.discount_end_minute, patch.discount_end_minute);
  return settings;
}

Status check_patch(const PortSettingsPatch& patch, int ports) {
  const Range ranges[] = {{"rings", patch.rings, 0, 99}, {"priority", patch.priority, 1, ports}};
  if (auto fine = check(ranges); !fine) return fine;
  if (patch.name && patch.name->empty()) return Error{Errc::invalid_argument, "name is empty: a port needs one"};
  return Done{};
}

}  // namespace caselli
