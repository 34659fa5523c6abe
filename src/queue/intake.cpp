#include "queue/intake.h"

#include <fmt/format.h>

#include <system_error>

#include "base/log.h"
#include "deliver/routing_methods.h"
#include "document/fax_image.h"
#include "queue/after_attempt.h"
#include "queue/queue_times.h"
#include "queue/spooled_fax.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

std::string purpose_of(JobId id) { return std::string{kKeptPurpose} + id.text(); }

// The facts of what was spooled; nothing when there is no page.
std::optional<DocumentFacts> spooled(const fs::path& folder) {
  std::error_code code;
  if (folder.empty() || !fs::exists(spool_file(folder), code)) return {};
  auto facts = inspect_document(spool_file(folder), false);
  if (!facts) {
    log::warn("intake", "no page of {} can be kept: {}", folder.native(), facts.error().text);
    return {};
  }
  return *std::move(facts);
}

void discard(const fs::path& folder) {
  if (folder.empty()) return;
  std::error_code code;
  fs::remove_all(folder, code);
  if (code) log::warn("intake", "could not remove {}: {}", folder.native(), code.message());
}

}  // namespace

Result<std::unique_ptr<ReceivedFax>> Intake::open(const IncomingCall& about, const PortStatus& status) {
  Job job;
  job.submitted_at = parts_.clock.now();
  job.port = status.port;
  job.caller_id = about.caller_id;
  job.routing = about.routing;
  job.csid = status.csid;
  auto opened = parts_.store.open_received(std::move(job));
  if (!opened) return opened.error();
  const auto id = opened->id;
  auto folder = parts_.documents.make_work_folder(purpose_of(id));
  if (!folder) {
    opened->state = JobState::failed;
    opened->outcome = Outcome::storage_error;
    opened->ended_at = opened->attempts.back().end = parts_.clock.now();
    opened->attempts.back().outcome = Outcome::storage_error;
    opened->attempts.back().t30_text = folder.error().text;
    if (auto closed = parts_.store.close_received(*opened); !closed)
      log::error(where(id), "its end could not be written down: {}", closed.error().text);
    publish(id);
    return folder.error();
  }
  parts_.board.publish_job(*opened);
  ++open_faxes_;
  auto tags = [&board = parts_.board, port = status.port, received = *opened] {
    FaxTags known;
    if (const auto now = board.status(port)) known.tsid = now->tsid;
    known.csid = received.csid;
    known.caller_id = received.caller_id;
    known.routing = received.routing;
    known.time = received.submitted_at;
    return known;
  };
  auto on_page = [weak = weak_from_this(), executor = parts_.executor, id](int pages) {
    executor->post([weak, id, pages] {
      if (const auto self = weak.lock()) self->page_stored(id, pages);
    });
  };
  return std::unique_ptr<ReceivedFax>{
      std::make_unique<SpooledFax>(id, *std::move(folder), std::move(tags), std::move(on_page))};
}

void Intake::page_stored(JobId job, int pages) {
  if (auto written = parts_.store.page_confirmed(job, 1, pages); !written)
    log::warn(where(job), "page {} is stored but not counted yet: {}", pages, written.error().text);
  publish(job);
}

void Intake::call_ended(const CallReport& report, std::unique_ptr<ReceivedFax> received) {
  if (!received) return;  // ended before it was opened: there is no fax
  Attempt attempt;
  attempt.number = 1;
  attempt.start = report.start;
  Ended ended;
  ended.job = received->job();
  ended.attempt = attempt_of(report, std::move(attempt));
  ended.caller_id = report.caller_id;
  ended.routing = report.routing;
  ended.csid = report.csid;
  ended.trace = report.trace;
  ended.folder = static_cast<const SpooledFax&>(*received).folder();
  received.reset();  // closes the file
  parts_.executor->post([weak = weak_from_this(), ended = std::move(ended)]() mutable {
    const auto self = weak.lock();
    if (!self) return;
    self->unwritten_.push_back(std::move(ended));
    self->finish_pending();
  });
}

