#include "deliver/outbox.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"
#include "deliver/new_file.h"
#include "document/tagged_copy.h"
#include "store/files/durable_file.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kWhere = "outbox";
constexpr std::chrono::minutes kPause{1};  // until a folder is tried again

Result<std::string> bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in) return Error{Errc::storage_failed, fmt::format("could not read {}", file.native())};
  return bytes;
}

bool came_to_its_end(const Job& job) { return job.state == JobState::sent || job.state == JobState::received; }

// 20261122-102700-sent-17.tif: sorts by time, and a copy made twice is made once.
std::string file_name(const Job& job) {
  const auto at = std::chrono::floor<std::chrono::seconds>(job.ended_at.value_or(job.submitted_at));
  return fmt::format("{:%Y%m%d-%H%M%S}-{}-{}.tif", fmt::gmtime(at), name_of(job.state), job.id.text());
}

}  // namespace

fs::path received_folder(const fs::path& data) { return fs::absolute(data) / "received"; }

Status check_folder(const std::string& folder) {
  const fs::path path{folder};
  const bool plain = std::ranges::none_of(folder, [](unsigned char c) { return c < 0x20; });
  if (!path.is_absolute() || !plain)
    return Error{Errc::invalid_argument,
                 fmt::format("'{}' is not a full path on the server: it begins with /", printable_ascii(folder, 200))};
  std::error_code error;
  if (!fs::is_directory(path, error))
    return Error{Errc::invalid_argument, fmt::format("there is no folder {} on the server: make it first", folder)};
  if (auto written = try_folder(path); !written) return Error{Errc::invalid_argument, written.error().text};
  return Done{};
}

Result<std::shared_ptr<Outbox>> Outbox::open(OutboxParts parts) {
  std::shared_ptr<Outbox> outbox(new Outbox(std::move(parts)));
  if (auto made = make_folder(outbox->folder_); !made) return made.error();
  if (auto synced = sync_folder(outbox->parts_.data); !synced) return synced.error();
  outbox->forget_unfinished();
  return outbox;
}

Status Outbox::promise(JobId id, const std::string& folder, const std::string& tsid) {
  return write_new_file(folder_ / id.text(), to_text(Json{{"folder", folder}, {"tsid", tsid}}));
}

void Outbox::wake() {
  parts_.executor->post([weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->run();
  });
}

std::vector<fs::path> Outbox::promises() const {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{folder_, error})
    if (JobId::parse(entry.path().filename().string())) files.push_back(entry.path());
  return files;
}

void Outbox::forget_unfinished() {
  for (const auto& file : promises()) {
    const auto job = parts_.store.get(*JobId::parse(file.filename().string()));
    const bool gone = !job && job.error().code == Errc::not_found;
    std::error_code error;
    if (gone || (job && !came_to_its_end(*job))) fs::remove(file, error);
    if (error) log::warn(kWhere, "could not remove {}: {}", file.native(), error.message());
  }
}

void Outbox::run() {
  std::set<std::string> failed;  // folders that failed in this round
  std::string trouble;
  for (const auto& file : promises()) {
    const auto promise = read(file);
    if (promise && failed.contains(promise->folder)) continue;
    const auto done = promise ? deliver(*promise) : Result<bool>{promise.error()};
    if (done && *done) {
      std::error_code error;
      fs::remove(file, error);
      if (error) trouble = fmt::format("could not remove {}: {}", file.native(), error.message());
    }
    if (done) continue;
    if (promise) failed.insert(promise->folder);
    trouble = done.error().text;
  }
  set_trouble(trouble);
  again_.cancel();
  if (trouble.empty()) return;
  again_ = parts_.executor->after(kPause, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->run();
  });
}

Result<Outbox::Promise> Outbox::read(const fs::path& file) const {
  const auto bytes = bytes_of(file);
  if (!bytes) return bytes.error();
  const auto json = parse_json(*bytes);
  const auto id = JobId::parse(file.filename().string());
  if (!json || !json->is_object() || !json->contains("folder") || !json->at("folder").is_string() || !id)
    return Error{Errc::storage_failed, fmt::format("{} is damaged: remove it", file.native())};
  return Promise{*id, json->at("folder").get<std::string>(), json->value("tsid", std::string{})};
}

Result<bool> Outbox::deliver(const Promise& promise) {
  const auto job = parts_.store.get(promise.job);
  if (!job) return job.error();
  if (!came_to_its_end(*job)) return false;
  const auto document = parts_.documents.open(job->document.id);
  if (!document) {
    log::warn(kWhere, "job {} is not copied to {}: {}", job->id.text(), promise.folder, document.error().text);
    return true;
  }
  auto bytes = bytes_of(*document);
  if (!bytes) return bytes.error();
  auto copy = tagged_copy(*std::move(bytes), tags_of(*job, promise.tsid));
  if (!copy) return copy.error();
  // Our own folder is made when it is needed; others' may be a disk that is not mounted now.
  const fs::path folder{promise.folder};
  if (folder == received_folder(parts_.data))
    if (auto made = make_folder(folder); !made) return made.error();
  const auto file = folder / file_name(*job);
  if (auto written = write_new_file(file, *copy); !written) return written.error();
  log::info(kWhere, "job {} is copied to {}", job->id.text(), file.native());
  return true;
}

void Outbox::set_trouble(const std::string& trouble) {
  const std::lock_guard lock(mutex_);
  if (!trouble.empty() && trouble != trouble_)
    log::warn(kWhere, "copies of faxes wait and are tried again every minute: {}", trouble);
  if (trouble.empty() && !trouble_.empty()) log::info(kWhere, "all copies of faxes are made again");
  trouble_ = trouble;
}

Outbox::State Outbox::state() const {
  State state;
  state.waiting = static_cast<int>(promises().size());
  const std::lock_guard lock(mutex_);
  state.trouble = trouble_;
  return state;
}

}  // namespace caselli
