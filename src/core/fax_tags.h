#pragma once
// What a stored fax tells of itself in the tags of its first page. One mapping for all who
// write and read it: the canonical files (document/), their copies and FaxCom's FaxTiff.

#include <string>
#include <string_view>

#include "base/clock.h"
#include "core/job.h"

namespace caselli {

// Numbers of the tags: TIFF 6.0 section 8, and libtiff's for faxes.
inline constexpr int kDocumentNameTag = 269;
inline constexpr int kImageDescriptionTag = 270;
inline constexpr int kSoftwareTag = 305;
inline constexpr int kDateTimeTag = 306;
inline constexpr int kArtistTag = 315;
inline constexpr int kHostComputerTag = 316;
inline constexpr int kFaxSubAddressTag = 34909;
inline constexpr int kFaxReceiveTimeTag = 34910;
inline constexpr std::string_view kSoftware = "Caselli";

// Texts are UTF-8; each is cut at 500 bytes. The rest of the fields stands in
// ImageDescription, one `name: value` a line, each value cut at 100 bytes: csid, callerId,
// recipientName, recipientNumber.
struct FaxTags {
  std::string document_name;  // DocumentName
  std::string tsid;           // HostComputer
  std::string csid, caller_id;
  std::string routing;  // FaxSubAddress
  std::string recipient_name, recipient_number;
  std::string sender_name;  // Artist
  Instant time{};           // DateTime, in UTC: when the call began; the epoch itself: not known
  int seconds = 0;          // FaxRecvTime: length of the call; 0: not known
  bool operator==(const FaxTags&) const = default;
};

// The lines of ImageDescription.
std::string description_of(const FaxTags& tags);
void read_description(std::string_view description, FaxTags& into);

// DateTime as TIFF spells it, in UTC, and back. Empty and the epoch: not known.
std::string tiff_time(Instant time);
Instant parse_tiff_time(std::string_view text);

// At most `limit` bytes of UTF-8, in whole characters.
std::string_view whole_characters(std::string_view text, std::size_t limit);

// What is known of a fax now. `tsid` is what our side shows when the job names none.
FaxTags tags_of(const Job& job, const std::string& tsid);

}  // namespace caselli
