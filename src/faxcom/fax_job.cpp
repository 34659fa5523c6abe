#include "faxcom/fax_job.h"

namespace caselli::faxcom {
namespace {

enum Command { kDelete = 1, kPause = 2, kResumeOrRestart = 3 };  // JC_ numbers of winfax.h

std::string_view if_sending(const Job& job, std::string_view text) {
  return job.direction == Direction::send ? text : std::string_view();
}

std::string_view detail(const PersonDetails& person, const char* key) {
  const auto found = person.find(key);
  return found == person.end() ? std::string_view() : std::string_view(found->second);
}

Result<Job> carry_out(FaxService& service, JobId id, LONG command) {
  switch (command) {
    case kDelete:
      return service.cancel(id);
    case kPause:
      return service.hold(id);
    case kResumeOrRestart: {
      const auto job = service.fax(id);
      if (!job) return job.error();
      const bool paused = job->state == JobState::held || job->hold_wanted;
      return paused ? service.resume(id) : service.restart(id);
    }
    default:
      return Error{Errc::invalid_argument, "cannot set the status of job " + id.text() + ": there is no command " +
                                               std::to_string(command) +
                                               "; 1 deletes, 2 pauses, 3 resumes or restarts"};
  }
}

}  // namespace

FaxJob::FaxJob(std::shared_ptr<Connection> connection, JobView view)
    : ComObject("FaxJob"), connection_(std::move(connection)), id_(view.job.id), view_(std::move(view)) {}

template <class Out, class Take>
HRESULT FaxJob::read(Out* out, Take take) const noexcept {
  return giving(out, [&]() -> ComStatus {
    const std::lock_guard lock(mutex_);
    assign(out, take(view_.job));
    return Done{};
  });
}

HRESULT FaxJob::get_JobId(LONG* value) noexcept {
  return read(value, [](const Job& job) { return job.id.value; });
}
HRESULT FaxJob::get_Type(LONG* value) noexcept {
  return read(value, [](const Job& job) { return job_type(job); });
}
HRESULT FaxJob::get_UserName(BSTR* value) noexcept {
  return read(value, [](const Job& job) { return if_sending(job, job.user); });
}
HRESULT FaxJob::get_QueueStatus(BSTR* value) noexcept {
  return read(value, [](const Job& job) { return queue_text(job); });
}
HRESULT FaxJob::get_DeviceStatus(BSTR* value) noexcept {
  return read(value, [this](const Job&) { return view_.device.empty() ? std::string_view("Unknown") : view_.device; });
}
HRESULT FaxJob::get_PageCount(LONG* value) noexcept {
  return read(value, [](const Job& job) { return job.direction == Direction::send ? job.document.pages : 0; });
}
HRESULT FaxJob::get_FaxNumber(BSTR* value) noexcept {
  return read(value, [](const Job& job) { return if_sending(job, job.to); });
}
HRESULT FaxJob::get_RecipientName(BSTR* value) noexcept {
  return read(value, [](const Job& job) { return std::string_view(job.recipient_name); });
}
HRESULT FaxJob::get_Tsid(BSTR* value) noexcept {
  return read(value, [](const Job& job) {
    return std::string_view(job.direction == Direction::receive ? job.remote_id : job.tsid);
  });
}
HRESULT FaxJob::get_SenderName(BSTR* value) noexcept {
  return read(value, [](const Job& job) { return if_sending(job, job.sender_name); });
}
HRESULT FaxJob::get_SenderCompany(BSTR* value) noexcept {
  return read(value, [](const Job& job) { return if_sending(job, detail(job.sender, "company")); });
}
HRESULT FaxJob::get_SenderDept(BSTR* value) noexcept {
  return read(value, [](const Job& job) { return if_sending(job, detail(job.sender, "department")); });
}
HRESULT FaxJob::get_BillingCode(BSTR* value) noexcept {
  return read(value, [](const Job& job) { return std::string_view(job.billing_code); });
}
HRESULT FaxJob::get_DisplayName(BSTR* value) noexcept {
  return read(value, [](const Job& job) { return std::string_view(job.document_name); });
}
HRESULT FaxJob::get_DiscountSend(BOOL* value) noexcept {
  return read(value, [](const Job& job) { return job.discount; });
}

HRESULT FaxJob::SetStatus(LONG command) noexcept {
  return method([&] {
    return connection_->ask([&](FaxService& service) -> ComStatus {
      const auto job = carry_out(service, id_, command);
      if (!job) return job.error();
      return Done{};
    });
  });
}

HRESULT FaxJob::Refresh() noexcept {
  return method([&] {
    const std::lock_guard one_at_a_time(refreshing_);
    return connection_->ask([&](FaxService& service) -> ComStatus {
      auto view = read_job(service, id_);
      if (!view) return view.error();
      const std::lock_guard lock(mutex_);
      view_ = std::move(*view);
      return Done{};
    });
  });
}

}  // namespace caselli::faxcom
