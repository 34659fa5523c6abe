#include "core/fax_tags.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/text.h"

namespace caselli {
namespace {

constexpr std::size_t kDescribedLimit = 100;

// The fields without a tag of their own.
constexpr std::pair<std::string_view, std::string FaxTags::*> kDescribed[] = {
    {"csid", &FaxTags::csid},
    {"callerId", &FaxTags::caller_id},
    {"recipientName", &FaxTags::recipient_name},
    {"recipientNumber", &FaxTags::recipient_number},
};

}  // namespace

std::string_view whole_characters(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

std::string description_of(const FaxTags& tags) {
  std::string lines;
  for (const auto& [name, member] : kDescribed) {
    std::string value = tags.*member;
    if (value.empty()) continue;
    std::replace_if(
        value.begin(), value.end(), [](unsigned char c) { return c < 0x20; }, ' ');
    lines += fmt::format("{}: {}\n", name, whole_characters(value, kDescribedLimit));
  }
  if (!lines.empty()) lines.pop_back();
  return lines;
}

void read_description(std::string_view description, FaxTags& into) {
  for (const std::string& line : split(description, '\n'))
    for (const auto& [name, member] : kDescribed)
      if (line.starts_with(name) && line.substr(name.size()).starts_with(": "))
        into.*member = line.substr(name.size() + 2);
}

std::string tiff_time(Instant time) {
  if (time == Instant{}) return {};
  return fmt::format("{:%Y:%m:%d %H:%M:%S}", fmt::gmtime(std::chrono::floor<std::chrono::seconds>(time)));
}

Instant parse_tiff_time(std::string_view text) {
  int year = 0;
  unsigned month = 0, day = 0, hour = 0, minute = 0, second = 0;
  const int taken =
      std::sscanf(std::string{text}.c_str(), "%4d:%2u:%2u %2u:%2u:%2u", &year, &month, &day, &hour, &minute, &second);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (taken != 6 || !date.ok() || hour > 23 || minute > 59 || second > 60) return {};
  return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second};
}

FaxTags tags_of(const Job& job, const std::string& tsid) {
  FaxTags tags;
  tags.document_name = job.document_name;
  tags.sender_name = job.sender_name;
  tags.recipient_name = job.recipient_name;
  tags.routing = job.routing;
  tags.caller_id = job.caller_id;
  const auto* call = job.attempts.empty() ? nullptr : &job.attempts.back();
  if (job.direction == Direction::receive) {
    tags.tsid = job.remote_id;
    tags.csid = job.csid;
    tags.time = job.submitted_at;
  } else {
    tags.tsid = tsid;
    tags.recipient_number = job.to;
  }
  if (call) {
    if (job.direction == Direction::send) tags.csid = call->remote_id;
    tags.time = call->start;
    if (call->end && *call->end > call->start)
      tags.seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(*call->end - call->start).count());
  }
  return tags;
}

}  // namespace caselli
