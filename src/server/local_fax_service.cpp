#include "server/local_fax_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/log.h"
#include "base/text.h"
#include "deliver/outbox.h"
#include "document/fax_image.h"
#include "document/tagged_copy.h"
#include "queue/send_order.h"
#include "server/settings_patch.h"
#include "server/submission.h"

namespace caselli {
namespace {

namespace fs = std::filesystem;

// A work folder that goes when it is done with.
class WorkFolder {
 public:
  explicit WorkFolder(fs::path path) : path_(std::move(path)) {}
  WorkFolder(const WorkFolder&) = delete;
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Error no_such_port(PortId id) {
  return {Errc::not_found, fmt::format("there is no port {}: `caselli ports` lists those there are", id.value)};
}

class LocalFaxService final : public FaxService {
 public:
  explicit LocalFaxService(LocalServiceParts parts) : parts_(std::move(parts)), started_at_(parts_.clock.now()) {}

  Result<Changes> ports() override { return parts_.board.ports(); }

  Result<Snapshot> port_status(PortId id, Revision known) override {
    auto status = parts_.board.status(id);
    if (!status) return no_such_port(id);
    if (known != 0 && status->revision == known) return Snapshot{};
    return status;
  }

  Result<PortSettings> port_settings(PortId id) override {
    const auto port = parts_.ports.find(id);
    if (!port) return no_such_port(id);
    return port->settings();
  }

  Result<PortSettings> set_port(PortId id, const PortSettingsPatch& patch) override {
    if (!parts_.ports.find(id)) return no_such_port(id);
    const int ports = static_cast<int>(parts_.ports.all().size());
    if (auto fine = check_patch(patch, ports); !fine) return fine.error();
    if (auto known = check_methods(id, patch); !known) return known.error();
    auto changed = parts_.ports.set(id, patch, [this](const auto& settings) { return save_ports(settings); });
    if (!changed) return changed.error();
    parts_.queue.settings_changed();
    return parts_.ports.find(id)->settings();
  }

  Status release_port(PortId id) override {
    const auto port = parts_.ports.find(id);
    if (!port) return no_such_port(id);
    port->stop(Outcome::cancelled);
    return Done{};
  }

  Result<std::vector<Job>> submit(const NewFax& fax) override {
    if (auto fine = check_submission(fax, parts_.ports); !fine) return fine.error();
    std::string fingerprint;
    if (!fax.idempotency_key.empty()) {
      auto print = fingerprint_of(fax);
      if (!print) return print.error();
      fingerprint = std::move(*print);
      auto known = parts_.store.find_key(fax.idempotency_key, fingerprint);
      if (!known || !known->empty()) return known;
    }
    // Before the documents are converted: that may take a minute.
    for (const auto& recipient : fax.to)
      if (auto allowed = parts_.queue.check_number(recipient.to, fax.port); !allowed) return allowed.error();
    auto document = take_documents(fax);
    if (!document) return document.error();
    auto queued = parts_.queue.submit(jobs_of(fax, *document), fingerprint);
    // Not queued, or another request with the same key was quicker: nobody needs it.
    if (!queued || queued->front().document.id != document->id) discard(document->id);
    return queued;
  }

  Result<Job> fax(JobId id) override { return parts_.store.get(id); }

  Result<FaxPage> faxes(const FaxFilter& filter) override {
    JobFilter wanted{filter.direction, filter.states, filter.to, filter.from, filter.since, {}, filter.limit};
    if (filter.limit < 1 || filter.limit > 1000)
      return Error{Errc::invalid_argument, fmt::format("limit is {}: expected 1 to 1000", filter.limit)};
    if (!filter.cursor.empty()) {
      wanted.before = JobId::parse(filter.cursor);
      if (!wanted.before)
        return Error{Errc::invalid_argument,
                     fmt::format("'{}' is not a cursor: give `next` of the page before", filter.cursor)};
    }
    ++wanted.limit;  // one more tells whether another page follows
    auto jobs = parts_.store.list(wanted);
    if (!jobs) return jobs.error();
    FaxPage page{std::move(*jobs), {}};
    if (page.items.size() == static_cast<std::size_t>(wanted.limit)) {
      page.items.pop_back();
      page.next = page.items.back().id.text();
    }
    return page;
  }

  Result<Job> cancel(JobId id) override { return parts_.queue.command(id, JobCommand::cancel); }
  Result<Job> hold(JobId id) override { return parts_.queue.command(id, JobCommand::hold); }
  Result<Job> resume(JobId id) override { return parts_.queue.command(id, JobCommand::resume); }
  Result<Job> restart(JobId id) override { return parts_.queue.command(id, JobCommand::restart); }

  Result<std::string> document(JobId id, DocumentFormat format) override {
    const auto file = document_file(id);
    if (!file) return file.error();
    if (format == DocumentFormat::pdf) return document_as_pdf(*file);
    std::ifstream in(*file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in) return Error{Errc::storage_failed, fmt::format("cannot read the document of fax {}", id.value)};
    const auto job = parts_.store.get(id);
    if (!job) return job.error();
    return tagged_copy(std::move(bytes), tags_of(*job, tsid_of(*job)));
  }

