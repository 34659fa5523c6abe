#include "fake_fax_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace caselli::test {
namespace {

Error missing(std::string_view what, std::int64_t id) {
  return {Errc::not_found, fmt::format("there is no {} {}", what, id)};
}

}  // namespace

class FakeFaxService::Held final : public Subscription {
 public:
  explicit Held(std::shared_ptr<Waker> waker) : waker_(std::move(waker)) {}
  ~Held() override {
    const std::lock_guard lock(waker_->mutex);
    waker_->wake = nullptr;
  }

 private:
  std::shared_ptr<Waker> waker_;
};

void FakeFaxService::publish(PortStatus status) {
  {
    const std::lock_guard lock(mutex_);
    status.revision = ++revision_;
    settings_[status.port].port = status.port;
    ports_[status.port] = std::make_shared<const PortStatus>(std::move(status));
  }
  wake_all();
}

void FakeFaxService::publish(Job job) {
  {
    const std::lock_guard lock(mutex_);
    job.revision = ++revision_;
    jobs_[job.id] = told_[job.id] = std::make_shared<const Job>(std::move(job));
  }
  wake_all();
}

void FakeFaxService::publish(ServerSettings settings) {
  {
    const std::lock_guard lock(mutex_);
    server_revision_ = ++revision_;
    server_ = std::move(settings);
  }
  wake_all();
}

void FakeFaxService::put(Job job) {
  const std::lock_guard lock(mutex_);
  jobs_[job.id] = std::make_shared<const Job>(std::move(job));
}

std::vector<FakeFaxService::Submitted> FakeFaxService::submitted() {
  const std::lock_guard lock(mutex_);
  return submitted_;
}
std::vector<std::string> FakeFaxService::commands() {
  const std::lock_guard lock(mutex_);
  return commands_;
}
FaxFilter FakeFaxService::last_filter() {
  const std::lock_guard lock(mutex_);
  return filter_;
}
void FakeFaxService::fail_with(Error error) {
  const std::lock_guard lock(mutex_);
  failure_ = std::move(error);
}
Status FakeFaxService::check() const {
  if (failure_) return *failure_;
  return Done{};
}

void FakeFaxService::wake_all() {
  std::vector<std::shared_ptr<Waker>> wakers;
  {
    const std::lock_guard lock(mutex_);
    wakers = wakers_;
  }
  for (const auto& waker : wakers) {
    const std::lock_guard lock(waker->mutex);
    if (waker->wake) waker->wake();
  }
}

Result<Changes> FakeFaxService::ports() {
  const std::lock_guard lock(mutex_);
  if (Status good = check(); !good) return good.error();
  Changes all{boot, revision_, {}, {}, nullptr};
  for (const auto& [id, status] : ports_) all.ports.push_back(status);
  return all;
}

Result<Snapshot> FakeFaxService::port_status(PortId id, Revision known) {
  const std::lock_guard lock(mutex_);
  if (Status good = check(); !good) return good.error();
  const auto found = ports_.find(id);
  if (found == ports_.end()) return missing("port", id.value);
  return found->second->revision == known ? Snapshot{} : found->second;
}

Result<PortSettings> FakeFaxService::port_settings(PortId id) {
  const std::lock_guard lock(mutex_);
  if (Status good = check(); !good) return good.error();
  const auto found = settings_.find(id);
  if (found == settings_.end()) return missing("port", id.value);
  return found->second;
}

Result<PortSettings> FakeFaxService::set_port(PortId id, const PortSettingsPatch& patch) {
  const std::lock_guard lock(mutex_);
  const auto found = settings_.find(id);
  if (found == settings_.end()) return missing("port", id.value);
  if (patch.name) found->second.name = *patch.name;
  if (patch.rings) found->second.rings = *patch.rings;
  if (patch.send) found->second.send = *patch.send;
  return found->second;
}

Status FakeFaxService::release_port(PortId id) {
  const std::lock_guard lock(mutex_);
  if (!ports_.contains(id)) return missing("port", id.value);
  commands_.push_back("release " + id.text());
  return Done{};
}

