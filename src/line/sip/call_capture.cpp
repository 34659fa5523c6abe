#include "line/sip/call_capture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>
#include <vector>

#include "base/text.h"
#include "media/pcap_file.h"

namespace caselli::sip_line {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFirstMediaBytes = CallCapture::kMostMediaBytes / 4;

// The oldest go until the rest fits; names are in the order of time.
void remove_old_captures(const CaptureFolder& folder) {
  std::error_code error;
  std::vector<std::pair<std::string, std::uint64_t>> files;
  std::uint64_t bytes = 0;
  for (fs::directory_iterator at(folder.path, error), end; !error && at != end; at.increment(error)) {
    if (at->path().extension() != ".pcap") continue;
    std::error_code gone;
    const auto size = at->file_size(gone);
    if (gone) continue;
    files.emplace_back(at->path().filename().string(), size);
    bytes += size;
  }
  std::ranges::sort(files);
  auto left = files.size();
  for (const auto& [name, size] : files) {
    if (left <= static_cast<std::size_t>(folder.most_files) && bytes <= folder.most_bytes) return;
    fs::remove(folder.path / name, error);
    bytes -= size;
    --left;
  }
}

}  // namespace

CallCapture::CallCapture(const Clock& clock, SocketAddress our_sip, SocketAddress far_sip)
    : our_sip_(our_sip), far_sip_(far_sip), wall_(clock.now()), monotonic_(clock.monotonic()) {}

void CallCapture::sip(const TraceEntry& entry) {
  auto kept = entry;
  if (!limit_.admit(kept)) return;
  const std::span bytes{reinterpret_cast<const std::uint8_t*>(kept.detail.data()), kept.detail.size()};
  const bool sent = entry.way == '>';
  sip_.push_back({entry.at, pcap_record(entry.at, sent ? our_sip_ : far_sip_, sent ? far_sip_ : our_sip_, bytes)});
}

void CallCapture::media(bool sent, const SocketAddress& ours, const SocketAddress& far,
                        std::span<const std::uint8_t> bytes, Monotonic at) {
  const Instant when = wall_ + std::chrono::floor<std::chrono::milliseconds>(at - monotonic_);
  Record record{when, pcap_record(when, sent ? ours : far, sent ? far : ours, bytes)};
  const std::size_t size = record.bytes.size() + sizeof(Record);
  if (first_bytes_ + size <= kFirstMediaBytes && last_media_.empty()) {
    first_bytes_ += size;
    first_media_.push_back(std::move(record));
    return;
  }
  last_bytes_ += size;
  last_media_.push_back(std::move(record));
  while (first_bytes_ + last_bytes_ > kMostMediaBytes && !last_media_.empty()) {
    last_bytes_ -= last_media_.front().bytes.size() + sizeof(Record);
    last_media_.pop_front();
  }
}

std::string CallCapture::pcap() const {
  std::vector<const Record*> all;
  all.reserve(sip_.size() + first_media_.size() + last_media_.size());
  for (const auto* part : {&sip_, &first_media_, &last_media_})
    for (const auto& record : *part) all.push_back(&record);
  std::ranges::stable_sort(all, {}, [](const Record* record) { return record->at; });
  std::string out = pcap_file_header();
  for (const auto* record : all) out += record->bytes;
  return out;
}

std::string capture_name(Instant begun, const std::string& line, std::uint64_t random) {
  auto time = rfc3339(begun);
  std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
  return fmt::format("{}-{}-{:04x}.pcap", time, line, random & 0xffff);
}

Status save_capture(const CaptureFolder& folder, const std::string& name, const std::string& content) {
  std::error_code error;
  fs::create_directories(folder.path, error);
  if (!error) fs::permissions(folder.path, fs::perms::owner_all, error);
  const auto file = folder.path / name;
  const auto draft = folder.path / (name + ".part");
  bool written = false;
  if (!error) {
    std::ofstream out(draft, std::ios::binary | std::ios::trunc);
    out << content;
    out.close();
    written = static_cast<bool>(out);
    fs::permissions(draft, fs::perms::owner_read | fs::perms::owner_write, error);
  }
  if (written && !error) fs::rename(draft, file, error);
  if (!written || error) {
    const std::string why = error ? error.message() : std::string{std::strerror(errno)};
    fs::remove(draft, error);
    return Error{Errc::storage_failed, fmt::format("cannot write {}: {}", file.string(), why)};
  }
  remove_old_captures(folder);
  return Done{};
}

}  // namespace caselli::sip_line