  Result<std::string> page_png(JobId id, int page, int width) override {
    const auto job = parts_.store.get(id);
    if (!job) return job.error();
    if (page < 1 || page > job->document.pages)
      return Error{Errc::not_found,
                   fmt::format("fax {} has no page {}: it has {}", id.value, page, job->document.pages)};
    if (width < 0 || width > 10'000)
      return Error{Errc::invalid_argument, fmt::format("width is {}: expected 1 to 10000", width)};
    const auto file = document_file(id);
    if (!file) return file.error();
    return page_as_png(*file, page, width);
  }

  Result<std::vector<AttemptTrace>> trace(JobId id) override {
    const auto job = parts_.store.get(id);
    if (!job) return job.error();
    std::vector<AttemptTrace> attempts;
    for (const auto& attempt : job->attempts) {
      auto entries = parts_.store.trace(id, attempt.number);
      if (!entries) return entries.error();
      attempts.push_back({attempt.number, std::move(*entries)});
    }
    return attempts;
  }

  Result<ServerInfo> server() override {
    return ServerInfo{CASELLI_VERSION, parts_.board.boot(), started_at_, parts_.settings.get()};
  }

  Result<ServerInfo> set_server(const ServerSettingsPatch& patch) override {
    auto settings = patched(parts_.settings.get(), patch);
    if (!settings) return settings.error();
    if (auto fits = check_archive(*settings, patch); !fits) return fits.error();
    if (auto saved = parts_.store.save(*settings); !saved) return saved.error();
    parts_.settings.set(*settings);
    parts_.board.publish_server(*settings);
    parts_.queue.settings_changed();
    return server();
  }

  Status ready() override {
    if (auto store = parts_.store.ping(); !store) return store;
    return parts_.lines_ready();
  }
  Result<std::vector<Finding>> checks() override { return parts_.checks ? parts_.checks() : std::vector<Finding>{}; }

  std::unique_ptr<Subscription> subscribe(std::function<void()> wake) override {
    return parts_.board.subscribe(std::move(wake));
  }
  Changes changes(Revision after) override { return parts_.board.changes(after); }
  LinkState link() const override { return {}; }

 private:
  // The store keeps the ports as one list.
  Status save_ports(const std::vector<PortSettings>& changed) {
    std::vector<PortSettings> ports;
    for (const auto& port : parts_.ports.all()) {
      ports.push_back(port->settings());
      const auto now = std::ranges::find(changed, ports.back().port, &PortSettings::port);
      if (now != changed.end()) ports.back() = *now;
    }
    return parts_.store.save(ports);
  }

  Status check_methods(PortId id, const PortSettingsPatch& patch) const {
    const auto methods = parts_.ports.find(id)->settings().routing_methods;
    for (const auto& [guid, enabled] : patch.routing_methods)
      if (std::ranges::find(methods, guid, &RoutingMethod::guid) == methods.end())
        return Error{Errc::invalid_argument,
                     fmt::format("port {} has no routing method {}", id.value, printable_ascii(guid, 64))};
    return Done{};
  }

  // A folder that cannot take the archive is refused when it would be used from now on.
  static Status check_archive(const ServerSettings& settings, const ServerSettingsPatch& patch) {
    if (!patch.archive_directory && !patch.archive_outbound_faxes) return Done{};
    if (!settings.archive_outbound_faxes || settings.archive_directory.empty()) return Done{};
    auto works = check_folder(settings.archive_directory);
    if (works) return works;
    return Error{works.error().code, "sent faxes cannot be archived: " + works.error().text};
  }

  std::string tsid_of(const Job& job) const {
    const auto port = job.attempts.empty() ? nullptr : parts_.ports.find(job.attempts.back().port);
    return port ? tsid_shown(job, parts_.settings.get(), port->settings()) : job.tsid;
  }

  // Converts what was given into one stored document.
  Result<DocumentFacts> take_documents(const NewFax& fax) {
    auto made = parts_.documents.make_work_folder("submit");
    if (!made) return made.error();
    const WorkFolder folder(std::move(*made));
    std::vector<DocumentPart> inputs;
    for (std::size_t i = 0; i < fax.documents.size(); ++i) {
      const auto& source = fax.documents[i];
      auto file = source.file;
      if (source.content) {
        file = folder.path() / fmt::format("given-{}", i + 1);
        std::ofstream out(file, std::ios::binary);
        out << *source.content;
        out.close();
        if (!out) return Error{Errc::storage_full, fmt::format("cannot store the document '{}'", source.name)};
      }
      inputs.push_back({std::move(file), source.name, source.media_type});
    }
    auto converted = convert_documents(inputs, fax.resolution, folder.path(), parts_.limits);
    if (!converted) return converted.error();
    auto key = parts_.documents.add(converted->file);
    if (!key) return key.error();
    converted->facts.id = std::move(*key);
    return converted->facts;
  }

  void discard(const std::string& document) {
    if (auto removed = parts_.documents.remove(document); !removed)
      log::warn("documents", "{} stays behind: {}", document, removed.error().text);
  }

  Result<fs::path> document_file(JobId id) {
    const auto job = parts_.store.get(id);
    if (!job) return job.error();
    if (job->document.id.empty())
      return Error{Errc::not_found,
                   job->state == JobState::receiving
                       ? fmt::format("fax {} is still being received", id.value)
                       : fmt::format("fax {} has no document: {}", id.value, row_of(job->outcome).text)};
    return parts_.documents.open(job->document.id);
  }

  LocalServiceParts parts_;
  const Instant started_at_;
};

}  // namespace

std::shared_ptr<FaxService> make_local_fax_service(LocalServiceParts parts) {
  return std::make_shared<LocalFaxService>(std::move(parts));
}

}  // namespace caselli