void Intake::finish_pending() {
  while (!unwritten_.empty()) {
    auto& ended = unwritten_.front();
    if (auto stored = store(ended); !stored) {
      log::error(where(ended.job), "the received fax could not be stored and is tried again: {}", stored.error().text);
      rewrite_ = parts_.executor->after(kDiskPause, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) self->finish_pending();
      });
      return;
    }
    discard(ended.folder);
    publish(ended.job);
    if (parts_.outbox) parts_.outbox->wake();
    --open_faxes_;
    unwritten_.pop_front();
  }
}

Status Intake::store(Ended& ended) {
  auto job = parts_.store.get(ended.job);
  if (!job) return job.error();
  job->caller_id = ended.caller_id;
  job->routing = ended.routing;
  job->csid = ended.csid;
  job->remote_id = ended.attempt.remote_id;
  job->ended_at = ended.attempt.end;
  job->outcome = ended.attempt.outcome;
  job->pages_done = ended.attempt.pages_done;
  if (auto kept = store_document(ended, *job); !kept) return kept;
  job->state = job->document.pages > 0 ? JobState::received : JobState::failed;
  // A call that ended well without a page is no fax.
  if (job->state == JobState::failed && row_of(job->outcome).good) job->outcome = Outcome::remote_cancelled;
  ended.attempt.outcome = job->outcome;
  job->attempts = {ended.attempt};
  if (auto promised = promise_copy(*job); !promised) return promised;
  if (auto closed = parts_.store.close_received(*job); !closed) return closed;
  log::info(where(job->id), "{} from {}: {}; {} pages", name_of(job->state),
            job->remote_id.empty() ? job->caller_id : job->remote_id, code_of(job->outcome), job->document.pages);
  if (auto traced = parts_.store.add_trace(job->id, ended.attempt.number, ended.trace); !traced)
    log::warn(where(job->id), "its trace is lost: {}", traced.error().text);
  return Done{};
}

// Where the port's routing method puts it, before the fax is a received one.
Status Intake::promise_copy(const Job& job) {
  const auto port = job.port ? parts_.ports.find(*job.port) : nullptr;
  if (!parts_.outbox || !port || job.state != JobState::received) return Done{};
  const auto folder = copies_of_received(port->settings());
  return folder.empty() ? Status{Done{}} : parts_.outbox->promise(job.id, folder, {});
}

// Stores a second name of the spooled file: until the job's end is written, a server that
// dies finds the first one again.
Status Intake::store_document(Ended& ended, Job& job) {
  auto facts = spooled(ended.folder);
  if (!facts) return Done{};
  if (ended.document.empty()) {
    const auto copy = ended.folder / "keep.tif";
    std::error_code code;
    fs::remove(copy, code);
    fs::create_hard_link(spool_file(ended.folder), copy, code);
    if (code)
      return Error{code == std::errc::no_space_on_device ? Errc::storage_full : Errc::storage_failed,
                   fmt::format("could not make {}: {}", copy.native(), code.message())};
    auto key = parts_.documents.add(copy);
    if (!key) return key.error();
    ended.document = *std::move(key);
  }
  facts->id = ended.document;
  job.document = *std::move(facts);
  return Done{};
}

Status Intake::recover(const std::vector<Job>& orphans) {
  const auto folders = parts_.documents.kept_work_folders();
  for (const auto& job : orphans) {
    Ended ended;
    ended.job = job.id;
    ended.attempt = job.attempts.back();
    ended.attempt.end = parts_.clock.now();
    ended.attempt.outcome = Outcome::uncertain;
    ended.attempt.t30_text = "The server stopped during the call";
    ended.caller_id = job.caller_id;
    ended.routing = job.routing;
    ended.csid = job.csid;
    for (const auto& folder : folders)
      if (folder.purpose == purpose_of(job.id)) ended.folder = folder.path;
    if (const auto facts = spooled(ended.folder)) {
      ended.attempt.pages_done = facts->pages;
      if (const auto tags = read_tags(spool_file(ended.folder))) ended.attempt.remote_id = tags->tsid;
    }
    if (auto stored = store(ended); !stored) return stored;
  }
  for (const auto& folder : folders) discard(folder.path);
  return Done{};
}

void Intake::publish(JobId id) {
  if (auto job = parts_.store.get(id)) parts_.board.publish_job(*std::move(job));
}

}  // namespace caselli
