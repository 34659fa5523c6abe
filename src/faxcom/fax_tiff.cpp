#include "faxcom/fax_tiff.h"

#include <fmt/format.h>

#include <cerrno>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/text.h"

namespace caselli::faxcom {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnavailable = "Unavailable";
constexpr int kMostTag = 0xFFFF;

// What a clock on the wall showed, in this machine's zone.
Instant from_local(Instant shown) {
  const auto time = std::chrono::floor<std::chrono::seconds>(shown);
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::tm parts{};
  parts.tm_year = static_cast<int>(date.year()) - 1900;
  parts.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  parts.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
  parts.tm_hour = static_cast<int>(clock.hours().count());
  parts.tm_min = static_cast<int>(clock.minutes().count());
  parts.tm_sec = static_cast<int>(clock.seconds().count());
  parts.tm_isdst = -1;
  const auto seconds = std::mktime(&parts);
  return seconds == -1 ? Instant{} : Instant{std::chrono::seconds{seconds}};
}

// 10/02/98@10:15AM.
std::string shown_time(Instant at) {
  const auto parts = local_parts(at);
  return fmt::format("{:02}/{:02}/{:02}@{:02}:{:02}{}", parts.tm_mon + 1, parts.tm_mday, parts.tm_year % 100,
                     (parts.tm_hour + 11) % 12 + 1, parts.tm_min, parts.tm_hour < 12 ? "AM" : "PM");
}

// 100 ns since 1601, as FILETIME counts.
std::int64_t filetime(Instant at) {
  constexpr std::int64_t kMillisecondsTo1970 = 11'644'473'600'000;
  return (at.time_since_epoch().count() + kMillisecondsTo1970) * 10'000;
}

FaxTags known_tags(const TiffTags& tags) {
  FaxTags known;
  const auto text = [&](int tag) { return tags.text(tag).value_or(""); };
  read_description(text(kImageDescriptionTag), known);
  known.sender_name = text(kArtistTag);
  known.tsid = text(kHostComputerTag);
  known.routing = text(kFaxSubAddressTag);
  if (known.recipient_number.empty()) known.recipient_number = known.csid;  // received: the number called is ours
  known.time = parse_tiff_time(text(kDateTimeTag));
  // TIFF names no zone. We write UTC, others what their clock shows.
  if (known.time != Instant{} && text(kSoftwareTag) != kSoftware) known.time = from_local(known.time);
  return known;
}

}  // namespace

ComStatus FaxTiff::open(const std::string& image) {
  const fs::path path{std::u8string(image.begin(), image.end())};
  std::error_code error;
  const auto status = fs::status(path, error);
  if (image.empty() || status.type() == fs::file_type::not_found)
    return {kFileNotFound, fmt::format("there is no file '{}'", image)};
  if (status.type() == fs::file_type::directory || (!error && !fs::is_regular_file(status)))
    return Error{Errc::damaged_document, fmt::format("{} is not a file", image)};
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return Error{Errc::permission_denied, fmt::format("cannot open {}: {}", image,
                                                      std::generic_category().message(errno != 0 ? errno : EACCES))};
  auto tags = TiffTags::read(file, image);
  if (!tags) return tags.error();
  const auto known = known_tags(*tags);
  auto made = std::make_shared<const Contents>(Contents{image, *std::move(tags), known});
  const std::lock_guard lock(mutex_);
  contents_ = std::move(made);
  return Done{};
}

std::shared_ptr<const FaxTiff::Contents> FaxTiff::contents() const {
  const std::lock_guard lock(mutex_);
  return contents_;
}

template <class Out, class Body>
HRESULT FaxTiff::reading(Out* out, Body&& body) const noexcept {
  return giving(out, [&]() -> ComStatus {
    const auto now = contents();
    if (!now) return {E_FAIL, "no file is open: set Image first"};
    return body(*now);
  });
}

HRESULT FaxTiff::text(BSTR* out, std::string FaxTags::*member) const noexcept {
  return reading(out, [&](const Contents& now) -> ComStatus {
    const auto& value = now.known.*member;
    assign(out, value.empty() ? kUnavailable : std::string_view{value});
    return Done{};
  });
}

HRESULT FaxTiff::get_Image(BSTR* value) noexcept {
  return giving(value, [&]() -> ComStatus {
    const auto now = contents();
    assign(value, now ? now->image : "");
    return Done{};
  });
}

HRESULT FaxTiff::put_Image(BSTR value) noexcept {
  return method([&] {
    {
      const std::lock_guard lock(mutex_);
      contents_.reset();
    }
    return open(text_of(value));
  });
}

HRESULT FaxTiff::get_ReceiveTime(BSTR* value) noexcept {
  return reading(value, [&](const Contents& now) -> ComStatus {
    assign(value, now.known.time == Instant{} ? "" : shown_time(now.known.time));
    return Done{};
  });
}

HRESULT FaxTiff::get_RawReceiveTime(VARIANT* value) noexcept {
  return reading(value, [&](const Contents& now) -> ComStatus {
    VariantInit(value);
    if (now.known.time == Instant{}) {
      assign(&value->bstrVal, kUnavailable);
      value->vt = VT_BSTR;
    } else {
      value->cyVal.int64 = filetime(now.known.time);
      value->vt = VT_CY;
    }
    return Done{};
  });
}

HRESULT FaxTiff::get_TiffTagString(int tag, BSTR* value) noexcept {
  return reading(value, [&](const Contents& now) -> ComStatus {
    if (tag < 0 || tag > kMostTag)
      return {E_INVALIDARG, fmt::format("{} is no number of a tag: expected 0 to {}", tag, kMostTag)};
    assign(value, now.tags.text(tag).value_or(std::string{kUnavailable}));
    return Done{};
  });
}

HRESULT FaxTiff::get_RecipientName(BSTR* value) noexcept { return text(value, &FaxTags::recipient_name); }
HRESULT FaxTiff::get_SenderName(BSTR* value) noexcept { return text(value, &FaxTags::sender_name); }
HRESULT FaxTiff::get_Routing(BSTR* value) noexcept { return text(value, &FaxTags::routing); }
HRESULT FaxTiff::get_CallerId(BSTR* value) noexcept { return text(value, &FaxTags::caller_id); }
HRESULT FaxTiff::get_Csid(BSTR* value) noexcept { return text(value, &FaxTags::csid); }
HRESULT FaxTiff::get_Tsid(BSTR* value) noexcept { return text(value, &FaxTags::tsid); }
HRESULT FaxTiff::get_RecipientNumber(BSTR* value) noexcept { return text(value, &FaxTags::recipient_number); }

}  // namespace caselli::faxcom