Result<std::vector<Job>> FakeFaxService::submit(const NewFax& fax) {
  std::vector<Job> jobs;
  const std::lock_guard lock(mutex_);
  if (Status good = check(); !good) return good.error();
  Submitted& record = submitted_.emplace_back(Submitted{fax, {}});
  for (const DocumentSource& source : fax.documents) {
    std::ifstream in(source.file, std::ios::binary);
    record.contents.push_back(source.content ? *source.content : std::string{std::istreambuf_iterator<char>(in), {}});
  }
  for (const FaxRecipient& recipient : fax.to) {
    Job job;
    job.id = JobId{static_cast<std::int64_t>(jobs_.size()) + 1};
    job.to = recipient.to;
    job.recipient_name = recipient.name;
    job.subject = fax.subject;
    jobs_[job.id] = std::make_shared<const Job>(job);
    jobs.push_back(job);
  }
  return jobs;
}

Result<Job> FakeFaxService::fax(JobId id) {
  const std::lock_guard lock(mutex_);
  if (Status good = check(); !good) return good.error();
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return missing("fax", id.value);
  return *found->second;
}

Result<FaxPage> FakeFaxService::faxes(const FaxFilter& filter) {
  const std::lock_guard lock(mutex_);
  if (Status good = check(); !good) return good.error();
  filter_ = filter;
  FaxPage page;
  for (auto job = jobs_.rbegin(); job != jobs_.rend(); ++job) page.items.push_back(*job->second);
  page.next = filter.cursor.empty() ? "17" : "";
  return page;
}

Result<Job> FakeFaxService::command(const std::string& name, JobId id) {
  {
    const std::lock_guard lock(mutex_);
    commands_.push_back(name + " " + id.text());
    const auto found = jobs_.find(id);
    if (found != jobs_.end() && is_final(found->second->state))
      return Error{Errc::wrong_state, fmt::format("fax {} has ended and cannot be changed", id.value)};
  }
  return fax(id);
}

Result<std::string> FakeFaxService::document(JobId id, DocumentFormat format) {
  if (auto job = fax(id); !job) return job.error();
  using namespace std::string_literals;
  return format == DocumentFormat::pdf ? "%PDF-1.4\0x"s : "II*\0x"s;
}

Result<std::string> FakeFaxService::page_png(JobId id, int page, int width) {
  if (auto job = fax(id); !job) return job.error();
  if (page > 2) return missing("page", page);
  return fmt::format("png {} {}", page, width);
}

Result<std::vector<AttemptTrace>> FakeFaxService::trace(JobId id) {
  if (auto job = fax(id); !job) return job.error();
  return std::vector<AttemptTrace>{{1, {{Instant{}, '<', "DIS", "V.17"}}}};
}

Result<ServerInfo> FakeFaxService::server() {
  const std::lock_guard lock(mutex_);
  if (Status good = check(); !good) return good.error();
  return ServerInfo{"1.2.3", boot, Instant{std::chrono::seconds{1'767'225'600}}, server_};
}

Result<ServerInfo> FakeFaxService::set_server(const ServerSettingsPatch& patch) {
  ServerSettings settings;
  {
    const std::lock_guard lock(mutex_);
    settings = server_;
  }
  if (patch.retries) settings.retries = *patch.retries;
  publish(settings);
  return server();
}

Result<std::vector<Finding>> FakeFaxService::checks() {
  if (auto good = check(); !good) return good.error();
  return findings;
}

Status FakeFaxService::ready() {
  const std::lock_guard lock(mutex_);
  return check();
}

std::unique_ptr<Subscription> FakeFaxService::subscribe(std::function<void()> wake) {
  auto waker = std::make_shared<Waker>();
  waker->wake = std::move(wake);
  const std::lock_guard lock(mutex_);
  wakers_.push_back(waker);
  return std::make_unique<Held>(std::move(waker));
}

Changes FakeFaxService::changes(Revision after) {
  ++changes_calls_;
  const std::lock_guard lock(mutex_);
  Changes news{boot, revision_, {}, {}, nullptr};
  for (const auto& [id, status] : ports_)
    if (status->revision > after) news.ports.push_back(status);
  for (const auto& [id, job] : told_)
    if (job->revision > after && (after > 0 || !is_final(job->state))) news.jobs.push_back(job);
  if (server_revision_ > after) news.server = std::make_shared<const ServerSettings>(server_);
  std::ranges::sort(news.ports, {}, [](const auto& status) { return status->revision; });
  std::ranges::sort(news.jobs, {}, [](const auto& job) { return job->revision; });
  return news;
}

}  // namespace caselli::test
