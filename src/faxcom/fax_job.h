#pragma once
// FaxJob: one queued job, as it was when the FaxJobs was made or at the last Refresh.

#include <memory>
#include <mutex>

#include "faxcom/com_object.h"
#include "faxcom/connection.h"
#include "faxcom/job_view.h"
#include "faxcom/short_lock.h"

namespace caselli::faxcom {

class FaxJob final : public ComObject<IFaxJob> {
 public:
  FaxJob(std::shared_ptr<Connection> connection, JobView view);

  HRESULT STDMETHODCALLTYPE get_JobId(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Type(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_UserName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_QueueStatus(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DeviceStatus(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_PageCount(LONG* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_FaxNumber(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_RecipientName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_Tsid(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SenderName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SenderCompany(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_SenderDept(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_BillingCode(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DisplayName(BSTR* value) noexcept override;
  HRESULT STDMETHODCALLTYPE get_DiscountSend(BOOL* value) noexcept override;
  // `command` is JC_DELETE 1, JC_PAUSE 2, or 3: JC_RESUME for a paused job, else JC_RESTART.
  // Properties change with the next Refresh.
  HRESULT STDMETHODCALLTYPE SetStatus(LONG command) noexcept override;
  // When it fails, or the job has left the queue, the former values stay.
  HRESULT STDMETHODCALLTYPE Refresh() noexcept override;

 private:
  // Status, Outcome ... in fax_job_late.cpp.
  std::span<const Member> late_members() const noexcept override;
  template <auto show>
  static HRESULT read_late(IDispatch* object, VARIANT*, VARIANT* value);
  template <class Out, class Take>
  HRESULT read(Out* out, Take take) const noexcept;

  const std::shared_ptr<Connection> connection_;
  const JobId id_;
  std::mutex refreshing_;  // one request at a time, so that no older answer comes last
  mutable ShortLock mutex_;
  JobView view_;
};

}  // namespace caselli::faxcom
